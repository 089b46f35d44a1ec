/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.body;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;

/**
 * {@code LargeBody [<GiB>]}: a body goes from a server to a client in the same process, which takes one piece at a time on
 * another thread and rests now and then, so that the server would run ahead if nothing held it back. Prints the most heap and
 * the most direct memory in use.
 */
final class LargeBody {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final byte[] PIECE = new byte[64 * 1024];

    /** Between two looks at the memory, which are also the moments of rest. */
    private static final int PIECES = 1024;

    private final long octets;
    private long received;
    private long pieces;
    private long mostHeap;
    private long mostDirect;

    private LargeBody(long octets) {
        this.octets = octets;
    }

    public static void main(String[] arguments) {
        long gibibytes = arguments.length == 0 ? 10 : Long.parseLong(arguments[0]);
        for (ProtocolVersion version : new ProtocolVersion[] {ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2}) {
            new LargeBody(gibibytes << 30).run(version);
        }
        System.exit(0);
    }

    private void run(ProtocolVersion version) {
        HttpListener server = Objects.requireNonNull(
                HttpListener.builder().onStream(this::send).bind().block(PATIENCE));
        long start = System.nanoTime();
        Mono.usingWhen(
                        HttpConnector.builder().version(version).build().connect("127.0.0.1", server.port()),
                        this::receive,
                        HttpConnection::close)
                .block(PATIENCE);
        double seconds = (System.nanoTime() - start) / 1e9;
        server.close().block(PATIENCE);
        if (received != octets) {
            throw new IllegalStateException("received " + received + " octets (expected: " + octets + ")");
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d GiB in %.1f s; heap at most %d MiB of %d, direct memory at most %d MiB%n",
                version,
                octets >> 30,
                seconds,
                mostHeap >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                mostDirect >> 20);
    }

    private Mono<Void> send(HttpStream stream) {
        Flux<ByteBuf> content = Flux.generate(() -> octets, (left, sink) -> {
            int length = (int) Math.min(left, PIECE.length);
            if (length == 0) {
                sink.complete();
            } else {
                sink.next(Unpooled.wrappedBuffer(PIECE, 0, length));
            }
            return left - length;
        });
        return stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                .then(stream.sendBody(content));
    }

    private Mono<Void> receive(HttpConnection connection) {
        HttpStream stream = connection.newStream();
        HeaderList request =
                HeaderList.of(":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", "/");
        return stream.sendHeaders(request, true)
                .thenMany(stream.reader().body())
                .publishOn(Schedulers.single(), 1)
                .concatMap(this::take, 1)
                .then();
    }

    private Mono<Void> take(ByteBuf content) {
        received += content.readableBytes();
        content.release();
        pieces++;
        if (pieces % PIECES != 0) {
            return Mono.empty();
        }
        Runtime runtime = Runtime.getRuntime();
        mostHeap = Math.max(mostHeap, runtime.totalMemory() - runtime.freeMemory());
        mostDirect = Math.max(mostDirect, directMemory());
        return Mono.delay(Duration.ofMillis(1), Schedulers.single()).then();
    }

    /** Of Netty's allocators, of which Netty chooses one. */
    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
