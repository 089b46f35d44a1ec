/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

class WebSocketRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final WebSocketHandler ECHO = session ->
            session.send(session.receive().map(message -> session.textMessage("echo " + message.getPayloadAsText())));

    private static List<String> talk(TestServer server, String path, String... messages) {
        return talk(new ReactorNettyWebSocketClient(), server, path, messages);
    }

    private static List<String> talk(WebSocketClient client, TestServer server, String path, String... messages) {
        List<String> answers = new CopyOnWriteArrayList<>();
        URI uri = URI.create(server.uri(path).toString().replace("http:", "ws:"));
        client.execute(
                        uri,
                        session -> session.send(Flux.just(messages).map(session::textMessage))
                                .thenMany(session.receive()
                                        .take(messages.length)
                                        .doOnNext(message -> answers.add(message.getPayloadAsText())))
                                .then(session.close()))
                .block(PATIENCE);
        return answers;
    }

    /** The head of the answer to a handshake as written, which is what a browser would send. */
    private static String handshake(TestServer server, String path, String... fields) throws IOException {
        URI uri = server.uri(path);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            List<String> lines = new ArrayList<>(List.of(
                    "GET " + path + " HTTP/1.1",
                    "Host: " + uri.getAuthority(),
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
            lines.addAll(List.of(fields));
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    break;
                }
                head.append((char) c);
            }
            return head.toString();
        }
    }

    @Test
    void aWebSocketEchoesThroughARouteBesideOtherRoutes() {
        try (TestServer server = TestServer.of(
                r -> r.get("/**", text("page")).path("/rooms/{room}", room -> room.webSocket("/chat", ECHO)))) {
            assertThat(talk(server, "/rooms/7/chat", "a", "b", "ö")).containsExactly("echo a", "echo b", "echo ö");
        }
    }

    @Test
    void theServerChoosesAmongTheSubProtocolsOffered() throws Exception {
        WebSocketHandler chat = new WebSocketHandler() {
            @Override
            public List<String> getSubProtocols() {
                return List.of("v2.chat", "v1.chat");
            }

            @Override
            public Mono<Void> handle(WebSocketSession session) {
                return session.close();
            }
        };
        try (TestServer server = TestServer.of(r -> r.webSocket("/chat", chat))) {
            assertThat(handshake(server, "/chat", "Sec-WebSocket-Protocol: v3.chat, v1.chat"))
                    .startsWith("HTTP/1.1 101")
                    .containsIgnoringCase("sec-websocket-protocol: v1.chat\r\n");
            assertThat(handshake(server, "/chat")).doesNotContainIgnoringCase("sec-websocket-protocol");
        }
    }

    @Test
    void overHttp2TheHandshakeIsAConnectWhichFindsTheSameRouteBehindTheSameFilters() {
        List<String> methods = new CopyOnWriteArrayList<>();
        try (TestServer server = TestServer.of(
                r -> r.get("/chat", text("page")).webSocket("/chat", ECHO).filter((request, next) -> {
                    methods.add(request.method().name());
                    return next.handle(request);
                }))) {
            WebSocketClient client =
                    new ReactorNettyWebSocketClient(HttpClient.create().protocol(HttpProtocol.H2C));
            assertThat(talk(client, server, "/chat", "a", "b")).containsExactly("echo a", "echo b");
        }
        assertThat(methods).containsExactly("CONNECT");
    }

    @Test
    void theHandshakeIsThatOfTheRfcExample() throws Exception {
        try (TestServer server = TestServer.of(r -> r.webSocket("/chat", ECHO))) {
            // RFC 6455 section 1.3.
            assertThat(handshake(server, "/chat"))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @Test
    void aPlainGetIsAnswered426AndOtherMethods405() throws Exception {
        try (TestServer server = TestServer.of(r -> r.webSocket("/chat", ECHO))) {
            HttpResponse<String> plain = server.get("/chat");
            assertThat(plain.statusCode()).isEqualTo(426);
            assertThat(plain.headers().firstValue("Upgrade")).contains("websocket");
            HttpResponse<String> post = server.send("POST", "/chat");
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(post)).isEqualTo("GET, OPTIONS");
            assertThat(server.send("HEAD", "/chat").statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(server.send("OPTIONS", "/chat"))).isEqualTo("GET, OPTIONS");
        }
    }

    @Test
    void aPageAndAWebSocketShareAPath() throws Exception {
        try (TestServer server = TestServer.of(r -> r.webSocket("/chat", ECHO).get("/chat", text("page")))) {
            assertThat(server.get("/chat").body()).isEqualTo("page");
            assertThat(talk(server, "/chat", "a")).containsExactly("echo a");
            assertThat(TestServer.allow(server.send("OPTIONS", "/chat"))).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void aHandshakeWithoutItsKeyIsABadRequest() throws Exception {
        try (TestServer server = TestServer.of(r -> r.webSocket("/chat", ECHO));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("GET /chat HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void webFiltersAndRouteFiltersStandBeforeTheHandshake() throws Exception {
        AtomicInteger sessions = new AtomicInteger();
        WebSocketHandler counting = session -> {
            sessions.incrementAndGet();
            return ECHO.handle(session);
        };
        try (TestServer server = TestServer.with(context -> {
            registerDenyingFilter(context);
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> r.webSocket("/denied/chat", counting)
                            .webSocket("/open/chat", counting)
                            .path(
                                    "/members",
                                    members -> members.filter((request, next) ->
                                                    request.headers().firstHeader("X-Member") == null
                                                            ? ServerResponse.status(HttpStatus.UNAUTHORIZED)
                                                                    .build()
                                                            : next.handle(request))
                                            .webSocket("/chat", counting))));
        })) {
            assertThat(handshake(server, "/denied/chat")).startsWith("HTTP/1.1 403 ");
            assertThat(handshake(server, "/members/chat")).startsWith("HTTP/1.1 401 ");
            assertThat(sessions).hasValue(0);
            assertThat(handshake(server, "/members/chat", "X-Member: yes")).startsWith("HTTP/1.1 101 ");
            assertThat(handshake(server, "/open/chat"))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("X-Filtered: yes");
        }
    }

    private static void registerDenyingFilter(AnnotationConfigApplicationContext context) {
        context.registerBean("deny", WebFilter.class, () -> (exchange, chain) -> {
            if (exchange.getRequest().getPath().value().startsWith("/denied")) {
                exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
                return exchange.getResponse().setComplete();
            }
            exchange.getResponse().getHeaders().set("X-Filtered", "yes");
            return chain.filter(exchange);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://AUTHORITY, 101",
        "https://AUTHORITY, 101",
        "http://127.0.0.1, 403",
        "http://127.0.0.2:PORT, 403",
        "http://evil.example, 403",
        "null, 403",
        "::::, 403",
    })
    void aPageOfAnotherOriginDoesNotGetAWebSocket(String origin, int status) throws Exception {
        try (TestServer server = TestServer.of(r -> r.webSocket("/chat", ECHO))) {
            URI uri = server.uri("/chat");
            String sent = origin.replace("AUTHORITY", uri.getAuthority()).replace("PORT", "" + uri.getPort());
            assertThat(handshake(server, "/chat", "Origin: " + sent)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    static class Cors implements WebFluxConfigurer {
        @Override
        public void addCorsMappings(CorsRegistry registry) {
            registry.addMapping("/chat").allowedOrigins("https://friend.example");
        }
    }

    @Test
    void corsConfigurationLetsAnotherOriginIn() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(Cors.class);
            context.registerBean("routes", Routes.class, () -> Routes.of(r -> r.webSocket("/chat", ECHO)));
        })) {
            assertThat(handshake(server, "/chat", "Origin: https://friend.example"))
                    .startsWith("HTTP/1.1 101 ");
            assertThat(handshake(server, "/chat", "Origin: https://foe.example"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    static class OwnService implements WebFluxConfigurer {
        private final WebSocketService service;

        OwnService(WebSocketService service) {
            this.service = service;
        }

        @Override
        public WebSocketService getWebSocketService() {
            return service;
        }
    }

    @Test
    void theHandshakeIsMadeByTheServiceOfTheApplication() throws Exception {
        List<String> used = new CopyOnWriteArrayList<>();
        WebSocketService spring = new HandshakeWebSocketService();
        WebSocketService configured = (exchange, handler) -> {
            used.add("configured");
            return spring.handleRequest(exchange, handler);
        };
        WebSocketService given = (exchange, handler) -> {
            used.add("given");
            return spring.handleRequest(exchange, handler);
        };
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(OwnService.class, () -> new OwnService(configured));
            context.registerBean("one", Routes.class, () -> Routes.of(r -> r.webSocket("/configured", ECHO)));
            context.registerBean(
                    "two",
                    Routes.class,
                    () -> Routes.of(
                            r -> r.webSocket("/given", ECHO),
                            RouteOptions.defaults().webSocketService(given)));
        })) {
            assertThat(talk(server, "/configured", "a")).containsExactly("echo a");
            assertThat(talk(server, "/given", "b")).containsExactly("echo b");
        }
        assertThat(used).containsExactly("configured", "given");
    }

    @Test
    void aSessionThatEndsWithoutAnAnswerDoesNotFallThrough() throws Exception {
        AtomicInteger pages = new AtomicInteger();
        try (TestServer server =
                TestServer.of(r -> r.webSocket("/chat", WebSocketSession::close).get("/**", request -> {
                    pages.incrementAndGet();
                    return Mono.empty();
                }))) {
            assertThat(handshake(server, "/chat")).startsWith("HTTP/1.1 101 ");
            assertThat(server.get("/chat").statusCode()).isEqualTo(404);
            assertThat(pages).hasValue(1);
        }
    }
}
