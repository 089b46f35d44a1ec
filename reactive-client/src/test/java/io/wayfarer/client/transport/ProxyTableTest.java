/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.ProxyTable;
import io.wayfarer.fixture.ProxyTable.Arrival;
import io.wayfarer.fixture.ProxyTable.Way;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * Every kind of proxy of docs/proxies.tsv, by each program it names: both schemes, both versions of HTTP with the server, through
 * each face of the client. Each way is gone twice, to see that its connections are used again.
 */
class ProxyTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static ProxyTable proxies;
    private static LoopbackServer plain;
    private static LoopbackServer secure;

    /** A way, by one face, with HTTP/2 offered to servers or not. */
    record Combination(Way way, ClientFace face, boolean http2) {

        @Override
        public String toString() {
            return way + ", " + face + (http2 ? ", HTTP/2" : ", HTTP/1.1");
        }
    }

    @BeforeAll
    static void start() {
        proxies = new ProxyTable(folder);
        plain = ProxyTable.server(false);
        secure = ProxyTable.server(true);
    }

    @AfterAll
    static void stop() {
        proxies.close();
        plain.close();
        secure.close();
    }

    static Stream<Combination> combinations() {
        return ProxyTable.ways()
                .flatMap(way -> Stream.of(ClientFace.values())
                        .flatMap(face -> Stream.of(false, true).map(http2 -> new Combination(way, face, http2))));
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
    @MethodSource("combinations")
    void everyKindOfProxyLeadsToTheServer(Combination combination) {
        Way way = combination.way();
        Route route = new Route(proxy(way), "table");
        TlsSettings trusting =
                TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory());
        PooledTransport transport = new PooledTransport(TransportSettings.builder()
                .versions(
                        combination.http2()
                                ? EnumSet.of(ProtocolVersion.HTTP_2, ProtocolVersion.HTTP_1_1)
                                : EnumSet.of(ProtocolVersion.HTTP_1_1))
                .tls(trusting)
                .proxyTls(trusting)
                .build());
        try {
            ReactiveHttpClient http = ReactiveHttpClient.builder()
                    .transport(transport)
                    .policy(new ProxyPolicy(url -> route))
                    .build();
            for (String scheme : List.of("http", "https")) {
                LoopbackServer server = scheme.equals("http") ? plain : secure;
                String url = scheme + "://localhost:" + server.port() + "/";
                check(combination, scheme, combination.face(), http, url);
            }
        } finally {
            transport.dispose();
        }
    }

    static Stream<Way> ways() {
        return ProxyTable.ways();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyKindOfProxyOpensATunnelForBytes(Way way) {
        TlsSettings trusting =
                TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory());
        PooledTransport transport = new PooledTransport(
                TransportSettings.builder().proxyTls(trusting).build());
        try {
            ReactiveHttpClient http =
                    ReactiveHttpClient.builder().transport(transport).build();
            String request = "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n";
            assertThat(http.connect("localhost:" + plain.port())
                            .proxy(proxy(way))
                            .use(tunnel -> DataBufferUtils.join(Flux.merge(
                                    tunnel.receive(),
                                    tunnel.send(Mono.fromSupplier(() -> DefaultDataBufferFactory.sharedInstance.wrap(
                                                    request.getBytes(StandardCharsets.US_ASCII))))
                                            .then(Mono.empty()))))
                            .map(answer -> {
                                String text = answer.toString(StandardCharsets.US_ASCII);
                                DataBufferUtils.release(answer);
                                return text;
                            })
                            .blockLast(PATIENCE))
                    .startsWith("HTTP/1.0 200 OK");
        } finally {
            transport.dispose();
        }
    }

    private static void check(
            Combination combination, String scheme, ClientFace face, ReactiveHttpClient http, String url) {
        Arrival first = Arrival.parse(face.get(http, url));
        Arrival second = Arrival.parse(face.get(http, url));
        boolean forwarded = combination.way().forwards(scheme);
        assertThat(first.via().equals("none")).as(scheme + " is tunnelled").isEqualTo(!forwarded);
        assertThat(first.proxyAuthorization()).isEqualTo("none");
        if (!forwarded) {
            assertThat(first.version())
                    .isEqualTo(scheme.equals("https") && combination.http2() ? "HTTP/2.0" : "HTTP/1.1");
            assertThat(second.connection()).isEqualTo(first.connection());
        }
    }
}
