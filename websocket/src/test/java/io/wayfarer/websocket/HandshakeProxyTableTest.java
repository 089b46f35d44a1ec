/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.socket.WebSocketMessage;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.ProxyTable;
import io.wayfarer.fixture.ProxyTable.Way;

/** WebSockets through every kind of proxy of docs/proxies.tsv. */
class HandshakeProxyTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static ProxyTable proxies;
    private static LoopbackServer plain;
    private static LoopbackServer secure;
    private static PooledTransport transport;

    @BeforeAll
    static void start() {
        proxies = new ProxyTable(folder);
        plain = ProxyTable.server(false);
        secure = ProxyTable.server(true);
        TlsSettings trusting =
                TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory());
        transport = new PooledTransport(
                TransportSettings.builder().tls(trusting).proxyTls(trusting).build());
    }

    @AfterAll
    static void stop() {
        transport.dispose();
        proxies.close();
        plain.close();
        secure.close();
    }

    static Stream<Way> ways() {
        return ProxyTable.ways();
    }

    private static Proxy proxy(Way way) {
        ProxyOptions none = ProxyOptions.NONE;
        return ProxyUrl.parse("table", proxies.url(way))
                .with(way.options(
                        none,
                        none.tunnellingAlways(),
                        none.speakingHttp2(),
                        () -> none.behind(ProxyUrl.parse("table", proxies.preProxyUrl()))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aWebSocketGoesThroughATunnel(Way way) {
        assertThat(way.forwards("ws")).isFalse();
        assertThat(way.forwards("wss")).isFalse();
        Route route = new Route(proxy(way), "table");
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new ProxyPolicy(url -> route))
                .build();
        for (String url :
                List.of("ws://localhost:" + plain.port() + "/socket", "wss://localhost:" + secure.port() + "/socket")) {
            List<String> received = new CopyOnWriteArrayList<>();
            new ReactiveWebSocketClient(http, WebSocketSettings.defaults())
                    .execute(
                            URI.create(url),
                            session -> session.receive()
                                    .map(WebSocketMessage::getPayloadAsText)
                                    .doOnNext(received::add)
                                    .then())
                    .block(PATIENCE);
            assertThat(received).as(url).containsExactly("hello");
        }
    }
}
