/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Reactor Netty's server, as it is. */
final class ReactorNettyServer implements ContestedServer {

    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
            .handle(ReactorNettyServer::answer)
            .bindNow();

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String path = request.uri();
        if (!path.equals(Pages.POST_PATH)) {
            return send(path, response, 0);
        }
        return request.receive()
                .aggregate()
                .asByteArray()
                .flatMap(body -> Mono.from(send(path, response, body.length)));
    }

    private static Publisher<Void> send(String path, HttpServerResponse response, int received) {
        byte[] body = Pages.body(path);
        return response.status(Pages.status(path, received))
                .header("server", "contest")
                .header("date", "Sat, 21 Nov 2026 10:00:00 GMT")
                .header("content-type", "application/octet-stream")
                .header("content-length", String.valueOf(body.length))
                .sendObject(Unpooled.wrappedBuffer(body));
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
