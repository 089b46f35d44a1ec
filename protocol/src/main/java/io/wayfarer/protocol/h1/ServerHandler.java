/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** A connection whose requests are the peer's. */
final class ServerHandler extends Http1Handler {

    /** So much content of a request that was answered already is read, and dropped, to save the connection. */
    private static final int MAX_DROPPED = 256 * 1024;

    private final IncomingStreams incoming = new IncomingStreams(this);
    private final Farewell farewell;
    private final boolean pipelined;
    private final int newestMinor;
    private int opened;

    /** The stream whose request is being read. */
    private @Nullable Http1Stream reading;

    /** No request is read any more. */
    private boolean last;

    /** What follows the request is perhaps not HTTP: that depends on the answer. */
    private boolean holding;

    /** Octets of content dropped because their request was answered; -1 while there is no such request. */
    private long dropped = -1;

    ServerHandler(Http1Connection connection, Channel channel, ConnectionSettings settings, ProtocolVersion newest) {
        super(connection, channel, settings, true);
        this.farewell = new Farewell(this, channel);
        this.newestMinor = newest == ProtocolVersion.HTTP_1_0 ? 0 : 1;
        heads.minor(newestMinor);
        this.pipelined = settings.maxPipelined() > 1;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // A client may end its side when it has sent its request, and still wants its answer.
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (ctx.pipeline().get(SslHandler.class) != null) {
            reader.scheme("https");
        }
        super.handlerAdded(ctx);
    }

    @Override
    Flux<HttpStream> incoming() {
        return incoming;
    }

    /** More streams were asked for. */
    void asked() {
        if (!ended) {
            intake.proceed();
            watch.update();
        }
    }

    @Override
    ByteBuf request(HeaderList head, long length, int room) {
        throw new IllegalStateException("a server sends no requests");
    }

    @Override
    boolean place(Http1Stream stream) {
        return false;
    }

    @Override
    ByteBuf answer(Http1Stream stream, HeaderList head, long length, int room) {
        boolean ends = !stream.request().persistent()
                || (!connection.open() && streams.peekLast() == stream)
                || (!stream.messageRead && stream.request().expectContinue && !stream.continued);
        return heads.answer(connection.channel().alloc(), head, length, room, stream.request(), ends);
    }

    @Override
    void answered(Http1Stream stream, HeadFacts facts) {
        if (facts.status == 101 || (stream.request().connect && facts.status < 300)) {
            switched = true;
            connection.drain();
        } else if (facts.close) {
            stream.lastAnswer = true;
            last = true;
            connection.drain();
        }
    }

    @Override
    boolean mayReadHead() {
        return reading == null && !last && !holding && incoming.wanted() && streams.size() < settings.maxPipelined();
    }

    @Override
    @Nullable
    Http1Stream receiving() {
        return reading;
    }

    @Override
    void headRead(HeaderList head) throws BadMessage {
        HeadFacts facts = reader.facts;
        facts.minor = Math.min(facts.minor, newestMinor);
        RequestRules.check(facts);
        connection.version(facts.minor == 0 ? ProtocolVersion.HTTP_1_0 : ProtocolVersion.HTTP_1_1);
        if (facts.connect) {
            reader.expectLength(0);
            // Without a tunnel, whether more is content or the next request depends on who reads it (RFC 9110 section
            // 9.3.6).
            facts.close |= facts.transferEncoding || facts.contentLength > 0;
        } else if (facts.transferEncoding) {
            reader.expectChunks();
        } else {
            reader.expectLength(Math.max(0, facts.contentLength));
        }
        // What RFC 9112 section 6.1 calls faulty framing ends the connection.
        facts.close |= facts.transferEncoding && facts.minor == 0;
        last = !facts.persistent();
        holding = facts.connect || facts.upgrade;
        // Facts that are read into again before the answer is written have to be kept.
        Http1Stream stream = new Http1Stream(this, pipelined ? facts.copy() : facts);
        stream.headRead = true;
        stream.inbox.decode(facts.coding);
        stream.placed(++opened);
        streams.add(stream);
        reading = stream;
        connection.active(streams.size());
        stream.inbox.head(head);
        incoming.next(stream);
    }

