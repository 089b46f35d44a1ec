/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The engine of a connection: sits in the pipeline, feeds what arrives to the reader of messages and its events to the
 * stream whose turn it is, holds the peer back, keeps the time limits, and ends the connection. On the event loop only.
 */
abstract class Http1Handler extends ChannelInboundHandlerAdapter {

    static final String NAME = "wayfarer.http1";

    final ConnectionSettings settings;
    final MessageReader reader;
    final HeadWriter heads = new HeadWriter();
    final Deadlines deadlines;

    /** In the order of their requests; each until both its messages are whole. */
    final ArrayDeque<Http1Stream> streams = new ArrayDeque<>(2);

    final Http1Connection connection;
    private final Channel channel;
    private final long readTimeoutMillis;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Throwable broken;
    private @Nullable Runnable free;
    private long unsent;
    private boolean parsing;
    private boolean paused;

    /** The channel carries something else than HTTP from now on. */
    boolean switched;

    /** No more octets will come. */
    boolean inputEnded;

    /** The connection has ended, or was given away. */
    boolean ended;

    Http1Handler(Http1Connection connection, Channel channel, ConnectionSettings settings, boolean requests) {
        this.connection = connection;
        this.channel = channel;
        this.settings = settings;
        this.reader = new MessageReader(requests, settings);
        this.deadlines = new Deadlines(channel.eventLoop(), this);
        this.readTimeoutMillis = settings.readTimeout().toMillis();
    }

    /** Whether the next message may be begun to be read. */
    abstract boolean mayReadHead();

    /** A head was read; its facts are in the reader, which is to be told how the content is framed. */
    abstract void headRead(HeaderList head) throws BadMessage;

    /** The stream whose message is being read. */
    abstract @Nullable Http1Stream receiving();

    abstract void messageRead(@Nullable HeaderList trailers);

    /** The peer broke a rule. */
    abstract void refuse(BadMessage wrong);

    /** All octets that came were read as far as possible. */
    abstract void caughtUp();

    /** Puts a client's request head into a buffer; {@link #heads} has its facts. */
    abstract ByteBuf request(HeaderList head, long length, int room);

    /** Puts a server's answer head into a buffer. */
    abstract ByteBuf answer(Http1Stream stream, HeaderList head, long length, int room);

    /** A final answer's head is about to be written. */
    abstract void answered(Http1Stream stream, HeadFacts facts);

    /** Gives a client's stream its place, if there is one. */
    abstract boolean place(Http1Stream stream);

    /** Ends a stream that is under way. */
    abstract void reset(Http1Stream stream, StreamResetException failure, boolean begun);

    /** No new streams; ends the connection if none is under way. */
    abstract void drained();

    /** A stream has written its message before it has read the peer's. */
    abstract void writtenEarly(Http1Stream stream);

    /** Content has come, perhaps of a message that nobody wants any more. */
    void unwanted(int octets) {}

    /** A message was answered that the operating system has not taken whole. */
    abstract void unsettled();

    /** Both messages of a stream are whole, and this side's has been written. */
    abstract void completed(Http1Stream stream);

    /** Nothing more will come from the peer, but its socket may still take something. */
    abstract void inputClosed();

