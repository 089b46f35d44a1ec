/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.netty.handler.ssl.ClientAuth;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

/** A site with something for every option. */
final class TestSite implements AutoCloseable {

    private final TestFiles files = new TestFiles();
    private final LoopbackServer server;

    private TestSite(Function<Consumer<HttpServerRoutes>, LoopbackServer> start) {
        this.server = start.apply(this::pages);
    }

    static TestSite start() {
        return new TestSite(LoopbackServer::start);
    }

    static TestSite startTls() {
        return new TestSite(pages -> LoopbackServer.start(LoopbackTls.localhost(), pages));
    }

    /** Over TLS, for those alone who have the site's own certificate. */
    static TestSite startMutualTls() {
        LoopbackTls tls = LoopbackTls.localhost();
        Http11SslContextSpec spec = Http11SslContextSpec.forServer(tls.keyManagerFactory())
                .configure(context ->
                        context.trustManager(tls.trustManagerFactory()).clientAuth(ClientAuth.REQUIRE));
        return new TestSite(pages -> LoopbackServer.startWith(
                tls,
                server -> server.secure(secure -> secure.sslContext((GenericSslContextSpec<?>) spec))
                        .route(pages)));
    }

    /** Over TLS, with HTTP/2 for those who ask for it. */
    static TestSite startHttp2() {
        Http2SslContextSpec tls =
                Http2SslContextSpec.forServer(LoopbackTls.localhost().keyManagerFactory());
        return new TestSite(pages ->
                LoopbackServer.startWith(server -> server.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                        .secure(spec -> spec.sslContext((GenericSslContextSpec<?>) tls))
                        .route(pages)));
    }

    /** In the clear, with HTTP/2 for those who know. */
    static TestSite startClearHttp2() {
        return new TestSite(pages -> LoopbackServer.startWith(
                server -> server.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11).route(pages)));
    }

    private void pages(HttpServerRoutes routes) {
        files.pages(routes);
        routes.route(
                        at("/hello"),
                        (request, response) -> response.header("Content-Type", "text/plain")
                                .header("Content-Length", "6")
                                .sendString(Mono.just("hello\n")))
                .route(at("/echo"), TestSite::echo)
                .route(at("/basic"), guarded("Basic dXNlcjpwYXNz", "Basic realm=\"files\""))
                .route(at("/digest"), guarded("Digest ", "Digest realm=\"files\", nonce=\"abc\", qop=\"auth\""))
                .route(
                        at("/both"),
                        guarded(
                                "Digest ",
                                "Basic realm=\"files\"",
                                "Digest realm=\"files\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256, opaque=\"o\""))
                .route(at("/empty"), (request, response) -> response.status(204).send())
                .route(
                        at("/cookies/set"),
                        (request, response) ->
                                response.header("Set-Cookie", "a=1; Path=/").sendString(Mono.just("set")))
                .route(
                        at("/cookies/all"),
                        (request, response) -> response.addHeader("Set-Cookie", "host=1; Path=/; Max-Age=3600")
                                .addHeader("Set-Cookie", "domain=2; Path=/; Domain=shop.example; Max-Age=3600")
                                .addHeader("Set-Cookie", "path=3; Path=/deep; Max-Age=3600; HttpOnly")
                                .addHeader("Set-Cookie", "session=4; Path=/")
                                .sendString(Mono.just("all set")))
                .route(
                        at("/cookies/login"),
                        (request, response) -> response.header("Set-Cookie", "sid=42; Path=/; HttpOnly")
                                .status(302)
                                .header("Location", "/hello")
                                .send())
                .route(
                        at("/loop"),
                        (request, response) -> response.status(302)
                                .header("Location", "/loop?" + request.uri().length())
                                .send())
                .route(
                        request -> request.path().startsWith("status/"),
                        (request, response) -> response.status(
                                        Integer.parseInt(request.path().substring("status/".length())))
                                .sendString(Mono.just("status page")))
                .route(request -> request.path().startsWith("to/"), (request, response) -> {
                    String[] parts = request.path().split("/", 3);
                    String query = request.uri().contains("?")
                            ? request.uri().substring(request.uri().indexOf('?') + 1)
                            : "";
                    return request.receive()
                            .then(response.status(Integer.parseInt(parts[1]))
                                    .header("Location", query.isEmpty() ? "/" + parts[2] : query)
                                    .header("Content-Length", "5")
                                    .sendString(Mono.just("moved"))
                                    .then());
                })
                .route(
                        at("/hsts"),
                        (request, response) -> response.header("Strict-Transport-Security", "max-age=60")
                                .status(302)
                                .header(
                                        "Location",
                                        "http://" + request.requestHeaders().get("Host") + "/hello")
                                .send())
                .route(at("/never"), (request, response) -> Mono.never());
    }

    /** Lets in who brings credentials that begin like this. */
    private static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> guarded(
            String wanted, String... challenges) {
        return (request, response) -> {
            String given = request.requestHeaders().get("Authorization");
            if (given != null && given.startsWith(wanted)) {
                return response.header("Content-Length", "3").sendString(Mono.just("in\n"));
            }
            for (String challenge : challenges) {
                response.addHeader("WWW-Authenticate", challenge);
            }
            return response.status(401).header("Content-Length", "4").sendString(Mono.just("out\n"));
        };
    }

    private static Predicate<HttpServerRequest> at(String path) {
        return request -> ("/" + request.path()).equals(path);
    }

    private static Publisher<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            String answer = request.method() + " " + request.uri() + "\n" + body;
            return response.header("Content-Type", "text/plain")
                    .header("Content-Length", String.valueOf(answer.getBytes(StandardCharsets.UTF_8).length))
                    .sendString(Mono.just(answer))
                    .then();
        });
    }

    /** On {@code 127.0.0.1}. */
    String url(String path) {
        return server.uri(path).toString();
    }

    /** The same server under another name, which is another origin. */
    String otherUrl(String path) {
        return server.uri("localhost", path).toString();
    }

    int port() {
        return server.port();
    }

    List<RecordedRequest> requests() {
        return server.requests();
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** The only request so far. */
    RecordedRequest request() {
        List<RecordedRequest> all = server.requests();
        if (all.size() != 1) {
            throw new AssertionError("expected one request: " + all);
        }
        return all.get(0);
    }

    void forgetRequests() {
        files.begin();
        server.forgetRequests();
    }

    @Override
    public void close() {
        server.close();
    }
}