    @Override
    void messageRead(@Nullable HeaderList trailers) {
        Http1Stream stream = reading;
        if (stream == null) {
            return;
        }
        reading = null;
        dropped = -1;
        stream.messageRead = true;
        stream.halfClosed();
        if (holding) {
            holdOrSwitch();
        }
        if (stream.outbox.ended()) {
            settle(stream);
        }
        stream.ended(trailers);
    }

    private void holdOrSwitch() {
        if (switched) {
            reader.stop();
        }
    }

    @Override
    void writtenEarly(Http1Stream stream) {
        if (stream.lastAnswer) {
            linger();
        } else if (!stream.hasReceiver()) {
            stream.inbox.abandon();
            dropped = 0;
        }
    }

    /** Counts content that nobody wants; too much of it is not worth a connection. */
    @Override
    void unwanted(int octets) {
        if (dropped >= 0) {
            dropped += octets;
            if (dropped > MAX_DROPPED) {
                linger();
            }
        }
    }

    @Override
    void completed(Http1Stream stream) {
        if (!streams.remove(stream)) {
            return;
        }
        stream.leave();
        connection.active(streams.size());
        if (switched) {
            reader.stop();
            handover.freed();
            if (intake.ended()) {
                closeNow(null);
            }
            return;
        }
        holding = false;
        if (stream.lastAnswer || (intake.ended() && streams.isEmpty())) {
            finish();
        } else if (!connection.open() && streams.isEmpty() && reading == null) {
            closeNow(null);
        } else {
            if (streams.isEmpty() && farewell.refusing()) {
                farewell.answerRefusal();
                return;
            }
            observer().onAvailable(connection);
            if (streams.isEmpty() && !ended) {
                observer().onIdle(connection);
            }
            intake.proceed();
        }
    }

    /** The last answer has been written. */
    private void finish() {
        if (intake.ended() || (reader.waiting() == 0 && reader.atHead())) {
            closeNow(null);
        } else {
            linger();
        }
    }

    /** Takes no more, and ends the connection so that what was answered arrives. */
    void linger() {
        connection.drain();
        last = true;
        reader.drop();
        for (Http1Stream stream = streams.poll(); stream != null; stream = streams.poll()) {
            stream.connectionEnded(Failures.of(stream, null, false));
        }
        reading = null;
        connection.active(0);
        farewell.linger();
    }

    @Override
    void unsettled() {
        // The answer waits for the client to take it, however long that takes.
    }

    @Override
    void refuse(BadMessage wrong) {
        last = true;
        connection.drain();
        farewell.refuse(wrong.status);
        Http1Stream stream = reading;
        reading = null;
        reader.drop();
        if (stream != null) {
            stream.inbox.failNow(Failures.typed(wrong));
            boolean begun = stream.outbox.begun();
            streams.remove(stream);
            stream.connectionEnded(Failures.typed(wrong));
            connection.active(streams.size());
            if (begun) {
                linger();
                return;
            }
        }
        if (streams.isEmpty()) {
            farewell.answerRefusal();
        }
    }

    @Override
    void overdue(ReadTimeoutException failure) {
        Http1Stream stream = reading;
        if (stream != null) {
            stream.inbox.failNow(failure);
        }
        if (streams.isEmpty()) {
            last = true;
            connection.drain();
            reader.drop();
            farewell.refuse(408);
            farewell.answerRefusal();
        } else {
            closeNow(failure);
        }
    }

    @Override
    void outputBroken(Throwable cause) {
        closeNow(cause);
    }

    @Override
    void caughtUp() {
        // Whatever waits is the next request, or a part of it.
    }

    @Override
    boolean awaiting() {
        return reading != null;
    }

    @Override
    void drained() {
        if (streams.isEmpty() && !switched) {
            if (!farewell.refusing()) {
                closeNow(null);
            }
        } else {
            last = true;
        }
    }

    @Override
    void reset(Http1Stream stream, StreamResetException failure, boolean begun) {
        streams.remove(stream);
        stream.wasReset(failure);
        connection.active(streams.size());
        if (reading == stream) {
            reading = null;
        }
        if (stream.outbox.ended() && streams.isEmpty()) {
            linger();
        } else {
            closeNow(failure);
        }
    }

    @Override
    void inputClosed() {
        last = true;
        connection.drain();
        // A request that was cut off, or nothing to be answered; and of a tunnel that nobody took there is no use.
        if (reading != null || streams.isEmpty()) {
            closeNow(null);
        }
    }

    @Override
    void ended(@Nullable Throwable cause) {
        incoming.end();
    }
}
