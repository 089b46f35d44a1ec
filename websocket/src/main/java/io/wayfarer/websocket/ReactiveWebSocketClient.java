/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Mono;

import io.wayfarer.client.HttpRequest;
import io.wayfarer.client.HttpResponse;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.websocket.transport.FrameSettings;
import io.wayfarer.websocket.transport.HandshakeTransport;
import io.wayfarer.websocket.transport.OpenWebSocket;

/**
 * Spring's {@link WebSocketClient} on the policies of a {@link ReactiveHttpClient}: the opening handshake sends the jar's
 * cookies and keeps those of the answer, becomes {@code wss} where HSTS says so, goes through the proxy the client would
 * take, and follows redirects.
 *
 * <p>Immutable and thread-safe. A handshake that is refused is an {@link HttpStatusException}; when the handler's Mono
 * ends, the connection is closed with 1000 unless the handler has closed it.
 *
 * <pre>{@code
 * Mono<Void> greeting = webSockets.execute(URI.create("wss://chat.example/room"),
 *         session -> session.send(Mono.just(session.textMessage("hello"))));
 * }</pre>
 */
public final class ReactiveWebSocketClient implements WebSocketClient {

    private final ReactiveHttpClient http;
    private final PooledTransport network;
    private final WebSocketSettings settings;
    private final FrameSettings frames;

    /**
     * @throws IllegalArgumentException when the client's transport is not the {@link PooledTransport}, which alone
     *     can open WebSockets
     */
    public ReactiveWebSocketClient(ReactiveHttpClient http, WebSocketSettings settings) {
        if (!(http.transport() instanceof PooledTransport usable)) {
            throw new IllegalArgumentException("http: its transport is a "
                    + http.transport().getClass().getName() + " (expected: a PooledTransport)");
        }
        this.http = http;
        this.network = usable;
        this.settings = settings;
        this.frames = new FrameSettings(settings.maxFrameBytes(), settings.compression(), settings.closeTimeout());
    }

    @Override
    public Mono<Void> execute(URI url, WebSocketHandler handler) {
        return execute(url, new HttpHeaders(), handler);
    }

    /** {@code http} and {@code https} URLs mean {@code ws} and {@code wss}. */
    @Override
    public Mono<Void> execute(URI url, HttpHeaders headers, WebSocketHandler handler) {
        return Mono.defer(() -> {
            HandshakeTransport handshake = new HandshakeTransport(network, handler.getSubProtocols(), frames);
            HttpRequest request = HttpRequest.of(HttpMethod.GET, HttpUrl.of(url).asWebSocket())
                    .headers(own -> own.putAll(headers));
            return http.toBuilder()
                    .transport(handshake)
                    .build()
                    .exchange(request)
                    .flatMap(answer -> converse(answer, handler))
                    .doOnDiscard(HttpResponse.class, HttpResponse::release);
        });
    }

    private Mono<Void> converse(HttpResponse answer, WebSocketHandler handler) {
        if (answer.status().value() != 101) {
            answer.release();
            return Mono.error(new HttpStatusException(
                    answer.hop(),
                    answer.status(),
                    answer.headers(),
                    "The server did not open a WebSocket; check the path and what it asks for."));
        }
        HttpHeaders headers = answer.headers();
        HandshakeInfo info = new HandshakeInfo(
                answer.url().withoutUserInfo().toUri(),
                headers,
                Mono.empty(),
                headers.getFirst("Sec-WebSocket-Protocol"));
        WebSocketSession session = answer.unwrap(OpenWebSocket.class).session(info);
        return handler.handle(session).then(Mono.defer(() -> close(session))).doFinally(end -> answer.release());
    }

    /** The closing handshake of RFC 6455 section 7.1.2, as far as the peer takes part in it in time. */
    private Mono<Void> close(WebSocketSession session) {
        return session.close().then(session.closeStatus().then()).timeout(settings.closeTimeout(), Mono.empty());
    }
}
