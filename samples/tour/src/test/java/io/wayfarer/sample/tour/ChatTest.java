/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ChatTest {

    @LocalServerPort
    private int port;

    @Test
    void whatOneSaysBothHear() throws Exception {
        Listener grace = join();
        Listener ada = join();
        assertThat(grace.hear()).startsWith("ready");

        ada.say("hello from ada");

        assertThat(ada.hear()).isEqualTo("hello from ada");
        assertThat(grace.hear()).isEqualTo("hello from ada");

        ada.leave();
        grace.say("still here");

        assertThat(grace.hear()).isEqualTo("still here");
        grace.leave();
    }

    @Test
    void aPlainGetGetsThePage() throws Exception {
        assertThat(new Asking(port).get("/chat").body()).contains("<form", "/chat.js");
        assertThat(new Asking(port).get("/chat.js").statusCode()).isEqualTo(200);
    }

    /** Joins, and waits until the room answers: from then on nothing is missed. */
    private Listener join() throws InterruptedException {
        Listener listener = new Listener(new LinkedBlockingQueue<>());
        listener.connect(URI.create("ws://localhost:" + port + "/chat"));
        String ready = "ready " + System.identityHashCode(listener);
        listener.say(ready);
        // What others said at the same time is not what this one waits for.
        for (String heard = listener.hear(); !ready.equals(heard); heard = listener.hear()) {
            assertThat(heard).as("anything within the time").isNotNull();
        }
        return listener;
    }

    private static final class Listener implements WebSocket.Listener {

        private final BlockingQueue<String> heard;
        private @Nullable WebSocket socket;

        Listener(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        void connect(URI url) {
            socket = HttpClient.newBuilder()
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build()
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(url, this)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }

        void say(String text) {
            socket().sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
        }

        void leave() {
            socket().sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }

        @Nullable
        String hear() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }

        private WebSocket socket() {
            return java.util.Objects.requireNonNull(socket);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            heard.add(data.toString());
            from.request(1);
            return null;
        }
    }
}
