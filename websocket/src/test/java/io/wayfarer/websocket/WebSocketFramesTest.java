/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;

class WebSocketFramesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 20_000;

    private final PooledTransport transport =
            new PooledTransport(TransportSettings.builder().build());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();
    private final ReactiveWebSocketClient webSockets = new ReactiveWebSocketClient(http, WebSocketSettings.defaults());
    private final LoopbackServer server = LoopbackServer.start(WebSocketFramesTest::routes);

    private static void routes(HttpServerRoutes routes) {
        routes.ws(
                        "/deflate",
                        (in, out) -> out.send(in.receive().retain()),
                        WebsocketServerSpec.builder().compress(true).build())
                .ws("/echo", (in, out) -> out.send(in.receive().retain()))
                .ws(
                        "/ping",
                        (in, out) -> out.sendObject(
                                        Flux.just(new PingWebSocketFrame(Unpooled.copiedBuffer(new byte[] {4, 2}))))
                                .then()
                                .thenMany(in.receiveFrames()
                                        .ofType(PongWebSocketFrame.class)
                                        .take(1)
                                        .flatMap(pong -> out.sendString(Mono.just("pong of "
                                                        + pong.content().readableBytes()))
                                                .then()))
                                .then())
                .ws(
                        "/many",
                        (in, out) -> out.sendObject(
                                Flux.range(0, MANY).map(i -> new TextWebSocketFrame(Integer.toString(i)))))
                .ws("/leaving", (in, out) -> out.sendClose(4001, "enough"));
    }

    @AfterEach
    void close() {
        server.close();
        transport.dispose();
    }

    private URI ws(String path) {
        return URI.create("ws://localhost:" + server.port() + path);
    }

    @Test
    void aCompressedMessageComesBackAsItWasSent() {
        ReactiveWebSocketClient compressing =
                new ReactiveWebSocketClient(http, new WebSocketSettings(100_000, true, Duration.ofSeconds(5)));
        String text = "all work and no play ".repeat(2000);
        List<String> received = new ArrayList<>();

        compressing
                .execute(ws("/deflate"), session -> {
                    assertThat(session.getHandshakeInfo().getHeaders().getFirst("Sec-WebSocket-Extensions"))
                            .startsWith("permessage-deflate");
                    return session.send(Mono.just(session.textMessage(text)))
                            .then(session.receive()
                                    .map(WebSocketMessage::getPayloadAsText)
                                    .doOnNext(received::add)
                                    .next()
                                    .then());
                })
                .block(PATIENCE);

        assertThat(received).containsExactly(text);
    }

    @Test
    void aPingIsAnsweredWithItsPayload() {
        StepVerifier.create(receivedFrom("/ping")).expectNext("pong of 2").verifyComplete();
    }

    @Test
    void messagesArriveInOrderAtTheReadersPace() {
        List<String> received = new ArrayList<>();
        webSockets
                .execute(
                        ws("/many"),
                        session -> session.receive()
                                .map(WebSocketMessage::getPayloadAsText)
                                .limitRate(1)
                                .doOnNext(received::add)
                                .then())
                .block(PATIENCE);
        assertThat(received).hasSize(MANY).startsWith("0", "1", "2").endsWith(Integer.toString(MANY - 1));
    }

    @Test
    void manyMessagesSentAreAllEchoed() {
        List<String> received = new ArrayList<>();
        webSockets
                .execute(
                        ws("/echo"),
                        session -> session.receive()
                                .map(WebSocketMessage::getPayloadAsText)
                                .take(5000)
                                .doOnNext(received::add)
                                .then()
                                .and(session.send(
                                        Flux.range(0, 5000).map(i -> session.textMessage(Integer.toString(i))))))
                .block(PATIENCE);
        assertThat(received).hasSize(5000).endsWith("4999");
    }

    @Test
    void whoStopsReadingCanStillSend() {
        AtomicReference<CloseStatus> end = new AtomicReference<>();
        webSockets
                .execute(
                        ws("/echo"),
                        session -> session.send(Mono.just(session.textMessage("one")))
                                .then(session.receive().take(1).then())
                                .then(session.send(Mono.just(session.textMessage("two"))))
                                .then(session.close(CloseStatus.GOING_AWAY))
                                .then(session.closeStatus().doOnNext(end::set).then()))
                .block(PATIENCE);
        assertThat(end.get()).isEqualTo(CloseStatus.GOING_AWAY);
    }

    @Test
    void theServersFarewellEndsReceivingAndIsTold() {
        AtomicReference<CloseStatus> end = new AtomicReference<>();
        webSockets
                .execute(
                        ws("/leaving"),
                        session -> session.receive()
                                .then(session.closeStatus().doOnNext(end::set).then()))
                .block(PATIENCE);
        assertThat(end.get()).isEqualTo(new CloseStatus(4001, "enough"));
    }

    /** RFC 6455 section 4.1: a wrong Sec-WebSocket-Accept fails the connection. */
    @Test
    void anAnswerForAnotherKeyOpensNothing() {
        try (RawPeer peer = RawPeer.answeringAndHolding(String.join(
                "\r\n",
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "",
                ""))) {
            StepVerifier.create(webSockets.execute(peer.uri("/"), session -> Mono.empty()))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ProtocolException.class)
                            .hasMessageContaining("Sec-WebSocket-Accept"))
                    .verify(PATIENCE);
        }
    }

    /** RFC 6455 section 5.1: a server masks nothing. */
    @Test
    void aMaskedFrameOfTheServerEndsTheSession() {
        try (RawPeer peer = switching(new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 5})) {
            StepVerifier.create(webSockets.execute(
                            peer.uri("/"), session -> session.receive().then()))
                    .expectError()
                    .verify(PATIENCE);
        }
    }

    @Test
    void aConnectionThatBreaksEndsReceivingWithoutAStatus() {
        AtomicReference<CloseStatus> end = new AtomicReference<>();
        try (RawPeer peer = switching(new byte[] {(byte) 0x81, 2, 'h', 'i'})) {
            List<String> received = new ArrayList<>();
            webSockets
                    .execute(
                            peer.uri("/"),
                            session -> session.receive()
                                    .map(WebSocketMessage::getPayloadAsText)
                                    .doOnNext(received::add)
                                    .then(session.closeStatus()
                                            .doOnNext(end::set)
                                            .then()))
                    .block(PATIENCE);
            assertThat(received).containsExactly("hi");
        }
        assertThat(end.get()).isNull();
    }

    /** Answers the handshake and sends the frames in the same write, then closes. */
    private static RawPeer switching(byte[] frames) {
        return RawPeer.scripted(conversation -> {
            String head = conversation.readHead();
            String key = head.replaceAll("(?is).*sec-websocket-key: ([^\r\n]+).*", "$1");
            List<String> lines = List.of(
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: " + WebSocketKeys.accept(key),
                    "",
                    "");
            byte[] answer = String.join("\r\n", lines).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            byte[] all = java.util.Arrays.copyOf(answer, answer.length + frames.length);
            System.arraycopy(frames, 0, all, answer.length, frames.length);
            conversation.write(all);
        });
    }

    private Flux<String> receivedFrom(String path) {
        List<String> received = new ArrayList<>();
        return webSockets
                .execute(
                        ws(path),
                        session -> session.receive()
                                .map(WebSocketMessage::getPayloadAsText)
                                .doOnNext(received::add)
                                .next()
                                .then())
                .thenMany(Flux.fromIterable(received))
                .timeout(PATIENCE);
    }
}
