/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.time.Duration;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;

/** The listener of the protocol module, with a receiver for each stream. */
final class WayfarerListener implements ContestedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpListener listener;

    WayfarerListener() {
        listener = Objects.requireNonNull(
                HttpListener.builder().host("127.0.0.1").port(0).bind().block(PATIENCE));
        listener.connections()
                .flatMap(connection -> connection.incoming().doOnNext(WayfarerListener::serve), Integer.MAX_VALUE)
                .subscribe();
    }

    private static void serve(HttpStream stream) {
        stream.request(Long.MAX_VALUE);
        stream.receive(new Answerer(stream));
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close().block(PATIENCE);
    }

    private static final class Answerer implements StreamReceiver {

        private final HttpStream stream;
        private String path = "";
        private int received;

        Answerer(HttpStream stream) {
            this.stream = stream;
        }

        @Override
        public void onHeaders(HeaderList head) {
            path = Objects.requireNonNullElse(head.first(HeaderList.PATH), "");
        }

        @Override
        public void onData(ByteBuf content) {
            received += content.readableBytes();
            content.release();
        }

        @Override
        public void onEnd() {
            byte[] body = Pages.body(path);
            HeaderList head = HeaderList.builder()
                    .add(HeaderList.STATUS, String.valueOf(Pages.status(path, received)))
                    .add("server", "contest")
                    .add("date", "Sat, 21 Nov 2026 10:00:00 GMT")
                    .add("content-type", "application/octet-stream")
                    .add("content-length", String.valueOf(body.length))
                    .build();
            stream.exchange(head, Unpooled.wrappedBuffer(body), this);
        }

        /** The client has gone away; its connection ends by that. */
        @Override
        public void onFailure(Throwable failure) {
            path = "";
        }
    }
}
