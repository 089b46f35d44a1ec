/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.HeadTooLargeException;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.section.FieldRules;

/** The sending half of a stream. All is checked before Netty sees it. On the event loop only. */
final class Http3Output {

    private final Http3Stream stream;
    private boolean ended;
    private int underWay;
    private boolean told;

    Http3Output(Http3Stream stream) {
        this.stream = stream;
    }

    void sendHeaders(HeaderList fields, boolean end, ChannelPromise sent) {
        Throwable refused = refusal(fields, end);
        if (refused != null) {
            sent.setFailure(refused);
            return;
        }
        if (stream.state() == StreamState.IDLE) {
            stream.opens(fields);
            stream.connection().open(stream);
            Throwable failure = stream.failure();
            if (failure != null) {
                sent.setFailure(failure);
                return;
            }
        }
        ended = end;
        if (!stream.waits(() -> write(fields, sent))) {
            write(fields, sent);
        }
    }

    private @Nullable Throwable refusal(HeaderList fields, boolean end) {
        try {
            FieldRules.check(fields);
        } catch (IllegalArgumentException invalid) {
            return invalid;
        }
        if (stream.failure() != null) {
            return stream.failure();
        }
        long limit = stream.connection().maxFieldSection();
        long size = FieldRules.sizeOf(fields);
        if (size > limit) {
            return new HeadTooLargeException(size, limit);
        }
        boolean first = stream.state() == StreamState.IDLE;
        if (first) {
            return stream.connection().refusal();
        }
        return sendable() && end
                ? null
                : new IllegalStateException("a head was sent already (expected: trailers, which end the message)");
    }

    /** Whether something waits for the peer's window. */
    boolean sending() {
        return underWay > 0;
    }

    private boolean sendable() {
        return !ended && (stream.state() == StreamState.OPEN || stream.state() == StreamState.HALF_CLOSED_REMOTE);
    }

    private void write(HeaderList fields, ChannelPromise sent) {
        QuicStreamChannel wire = wire(sent);
        if (wire != null) {
            wire.write(new DefaultHttp3HeadersFrame(headers(fields)), promiseOf(wire, sent));
            endIfAll(wire);
        }
    }

    /** Netty compares the method with its own HEAD, and knows no equality with a String. */
    private static Http3Headers headers(HeaderList fields) {
        Http3Headers headers = new DefaultHttp3Headers(false);
        for (int i = 0; i < fields.size(); i++) {
            String name = FieldRules.lower(fields.name(i));
            String value = fields.value(i);
            if (!FieldRules.connectionSpecific(name, value)) {
                headers.add(name, name.equals(HeaderList.METHOD) ? AsciiString.of(value) : value);
            }
        }
        return headers;
    }

    void sendData(ByteBuf content, boolean end, ChannelPromise sent) {
        if (stream.failure() != null || !sendable()) {
            content.release();
            sent.setFailure(stream.explain(new IllegalStateException(
                    "content belongs between a head and the end (state " + stream.state() + ")")));
            return;
        }
        ended = end;
        if (!stream.waits(() -> write(content, sent))) {
            write(content, sent);
        }
    }

    private void write(ByteBuf content, ChannelPromise sent) {
        QuicStreamChannel wire = wire(sent);
        if (wire == null) {
            content.release();
            return;
        }
        if (content.isReadable()) {
            wire.write(new DefaultHttp3DataFrame(content), promiseOf(wire, sent));
        } else {
            content.release();
            sent.trySuccess();
        }
        endIfAll(wire);
    }

    /** Netty does not hold the end of a stream back behind what waits for the peer's window. */
    private void endIfAll(QuicStreamChannel wire) {
        if (ended && !told && underWay == 0 && stream.failure() == null) {
            told = true;
            wire.shutdownOutput().addListener(done -> {
                if (done.isSuccess()) {
                    stream.sentEnd();
                }
            });
        }
    }

    private @Nullable QuicStreamChannel wire(ChannelPromise sent) {
        QuicStreamChannel wire = stream.failure() == null ? stream.wire() : null;
        if (wire == null) {
            sent.tryFailure(stream.explain(new IllegalStateException("the stream is closed")));
        }
        return wire;
    }

    /** A promise of the stream's own channel, without which it would not take the write. */
    private ChannelPromise promiseOf(QuicStreamChannel wire, ChannelPromise sent) {
        ChannelPromise own = wire.newPromise();
        underWay++;
        own.addListener(done -> {
            underWay--;
            stream.heard();
            if (done.isSuccess()) {
                sent.trySuccess();
                endIfAll(wire);
            } else {
                sent.tryFailure(done.cause());
            }
        });
        return own;
    }
}
