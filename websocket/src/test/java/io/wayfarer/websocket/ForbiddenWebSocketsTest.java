/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackDns;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.TaggedTable;
import io.wayfarer.protocol.client.DnsSettings;
import io.wayfarer.protocol.client.SocketSettings;

/** No handshake reaches what the policy for addresses refuses. */
class ForbiddenWebSocketsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final List<TaggedTable.Row> TARGETS =
            TaggedTable.read(Path.of("../reactive-client/src/test/resources/address/forbidden-targets.tsv"), "targets");

    private final LoopbackDns dns = LoopbackDns.start();
    private final LoopbackServer server = LoopbackServer.start(routes -> routes.ws(
                    "/chat", (in, out) -> out.sendString(Mono.just("hello")))
            .get(
                    "/moved",
                    (in, out) -> out.status(302)
                            .header("Location", "ws://0x7f.1:" + in.uri().substring("/moved?".length()) + "/chat")
                            .send()));
    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .addresses(
                    AddressPolicy.builder().deny("internal").allow("here.test").build())
            .sockets(SocketSettings.builder()
                    .dns(DnsSettings.builder()
                            .nameServers(List.of(dns.server()))
                            .build())
                    .build())
            .build());
    private final ReactiveWebSocketClient webSockets = new ReactiveWebSocketClient(
            ReactiveHttpClient.builder().transport(transport).build(), WebSocketSettings.defaults());

    @AfterEach
    void close() {
        transport.dispose();
        server.close();
        dns.close();
    }

    private Throwable refusal(String url) {
        return catchThrowable(() ->
                webSockets.execute(URI.create(url), session -> Mono.empty()).block(PATIENCE));
    }

    @Test
    void noSpellingAndNoNameOfAForbiddenTargetIsGreeted() {
        for (TaggedTable.Row target : TARGETS) {
            if (!target.cell("addresses").isEmpty()) {
                dns.answer(target.cell("host"), target.cell("addresses").split(",", -1));
            }
            String url = "ws://" + target.cell("host") + ":" + server.port() + "/chat";
            assertThat(refusal(url)).as(url).hasCauseInstanceOf(BlockedAddressException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aHandshakeIsNotRedirectedToAForbiddenTarget() {
        dns.answer("here.test", "127.0.0.1");
        String url = "ws://here.test:" + server.port() + "/moved?" + server.port();
        assertThat(refusal(url)).hasCauseInstanceOf(BlockedAddressException.class);
        assertThat(server.requests()).hasSize(1);
    }
}
