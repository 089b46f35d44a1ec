/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.header.HeaderList;

/** The reader's promises, over sockets: what the parts of the contract have in common. */
@Timeout(60)
public abstract class StreamReaderContract {

    protected static final Duration PATIENCE = Duration.ofSeconds(30);

    static final HeaderList OK = HeaderList.of(":status", "200", "x-one", "1");

    /** The client's and the server's end of one stream, on which the client has sent a request without content. */
    public record Ends(HttpStream client, HttpStream server) {

        StreamReader reader() {
            return client.reader();
        }

        Ends head() {
            server.sendHeaders(OK, false).block(PATIENCE);
            return this;
        }

        Ends send(String... pieces) {
            for (String piece : pieces) {
                server.sendData(buffer(piece), false).block(PATIENCE);
            }
            return this;
        }

        /** Waits until the reader has seen what was asked of it on other threads. */
        Ends settle() {
            client.connection().channel().eventLoop().submit(() -> {}).syncUninterruptibly();
            return this;
        }

        Ends end() {
            server.sendData(Unpooled.EMPTY_BUFFER, true).block(PATIENCE);
            return this;
        }
    }

    /** A new stream on a new connection. */
    protected abstract Ends open();

    private final List<Ends> opened = new ArrayList<>();

    Ends ends() {
        Ends ends = open();
        opened.add(ends);
        return ends;
    }

    /** Ends every connection of the test, for subclasses to call. */
    @AfterEach
    protected final void closeAll() {
        for (Ends ends : opened) {
            ends.client().connection().close().block(PATIENCE);
            ends.server().connection().close().block(PATIENCE);
        }
    }

    /** The step, subscribed to already. */
    static <T> Mono<T> started(Mono<T> step) {
        Mono<T> cached = step.cache();
        cached.subscribe(value -> {}, failure -> {});
        return cached;
    }

    static <T> T get(Mono<T> step) {
        return step.blockOptional(PATIENCE).orElseThrow();
    }

    static String text(Mono<ByteBuf> step) {
        return step.map(StreamReaderContract::textOf).blockOptional(PATIENCE).orElse("");
    }

    static String textOf(ByteBuf content) {
        String text = content.toString(StandardCharsets.ISO_8859_1);
        content.release();
        return text;
    }

    static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