    ChannelHandlerContext context() {
        ChannelHandlerContext installed = context;
        if (installed == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return installed;
    }

    boolean installed() {
        return context != null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        // A failed write must not lose an answer that came before it.
        channel.config().setAutoClose(false);
        if (channel.isActive()) {
            channel.config().setAutoRead(true);
        } else if (!channel.isOpen()) {
            end(null);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end(broken);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel.config().setAutoRead(true);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            if (ended || inputEnded || reader.dropping()) {
                octets.release();
            } else {
                reader.feed(ctx.alloc(), octets);
                parse();
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!ended) {
            watch();
        }
        ctx.fireChannelReadComplete();
    }

    /**
     * Runs something once no stream is under way, which is now or as soon as a head that ended HTTP has been written.
     *
     * @return false when another stream is under way
     */
    final boolean whenFree(Runnable work) {
        if (streams.isEmpty()) {
            work.run();
            return true;
        }
        if (streams.size() == 1 && switched && free == null) {
            free = work;
            return true;
        }
        return false;
    }

    /** The stream that ended HTTP on this channel has left. */
    final void freed() {
        Runnable work = free;
        free = null;
        if (work != null) {
            work.run();
        }
    }

    final boolean inLoop() {
        return channel.eventLoop().inEventLoop();
    }

    final boolean channelWritable() {
        return channel.isWritable();
    }

    /**
     * Runs on the event loop, at once if this is it.
     *
     * @param send fails when the event loop takes no work any more
     * @return false then
     */
    final boolean run(Runnable work, @Nullable Send send) {
        if (inLoop()) {
            work.run();
            return true;
        }
        try {
            channel.eventLoop().execute(work);
            return true;
        } catch (RejectedExecutionException ended) {
            if (send != null) {
                send.fail(Http1Stream.noPlace());
            }
            return false;
        }
    }

    abstract Flux<HttpStream> incoming();

    final void shutdown() {
        if (!ended) {
            connection.drain();
            deadlines.close(Math.max(1, settings.closeTimeout().toMillis()));
            drained();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Http1Stream stream = writing();
        if (stream != null && channel.isWritable()) {
            stream.outbox.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** Reads on as far as octets and permission go. */
    final void parse() {
        if (parsing || ended) {
            return;
        }
        parsing = true;
        try {
            while (!ended && !held()) {
                MessageReader.Event event = reader.next();
                if (event == MessageReader.Event.NOTHING) {
                    break;
                }
                take(event);
            }
        } catch (BadMessage wrong) {
            connection.violation(typed(wrong));
            refuse(wrong);
        } finally {
            parsing = false;
        }
        if (!ended) {
            caughtUp();
            throttle();
        }
    }

    private boolean held() throws BadMessage {
        if (reader.atHead()) {
            return !mayReadHead();
        }
        Http1Stream stream = receiving();
        return stream != null && !stream.readyForMore();
    }

    private void take(MessageReader.Event event) throws BadMessage {
        switch (event) {
            case HEAD -> {
                deadlines.clearHead(); // what has begun since then has time of its own
                HeaderList head = reader.section();
                headRead(head == null ? HeaderList.empty() : head);
            }
            case CONTENT -> {
                ByteBuf content = reader.content();
                Http1Stream stream = receiving();
                if (stream == null) {
                    content.release();
                } else {
                    unwanted(content.readableBytes());
                    stream.contentRead(content);
                }
            }
            case END -> {
                deadlines.clearHead();
                Http1Stream stream = receiving();
                if (stream != null) {
                    stream.contentEnded();
                }
                messageRead(reader.section());
            }
            default -> throw new IllegalStateException(event.name());
        }
    }

    /** Holds the peer back while too much waits, and lets it go on when that has gone. */
    final void throttle() {
        if (ended || inputEnded) {
            return;
        }
        Http1Stream stream = receiving();
        boolean full = (stream != null && stream.inbox.queuedBytes() > settings.maxQueuedBytes())
                || reader.waiting() > settings.maxQueuedBytes() + settings.maxHeaderBytes();
        if (full != paused) {
            paused = full;
            watch();
            channel.config().setAutoRead(!full);
        }
    }

    /** Content was taken from a stream's queue. */
    final void shrank() {
        if (!ended && !parsing) {
            parse();
        }
    }

    final void watch() {
        if (!paused && reader.withinSection() && (mayReadHead() || !reader.atHead())) {
            long limit = settings.headTimeout().toMillis();
            if (limit > 0 && !deadlines.headSet()) {
                deadlines.head(limit);
            }
        } else if (deadlines.headSet()) {
            deadlines.clearHead();
        }
        if (readTimeoutMillis > 0) {
            if (awaiting() && !paused) {
                deadlines.read(readTimeoutMillis);
            } else {
                deadlines.clearRead();
            }
        }
    }

    /** Whether something of the peer is waited for. */
    abstract boolean awaiting();

    final void timedOut(Deadlines.Kind kind) {
        switch (kind) {
            case CLOSE -> closeNow(broken);
            case HEAD -> overdue(new ReadTimeoutException("whole head", settings.headTimeout()));
            case READ -> {
                if (awaiting() && !paused && !sending()) {
                    overdue(new ReadTimeoutException(reader.atHead() ? "head" : "content", settings.readTimeout()));
                }
            }
        }
    }

    /** Whether this side's octets are still on their way, as they were not when this was asked before. */
    private boolean sending() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = out == null ? 0 : out.totalPendingWriteBytes();
        boolean moving = pending > 0 && pending != unsent;
        unsent = pending;
        if (moving) {
            watch();
        }
        return moving;
    }

    void overdue(ReadTimeoutException failure) {
        closeNow(failure);
    }

    /** The stream that may write: the first one whose message has not ended. */
    final @Nullable Http1Stream writing() {
        for (Http1Stream stream : streams) {
            if (!stream.outbox.ended()) {
                return stream;
            }
        }
        return null;
    }

    /** A stream has written the end of its message. */
    final void messageWritten(Http1Stream stream) {
        stream.halfClosed();
        if (stream.messageRead) {
            settle(stream);
        } else {
            writtenEarly(stream);
            if (!ended) {
                watch();
            }
        }
        Http1Stream next = writing();
        if (next != null) {
            next.outbox.proceed();
        }
    }

    /** A stream is complete as soon as the operating system has all of it. */
    final void settle(Http1Stream stream) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        if (out == null || out.totalPendingWriteBytes() == 0) {
            completed(stream);
        } else {
            unsettled();
            context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                if (ended) {
                    return;
                }
                if (written.isSuccess()) {
                    completed(stream);
                } else {
                    closeNow(written.cause());
                }
            });
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inputEnds();
        end(broken);
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnds();
            if (!ended) {
                inputClosed();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Reads what is left, though nobody asked for it yet: nothing can be added to it. */
    private void inputEnds() {
        if (ended || inputEnded) {
            return;
        }
        inputEnded = true;
        parsing = true;
        try {
            for (MessageReader.Event event = nextAtEnd(); event != MessageReader.Event.NOTHING; event = nextAtEnd()) {
                take(event);
            }
        } catch (BadMessage wrong) {
            connection.violation(typed(wrong));
            refuse(wrong);
        } finally {
            parsing = false;
        }
    }

    private MessageReader.Event nextAtEnd() throws BadMessage {
        if (ended || (reader.atHead() && !mayReadHead())) {
            return MessageReader.Event.NOTHING;
        }
        MessageReader.Event event = reader.next();
        if (event == MessageReader.Event.NOTHING && reader.tillClose()) {
            reader.endTillClose();
            return MessageReader.Event.END;
        }
        return event;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
        if (cause instanceof IOException && channel.isActive() && !(cause instanceof SSLException)) {
            // Perhaps only this side's writing has failed: an answer may still be under way.
            outputBroken(cause);
        } else {
            closeNow(cause);
        }
    }

    /** Writing has failed. What has arrived, and what may, is read for a while. */
    void outputBroken(Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
        connection.drain();
        if (!deadlines.closeSet()) {
            deadlines.close(Math.max(1, settings.closeTimeout().toMillis()));
        }
    }

    /** Closes the channel and fails what is under way. */
    final void closeNow(@Nullable Throwable cause) {
        if (!ended) {
            end(cause);
            channel.close();
        }
    }

    /** The end: everything under way fails, nothing is held any more. */
    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        boolean begun = !reader.betweenMessages();
        ended = true;
        deadlines.stop();
        reader.release();
        connection.ended();
        boolean first = true;
        for (Http1Stream stream = streams.poll(); stream != null; stream = streams.poll()) {
            stream.connectionEnded(failure(stream, cause, first && begun));
            first = false;
        }
        ended(cause);
        freed();
    }

    /** The connection has ended; for what a role has beside streams. */
    void ended(@Nullable Throwable cause) {}

    static ConnectionEndedException ended(Http1Stream stream, @Nullable Throwable cause) {
        return new ConnectionEndedException(
                Http2Error.NO_ERROR,
                "the connection ended before the message did",
                stream.untouched(),
                stream.headRead,
                cause);
    }

    private static Throwable failure(Http1Stream stream, @Nullable Throwable cause, boolean begun) {
        if (cause instanceof PeerProtocolException || cause instanceof ReadTimeoutException) {
            return cause;
        }
        return new ConnectionEndedException(
                Http2Error.NO_ERROR,
                "the connection ended before the message did",
                stream.untouched(),
                begun || stream.headRead,
                cause);
    }

    static PeerProtocolException typed(BadMessage wrong) {
        boolean tooMuch = wrong.status == 414 || wrong.status == 431;
        return new PeerProtocolException(
                tooMuch ? Http2Error.ENHANCE_YOUR_CALM : Http2Error.PROTOCOL_ERROR,
                "the peer sent " + wrong.getMessage(),
                null);
    }

    /** Leaves the pipeline; what was not read is fired to the handlers behind. */
    final void leave(Runnable prepare) {
        ByteBuf rest = reader.takeRest();
        ended = true;
        deadlines.stop();
        // A place is kept while the next owner puts its handlers in, which may be those of another HTTP connection.
        ChannelHandler place = new ChannelInboundHandlerAdapter();
        ChannelPipeline pipeline = context().pipeline();
        pipeline.replace(this, null, place);
        prepare.run();
        if (paused) {
            channel.config().setAutoRead(true);
        }
        ChannelHandlerContext here = pipeline.context(place);
        if (here == null) {
            ReferenceCountUtil.release(rest);
            return;
        }
        if (rest != null) {
            here.fireChannelRead(rest).fireChannelReadComplete();
        }
        here.pipeline().remove(place);
    }

    ConnectionObserver observer() {
        return connection.observer();
    }
}
