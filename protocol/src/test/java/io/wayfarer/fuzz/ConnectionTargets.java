/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.h1.Http1Connection;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Whatever a peer sends, in whatever pieces: each stream is told its order of events and one end, the connection closes, no
 * exception leaves the pipeline, and no buffer is kept.
 */
final class ConnectionTargets {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final ConnectionSettings BOUNDS = ConnectionSettings.builder()
            .maxLineBytes(256)
            .maxHeaderBytes(1024)
            .maxHeaderFields(16)
            .build();

    private ConnectionTargets() {}

    // Each target gives how many heads were told to streams, which shows how deep an input goes.

    /** The first octet chooses the method and the pieces. */
    static int http1Client(byte[] input) {
        if (input.length == 0) {
            return 0;
        }
        String method = List.of("GET", "HEAD", "POST", "OPTIONS").get(input[0] & 3);
        try (Wire wire = new Wire()) {
            Http1Connection connection = Http1Connection.client(wire.channel, BOUNDS);
            wire.connection = connection;
            wire.ask(connection.newStream(), method);
            wire.feed(input, 1, 1 + ((input[0] & 0xff) >> 2));
            if (connection.open() && connection.availableStreams() > 0) {
                wire.ask(connection.newStream(), "GET");
            }
            return wire.heads();
        }
    }

    static int http1Server(byte[] input) {
        if (input.length == 0) {
            return 0;
        }
        try (Wire wire = new Wire()) {
            Http1Connection connection = Http1Connection.server(wire.channel, BOUNDS);
            wire.connection = connection;
            connection.incoming().subscribe(stream -> {
                wire.listen(stream);
                stream.sendHeaders(HeaderList.of(":status", "200"), true).subscribe(sent -> {}, failed -> {});
            });
            wire.feed(input, 1, 1 + ((input[0] & 0xff) >> 2));
            return wire.heads();
        }
    }

    static int http2Client(byte[] input) {
        try (Wire wire = new Wire()) {
            Http2Connection connection = Http2Connection.client(wire.channel, BOUNDS, Http2Settings.defaults());
            wire.connection = connection;
            connection.incoming().subscribe(promised -> wire.listen(promised));
            wire.ask(connection.newStream(), "GET");
            wire.ask(connection.newStream(), "HEAD");
            byte[] sent = frames(input);
            wire.feed(sent, 0, sent.length);
            return wire.heads();
        }
    }

    static int http2Server(byte[] input) {
        try (Wire wire = new Wire()) {
            Http2Connection connection = Http2Connection.server(wire.channel, BOUNDS, Http2Settings.defaults());
            wire.connection = connection;
            connection.incoming().subscribe(stream -> {
                wire.listen(stream);
                stream.sendHeaders(HeaderList.of(":status", "200"), true).subscribe(sent -> {}, failed -> {});
            });
            byte[] preface = PREFACE.getBytes(StandardCharsets.US_ASCII);
            wire.feed(preface, 0, preface.length);
            byte[] sent = frames(input);
            wire.feed(sent, 0, sent.length);
            return wire.heads();
        }
    }

    /**
     * Raw octets behind a first octet that is even; behind an odd one frames in short: type, flags, stream and length take an
     * octet each, so that most of what comes out has the form of frames.
     */
    private static byte[] frames(byte[] input) {
        if (input.length == 0 || (input[0] & 1) == 0) {
            return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i + 4 <= input.length; ) {
            int length = Math.min(input[i + 3] & 0xff, input.length - i - 4);
            out.write(0);
            out.write(length >> 8);
            out.write(length);
            out.write(input[i]);
            out.write(input[i + 1]);
            out.writeBytes(new byte[] {0, 0, 0});
            out.write(input[i + 2]);
            out.write(input, i + 4, length);
            i += 4 + length;
        }
        return out.toByteArray();
    }

    /** One connection on a channel without a network, and all that is told to its streams. */
    private static final class Wire implements AutoCloseable {

        private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final List<Witness> witnesses = new ArrayList<>();
        private @Nullable HttpConnection connection;

        Wire() {
            channel.config().setAllocator(allocator);
        }

        int heads() {
            return witnesses.stream().mapToInt(witness -> witness.heads).sum();
        }

        void ask(HttpStream stream, String method) {
            Witness witness = new Witness();
            witnesses.add(witness);
            HeaderList head = HeaderList.of(":method", method, ":scheme", "http", ":authority", "a", ":path", "/");
            stream.exchange(head, null, witness);
            stream.request(Long.MAX_VALUE);
            settle();
        }

        void listen(HttpStream stream) {
            Witness witness = new Witness();
            witnesses.add(witness);
            stream.receive(witness);
            stream.request(Long.MAX_VALUE);
        }

        void feed(byte[] octets, int from, int piece) {
            for (int start = from; start < octets.length && channel.isOpen(); start += piece) {
                int length = Math.min(piece, octets.length - start);
                ByteBuf in = allocator.buffer(length).writeBytes(octets, start, length);
                channel.writeInbound(in);
                settle();
            }
        }

        private void settle() {
            channel.runPendingTasks();
            for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                ReferenceCountUtil.release(out);
            }
        }

        @Override
        public void close() {
            channel.finishAndReleaseAll();
            settle();
            channel.checkException();
            assertThat(connection).isNotNull();
            assertThat(connection.open()).isFalse();
            assertThat(connection.activeStreams()).isZero();
            assertThat(witnesses).allSatisfy(witness -> assertThat(witness.ends).isEqualTo(1));
            assertThat(allocator.metric().usedHeapMemory()).isZero();
        }
    }

    /** Checks the order of a receiver's events. */
    private static final class Witness implements StreamReceiver {

        private int heads;
        private boolean head;
        private boolean trailers;
        private int ends;

        @Override
        public void onHeaders(HeaderList list) {
            assertThat(head || ends > 0).as("a head behind the final one").isFalse();
            heads++;
            head = !list.informational();
        }

        @Override
        public void onData(ByteBuf content) {
            content.release();
            assertThat(head && !trailers && ends == 0)
                    .as("content out of place")
                    .isTrue();
        }

        @Override
        public void onTrailers(HeaderList list) {
            assertThat(head && !trailers && ends == 0)
                    .as("trailers out of place")
                    .isTrue();
            trailers = true;
        }

        @Override
        public void onEnd() {
            assertThat(head).as("an end without a head").isTrue();
            ends++;
        }

        @Override
        public void onFailure(Throwable failure) {
            assertThat(failure).isInstanceOf(IOException.class);
            ends++;
        }
    }
}
