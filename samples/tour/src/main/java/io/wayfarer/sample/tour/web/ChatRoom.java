/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A room in which everybody hears what anybody says, themselves included. Nothing is kept. */
@Component
public class ChatRoom implements WebSocketHandler {

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST_UNHEARD = 256;

    private final Sinks.Many<String> said = Sinks.many().multicast().directBestEffort();

    @Override
    public Mono<Void> handle(WebSocketSession session) {
        Mono<Void> talk = session.receive()
                .filter(message -> message.getType() == WebSocketMessage.Type.TEXT)
                .doOnNext(message -> say(message.getPayloadAsText()))
                .then();
        // Whoever reads slower than the others talk misses something, and holds nobody up.
        Flux<WebSocketMessage> heard = said.asFlux()
                .onBackpressureBuffer(
                        MOST_UNHEARD, missed -> {}, reactor.core.publisher.BufferOverflowStrategy.DROP_OLDEST)
                .map(session::textMessage);
        return session.send(heard.takeUntilOther(talk));
    }

    /** One at a time: sockets live on several event loops, and a sink takes one signal at once. */
    private synchronized void say(String text) {
        said.tryEmitNext(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    }

    /** A page to chat with; the one page that needs a script. */
    public static Mono<ServerResponse> page(ServerRequest request) {
        return Page.answer(200, "Chat", """
                <p>Open this page twice, and talk to yourself.</p>
                <noscript><p>A browser speaks WebSocket through scripts only. Any other WebSocket client will do.</p></noscript>
                <form id="talk">
                <label for="text">Say</label>
                <input id="text" maxlength="1000" autocomplete="off" required>
                <button>Send</button>
                </form>
                <p id="state" role="status">Connecting</p>
                <ol id="said" role="log" aria-label="What was said"></ol>
                <script src="/chat.js"></script>
                """);
    }
}
