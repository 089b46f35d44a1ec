/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** A real WebFlux on a real socket, and a client that sends paths as they are written. */
public final class TestServer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AnnotationConfigApplicationContext context;
    private final DisposableServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @EnableWebFlux
    @Configuration(proxyBeanMethods = false)
    static class WebFlux {}

    private TestServer(AnnotationConfigApplicationContext context, HttpHandler handler) {
        this.context = context;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .http2Settings(settings -> settings.connectProtocolEnabled(true))
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(65_536))
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow(PATIENCE);
    }

    /** The routes as the only bean beside WebFlux. */
    public static TestServer of(Consumer<RouteSpec> spec) {
        return with(context -> context.registerBean("routes", Routes.class, () -> Routes.of(spec)));
    }

    /** Lets requests come to the routes past the dispatcher. */
    static void withShortCut(AnnotationConfigApplicationContext context) {
        context.registerBean(RoutesFilter.class, () -> new RoutesFilter(context));
    }

    /** WebFlux with beans as registered. */
    public static TestServer with(Consumer<AnnotationConfigApplicationContext> beans) {
        return with(beans, builder -> {});
    }

    public static TestServer with(
            Consumer<AnnotationConfigApplicationContext> beans, Consumer<WebHttpHandlerBuilder> customizer) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(WebFlux.class);
        beans.accept(context);
        context.refresh();
        WebHttpHandlerBuilder builder = WebHttpHandlerBuilder.applicationContext(context);
        customizer.accept(builder);
        return new TestServer(context, builder.build());
    }

    /** A handler without any application context. */
    public static TestServer handling(HttpHandler handler) {
        return new TestServer(new AnnotationConfigApplicationContext(), handler);
    }

    public URI uri(String rawPath) {
        return URI.create("http://127.0.0.1:" + server.port() + rawPath);
    }

    public HttpResponse<String> get(String rawPath, String... headers) throws IOException, InterruptedException {
        return send("GET", rawPath, headers);
    }

    CompletableFuture<HttpResponse<String>> getAsync(String rawPath) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri(rawPath)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String rawPath, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", rawPath, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    public HttpResponse<String> send(String method, String rawPath, String... headers)
            throws IOException, InterruptedException {
        return send(method, rawPath, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private HttpResponse<String> send(String method, String rawPath, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(rawPath)).timeout(PATIENCE).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public static String allow(HttpResponse<?> response) {
        return String.join(" | ", response.headers().allValues("Allow"));
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
        context.close();
    }
}
