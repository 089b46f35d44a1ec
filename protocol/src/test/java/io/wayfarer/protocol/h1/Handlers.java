/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** Requests of tests as they stand on the wire, and what servers of tests do with streams. */
final class Handlers {

    private Handlers() {}

    static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    static final String LAST_GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /** Answers each request, when it is whole, with its method, target and content. */
    static void echo(HttpStream stream) {
        stream.request(Long.MAX_VALUE);
        stream.receive(new Collected() {
            @Override
            public void onEnd() {
                HeaderList head = heads.get(0);
                String text = head.first(":method") + " " + head.first(":path") + " " + content();
                stream.exchange(HeaderList.of(":status", "200"), Http1ClientTest.buffer(text), this);
            }
        });
    }

    static void answer(HttpStream stream, String status, String text) {
        stream.sendHeaders(HeaderList.of(":status", status, "Content-Length", "" + text.length()), false)
                .then(stream.sendData(Http1ClientTest.buffer(text), true))
                .subscribe(done -> {}, failure -> {});
    }

    /** As {@link #echo}, but by sends and with the pseudo-header fields of a server. */
    static void respondWhole(HttpStream stream) {
        stream.request(Long.MAX_VALUE);
        stream.receive(new Collected() {
            @Override
            public void onEnd() {
                assertThat(head().first(":authority")).isEqualTo("peer.test");
                String text = head().first(":method") + " " + head().first(":path") + " " + content();
                stream.sendHeaders(HeaderList.of(":status", "200"), false)
                        .then(stream.sendData(Http1ClientTest.buffer(text), true))
                        .subscribe(done -> {}, failure -> {});
            }
        });
    }

    static HttpStream next(BlockingQueue<HttpStream> streams) throws InterruptedException {
        HttpStream stream = streams.poll(10, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }
}
