/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.header.HeaderList;

/** Netty's handler with streams of ours on it: its life, its errors and its flushes. On the event loop only. */
final class Http2Codec extends Http2ConnectionHandler {

    private static final HeaderList TOO_LARGE = HeaderList.of(HeaderList.STATUS, "431");

    private static final long LINGER_MILLIS = 500;

    private final EventLoop loop;
    private final Session session;
    private final Sending sending;
    private final FrameTap tap;

    /** Counts the streams that the peer makes this side reset. */
    private final FloodGuard flood;

    private final ResetStreams resets = new ResetStreams();

    private @Nullable ChannelHandlerContext context;
    private boolean begun;

    /** Whether GOAWAY has told of an error: what still comes is dropped. */
    private boolean ending;

    private boolean reading;
    private boolean flushAwaited;
    private final Runnable flushTask = this::flushNow;

    Http2Codec(
            Http2Connection connection,
            EventLoop loop,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            FrameTap tap) {
        super(decoder, encoder, Codecs.toNetty(settings), true, false);
        this.loop = loop;
        this.tap = tap;
        this.flood = new FloodGuard(connection.limits());
        this.session = new Session(connection, this);
        this.sending = new Sending(this, session, connection.role() == Role.CLIENT ? 1 : 2);
        decoder.frameListener(new Arrivals(connection, this, session));
        connection().addListener(session);
    }

    FrameTap tap() {
        return tap;
    }

    EventLoop loop() {
        return loop;
    }

    Session session() {
        return session;
    }

    Sending sending() {
        return sending;
    }

