/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import io.wayfarer.benchmarks.route.RoutedApplication;
import io.wayfarer.server.file.FileHandler;
import io.wayfarer.server.route.Routes;

/** Reactor Netty's server with a handler of files. */
final class FileServer implements ContestedServer {

    private final FilePages files = new FilePages();
    private final DisposableServer server;

    private FileServer(Function<FilePages, HttpServer> handled) {
        this.server = handled.apply(files).host("127.0.0.1").port(0).bindNow();
    }

    /** Reactor Netty's own way of sending a file, with the fields that a static file needs at least. */
    static FileServer reactorNetty() {
        return new FileServer(
                files -> HttpServer.create().handle((request, response) -> sent(files, request, response)));
    }

    private static Publisher<Void> sent(FilePages files, HttpServerRequest request, HttpServerResponse response) {
        int length = request.uri().equals(Pages.SMALL_FILE_PATH) ? Pages.SMALL_FILE_BYTES : Pages.LARGE_BYTES;
        return response.header("content-type", "application/octet-stream")
                .header("content-length", String.valueOf(length))
                .sendFile(files.file(request.uri()), 0, length);
    }

    /** WebFlux's handler of resources. */
    static FileServer webFlux() {
        return routed(
                files -> RouterFunctions.resources(Pages.FILES + "**", new FileSystemResource(files.folder() + "/")));
    }

    /** Ours. */
    static FileServer wayfarer() {
        return routed(
                files -> Routes.of(routes -> routes.files(Pages.FILES + "**", FileHandler.directory(files.folder()))));
    }

    /** Within an application as Spring builds it; without resumed reads Reactor Netty now and then leaves one unanswered. */
    private static FileServer routed(Function<FilePages, RouterFunction<ServerResponse>> routes) {
        return new FileServer(files ->
                HttpServer.create().handle(new ReactorHttpHandlerAdapter(RoutedApplication.of(routes.apply(files)))));
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
        files.close();
    }
}
