/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** A connection whose requests are ours. */
final class ClientHandler extends Http1Handler {

    /** More interim answers than this are no answer at all. */
    private static final int MAX_INTERIM = 100;

    private final int minor;
    private int opened;
    private int interim;

    /** The answer being read is the last one on this connection. */
    private boolean lastAnswer;

    ClientHandler(Http1Connection connection, Channel channel, ConnectionSettings settings, ProtocolVersion version) {
        super(connection, channel, settings, false);
        this.minor = version == ProtocolVersion.HTTP_1_0 ? 0 : 1;
    }

    @Override
    ByteBuf request(HeaderList head, long length, int room) {
        return heads.request(connection.channel().alloc(), head, length, room, minor);
    }

    @Override
    ByteBuf answer(Http1Stream stream, HeaderList head, long length, int room) {
        throw new IllegalStateException("the head was sent before");
    }

    @Override
    void answered(Http1Stream stream, HeadFacts facts) {
        throw new IllegalStateException("a client does not answer");
    }

    @Override
    boolean place(Http1Stream stream) {
        if (ended || !connection.open() || streams.size() >= settings.maxPipelined()) {
            return false;
        }
        streams.add(stream);
        stream.placed(++opened);
        connection.active(streams.size());
        if (heads.facts.close || (minor == 0 && !heads.facts.keepAlive)) {
            connection.drain();
        }
        watch.update();
        return true;
    }

    @Override
    boolean mayReadHead() {
        Http1Stream stream = streams.peek();
        return stream != null && !stream.messageRead && stream.outbox.begun() && !switched;
    }

    @Override
    @Nullable
    Http1Stream receiving() {
        return streams.peek();
    }

    @Override
    void headRead(HeaderList head) throws BadMessage {
        Http1Stream stream = streams.element();
        HeadFacts facts = reader.facts;
        if (facts.status < 200 && facts.status != 101) {
            if (++interim > MAX_INTERIM) {
                throw new BadMessage(0, "more than " + MAX_INTERIM + " interim answers (RFC 9110 section 15.2)");
            }
            reader.expectHead();
            stream.inbox.head(head);
            return;
        }
        interim = 0;
        if (facts.status == 101 && !stream.request().upgrade) {
            throw new BadMessage(0, "a switch of protocols that nobody asked for (RFC 9110 section 15.2.2)");
        }
        stream.headRead = true;
        stream.reasonPhrase(facts.reason);
        if (facts.status == 101 || (stream.request().connect && facts.status < 300)) {
            switched = true;
            connection.drain();
            reader.stop();
            stream.inbox.head(head);
            messageRead(null);
            return;
        }
        lastAnswer = !facts.persistent() || stream.request().close;
        expect(stream, facts);
        stream.inbox.decode(facts.coding);
        if (lastAnswer) {
            connection.drain();
        }
        stream.inbox.head(head);
    }

    /** How the content is framed: RFC 9112 section 6.3. */
    private void expect(Http1Stream stream, HeadFacts facts) throws BadMessage {
        if (stream.request().head || facts.status == 204 || facts.status == 304) {
            reader.expectLength(0);
        } else if (facts.transferEncoding) {
            if (facts.coding == HeadFacts.Coding.UNKNOWN) {
                throw new BadMessage(0, "a transfer coding that is unknown here (RFC 9112 section 7)");
            }
            if (facts.chunked) {
                if (stream.inbox.raw()) {
                    reader.expectRawChunks();
                } else {
                    reader.expectChunks();
                }
                // Whoever sends both, or chunks in HTTP/1.0, may mean another end than is read here.
                lastAnswer |= facts.contentLength >= 0 || facts.minor == 0;
            } else {
                reader.expectTillClose();
                lastAnswer = true;
            }
        } else if (facts.contentLength >= 0) {
            reader.expectLength(facts.contentLength);
        } else {
            reader.expectTillClose();
            lastAnswer = true;
        }
    }

    @Override
    void messageRead(@Nullable HeaderList trailers) {
        Http1Stream stream = streams.peek();
        if (stream == null) {
            return;
        }
        stream.messageRead = true;
        stream.halfClosed();
        if (switched) {
            streams.remove();
            stream.leave();
            connection.active(streams.size());
            handover.freed();
        } else if (stream.outbox.ended()) {
            settle(stream);
        } else if (lastAnswer || reader.facts.status >= 300) {
            // Refused before it was sent whole: the rest is of no use any more (RFC 9112 section 9.5).
            stream.outbox.cease(new StreamResetException(Http2Error.NO_ERROR, true));
            streams.remove();
            stream.leave();
            closeNow(null);
        }
        stream.ended(trailers);
    }

    @Override
    void completed(Http1Stream stream) {
        if (!streams.remove(stream)) {
            return;
        }
        if (connection.open()) {
            watch.doNotClose();
        }
        stream.leave();
        connection.active(streams.size());
        if (lastAnswer || (!connection.open() && streams.isEmpty())) {
            closeNow(null);
        } else if (streams.isEmpty() && !reader.nothingLeft()) {
            unasked();
        } else if (connection.open()) {
            observer().onAvailable(connection);
            if (streams.isEmpty() && !ended) {
                observer().onIdle(connection);
            }
        }
    }

    @Override
    Flux<HttpStream> incoming() {
        return connection.closed().cast(HttpStream.class).flux();
    }

    @Override
    void writtenEarly(Http1Stream stream) {
        // As requests are.
    }

    @Override
    void unsettled() {
        // The answer is there, but the peer still has to take the request.
        watch.closeSoon();
    }

    private void unasked() {
        closeNow(Failures.typed(new BadMessage(0, "octets that nobody asked for (RFC 9112 section 9.2)")));
    }

    @Override
    void refuse(BadMessage wrong) {
        closeNow(Failures.typed(wrong));
    }

    @Override
    void caughtUp() {
        if (streams.isEmpty() && !switched && !reader.nothingLeft()) {
            unasked();
        }
    }

    @Override
    boolean awaiting() {
        // As long as the request is on its way, it is the peer who waits.
        Http1Stream stream = streams.peek();
        return stream != null && (stream.outbox.ended() || stream.headRead);
    }

    @Override
    void drained() {
        if (streams.isEmpty() && !switched) {
            closeNow(null);
        }
    }

    @Override
    void reset(Http1Stream stream, StreamResetException failure, boolean begun) {
        if (begun) {
            streams.remove(stream);
            stream.wasReset(failure);
            closeNow(failure);
        } else if (streams.remove(stream)) {
            stream.wasReset(failure);
            connection.active(streams.size());
        }
    }

    @Override
    void inputClosed() {
        closeNow(null);
    }
}
