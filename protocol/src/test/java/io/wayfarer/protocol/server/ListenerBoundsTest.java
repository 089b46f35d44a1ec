/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static io.wayfarer.protocol.server.Listening.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.tls.ServerTls;

/** How many are served, and for how long they may be silent. */
class ListenerBoundsTest {

    @Test
    void noMoreConnectionsThanAllowedAreTakenAndTheNextOneWaitsForItsTurn() throws IOException {
        try (Listening server = new Listening(telling().maxConnections(2));
                RawClient first = RawClient.connect(server.listener);
                RawClient second = RawClient.connect(server.listener);
                RawClient third = RawClient.connect(server.listener)) {
            assertThat(first.get("/1").readUntil("!")).endsWith("/1!");
            assertThat(second.get("/2").readUntil("!")).endsWith("/2!");
            assertThat(third.get("/3").silentFor(200)).isTrue();
            assertThat(server.listener.activeConnections()).isEqualTo(2);
            first.hangUp();
            assertThat(third.readUntil("!")).endsWith("/3!");
        }
    }

    @Test
    void aPausedListenerServesWhomItHasAndTakesOthersWhenItResumes() throws IOException {
        try (Listening server = new Listening(telling());
                RawClient before = RawClient.connect(server.listener)) {
            assertThat(before.get("/1").readUntil("!")).endsWith("/1!");
            server.listener.pause();
            assertThat(before.get("/2").readUntil("!")).endsWith("/2!"); // and by then the pause has begun
            try (RawClient during = RawClient.connect(server.listener)) {
                assertThat(during.get("/3").silentFor(200)).isTrue();
                server.listener.resume();
                assertThat(during.readUntil("!")).endsWith("/3!");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "PRI * HTT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void whoSendsNoRequestInTimeIsLeft(String beginning) {
        try (Listening server = new Listening(telling().setupTimeout(Duration.ofMillis(150)));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.send(beginning).readAll()).endsWith(">");
            ListenerFailure failure = server.failure();
            assertThat(failure.phase()).isEqualTo(ListenerFailure.Phase.SETUP);
            assertThat(failure.cause()).isInstanceOf(ReadTimeoutException.class);
        }
    }

    @Test
    void whoBeginsNoHandshakeInTimeIsLeft() {
        try (Listening server =
                        new Listening(telling().tls(ServerTls.selfSigned()).setupTimeout(Duration.ofMillis(150)));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.readAll()).endsWith(">");
            assertThat(server.failure().cause()).isInstanceOf(ReadTimeoutException.class);
        }
    }

    @Test
    void whoIsSlowerThanTheSetUpTimeoutAfterTheFirstRequestStays() throws IOException {
        try (Listening server = new Listening(telling().setupTimeout(Duration.ofMillis(300)));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.get("/1").readUntil("!")).endsWith("/1!");
            assertThat(client.silentFor(600)).isTrue();
            assertThat(client.get("/2").readUntil("!")).endsWith("/2!");
        }
    }

    @Test
    void aConnectionThatIsIdleForTooLongIsClosedInOrder() {
        try (Listening server = new Listening(telling().idleTimeout(Duration.ofMillis(200)));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.get("/1").readUntil("!")).endsWith("/1!");
            assertThat(client.get("/2").readUntil("!")).endsWith("/2!");
            assertThat(client.readAll()).isEqualTo("<end>");
            Http2Connection http2 = server.http2();
            assertThat(Listening.get(http2, "/3")).isEqualTo("200 HTTP/2 /3!");
            http2.closed().block(Listening.LIMIT);
            assertThat(server.failures).isEmpty();
        }
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        ListenerBuilder builder = HttpListener.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnections(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.backlog(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.versions(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.setupTimeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.idleTimeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.family(java.net.StandardProtocolFamily.UNIX));
    }
}