    void onLoop(Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
        } else {
            loop.execute(work);
        }
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext present = context;
        if (present == null) {
            throw new IllegalStateException("the connection has not begun");
        }
        return present;
    }

    ResetStreams resets() {
        return resets;
    }

    @Override
    public ChannelFuture resetStream(ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
        resets.add(streamId);
        return super.resetStream(ctx, streamId, errorCode, promise);
    }

    /** Ends a stream that Netty never heard of. */
    void refuse(ChannelHandlerContext ctx, int streamId, io.netty.handler.codec.http2.Http2Error error) {
        frameWriter().writeRstStream(ctx, streamId, error.code(), ctx.newPromise());
    }

    void headTimedOut() {
        if (!session.closed()) {
            session.violated(new PeerProtocolException(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "a header section took too long",
                    new ReadTimeoutException("whole header section", session.headTimeout())));
            violated(Http2Error.ENHANCE_YOUR_CALM, "a header section took too long");
        }
    }

    /** Flushes what this turn of the loop writes, once, at its end. */
    void flushSoon() {
        if (!reading && !flushAwaited) {
            flushAwaited = true;
            loop.execute(flushTask);
        }
    }

    private void flushNow() {
        flushAwaited = false;
        if (!session.closed()) {
            flush(context());
        }
    }

    // Life

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
        if (ctx.channel().isActive()) {
            begin(ctx);
        } else if (!ctx.channel().isOpen()) {
            session.connectionClosed();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        begin(ctx);
    }

    /** Behind the preface, which Netty has written by now. */
    private void begin(ChannelHandlerContext ctx) throws Http2Exception {
        if (!begun) { // an accepted channel is active before it says so
            begun = true;
            session.begin();
            ctx.flush();
        }
    }

    /** The request that went out in HTTP/1.1 is stream 1, and nobody wants its answer. */
    void giveUpFirstStream() {
        if (session.closed()) {
            return;
        }
        int first = Http2CodecUtil.HTTP_UPGRADE_STREAM_ID;
        try {
            onHttpClientUpgrade();
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        // Closed at once, and not when the reset is written: whoever takes the connection next is told of no stream.
        connection().stream(first).close();
        resets.add(first);
        sending.skipFirst();
        refuse(context(), first, io.netty.handler.codec.http2.Http2Error.CANCEL);
        flushSoon();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        reading = true;
        super.channelRead(ctx, msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        reading = false; // what the flush itself brings about is flushed by a task
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        session.connectionClosed();
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.ending().broken(cause);
        ctx.close();
    }

    // Errors

    @Override
    protected void onStreamError(ChannelHandlerContext ctx, boolean outbound, Throwable cause, StreamException error) {
        io.netty.handler.codec.http2.Http2Stream wire = connection().stream(error.streamId());
        if (outbound && (wire == null || wire.state() == State.CLOSED)) {
            // Netty would answer a reset with a reset for the content that it cut off (RFC 9113 section 5.4.2).
            return;
        }
        if (wire != null) {
            Http2Stream stream = session.streamOf(wire);
            if (stream != null) {
                stream.failure(refusal(error, String.valueOf(error.getMessage()), null));
            }
        }
        super.onStreamError(ctx, outbound, cause, error);
        if (wire != null) {
            session.failNow(wire);
        }
        if (!outbound) {
            try {
                flood.reset();
            } catch (Http2Exception tooMany) {
                onError(ctx, false, tooMany);
            }
        }
    }

    private static PeerProtocolException refusal(Http2Exception error, String rule, @Nullable Throwable cause) {
        // Beyond the limit of its stream alone it has a type; beyond what the connection bears, Netty's words tell it.
        return error instanceof Http2Exception.HeaderListSizeException || rule.startsWith("Header size exceeded")
                ? PeerProtocolException.headTooLarge(rule)
                : new PeerProtocolException(Http2Error.of(error.error().code()), rule, cause);
    }

    @Override
    protected void handleServerHeaderDecodeSizeError(
            ChannelHandlerContext ctx, io.netty.handler.codec.http2.Http2Stream stream) {
        encoder().writeHeaders(ctx, stream.id(), OutboundHeaders.of(TOO_LARGE), 0, true, ctx.newPromise());
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (error == null || !ctx.channel().isActive()) {
            session.ending().broken(cause);
            ctx.close();
            return;
        }
        if (ending) {
            return;
        }
        ending = true;
        Http2Error code = Http2Error.of(error.error().code());
        String rule = String.valueOf(error.getMessage());
        // Netty's words on a broken preface repeat the octets that came.
        session.violated(refusal(error, rule.contains("Hex dump") ? "no preface (RFC 9113 section 3.4)" : rule, cause));
        int known = connection().remote().lastStreamKnownByPeer();
        goAway(
                ctx,
                known >= 0 ? Math.min(known, lastTaken()) : lastTaken(),
                code.code(),
                io.netty.buffer.Unpooled.EMPTY_BUFFER,
                ctx.newPromise());
        ctx.flush();
        session.failAll();
    }

    /** As Netty's, but that the connection is not torn down before the peer can have read why. */
    @Override
    public ChannelFuture goAway(
            ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData, ChannelPromise promise) {
        ChannelPromise sent = promise.unvoid();
        try {
            if (!connection().goAwaySent(lastStreamId, errorCode, debugData)) {
                debugData.release();
                sent.trySuccess();
                return sent;
            }
        } catch (Http2Exception increased) {
            debugData.release();
            sent.tryFailure(new IllegalArgumentException(
                    "lastStreamId: " + lastStreamId + " (expected: no more than said before)", increased));
            return sent;
        }
        frameWriter().writeGoAway(ctx, lastStreamId, errorCode, debugData, sent);
        sent.addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                ctx.close();
            } else if (errorCode != Http2Error.NO_ERROR.code()) {
                linger(ctx);
            }
        });
        return sent;
    }

    /** A socket that is closed with octets unread resets the connection, and the peer loses what it had not read. */
    private void linger(ChannelHandlerContext ctx) {
        ending = true;
        if (ctx.channel() instanceof DuplexChannel duplex && ctx.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput();
        }
        ScheduledFuture<?> end = loop.schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        ctx.channel().closeFuture().addListener(closed -> end.cancel(false));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (ending) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }

    /** Ends the connection for a rule that the peer broke. */
    void violated(Http2Error error, String rule) {
        onError(
                context(),
                false,
                Http2Exception.connectionError(
                        io.netty.handler.codec.http2.Http2Error.valueOf(error.code()), "%s", rule));
    }

    ChannelFuture goAway(int lastStreamId, Http2Error error, ByteBuf debug) {
        ChannelFuture sent =
                goAway(context(), lastStreamId, error.code(), debug, context().newPromise());
        flushSoon();
        return sent;
    }

    void closeNow(ChannelPromise promise) {
        ChannelHandlerContext ctx = context();
        if (ctx.channel().isActive() && decoder().prefaceReceived() && !session.closed()) {
            goAway(Math.max(0, lastTaken()), Http2Error.NO_ERROR, io.netty.buffer.Unpooled.EMPTY_BUFFER)
                    .addListener((ChannelFutureListener) sent -> ctx.close(promise));
            flush(ctx);
        } else {
            ctx.close(promise);
        }
    }

    /** The last stream of the peer that was, or might be, acted on. */
    int lastTaken() {
        int known = connection().remote().lastStreamKnownByPeer();
        int created = connection().remote().lastStreamCreated();
        return known >= 0 ? Math.min(known, created) : created;
    }
}
