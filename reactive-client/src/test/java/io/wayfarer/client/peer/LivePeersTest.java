/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.HttpResponse;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.peer.LivePeer.Running;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackTls;

/** What a client asks of servers, of each one that can do it, in each way in which it can be spoken to. */
@Timeout(120)
class LivePeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LARGE = 300_000;

    @TempDir
    private Path folder;

    /** What not all of them can do. */
    @SuppressWarnings("ImmutableEnumChecker") // the sets are read alone
    private enum Feature {
        RANGES(EnumSet.of(LivePeer.NGINX, LivePeer.HTTPD, LivePeer.H2O, LivePeer.CADDY)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                Seen seen = seen(http.get(server.url(way, "/small.txt"))
                        .header("Accept-Encoding", "identity")
                        .header("Range", "bytes=1-3"));
                assertThat(seen.status()).isEqualTo(206);
                assertThat(seen.body()).isEqualTo("mal");
            }
        },
        VALIDATORS(EnumSet.of(LivePeer.NGINX, LivePeer.HTTPD, LivePeer.H2O, LivePeer.NGHTTPD, LivePeer.CADDY)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                String modified = seen(http.get(server.url(way, "/small.txt"))).field("Last-Modified");
                Seen seen = seen(http.get(server.url(way, "/small.txt")).header("If-Modified-Since", modified));
                assertThat(seen.status()).isEqualTo(304);
                assertThat(seen.body()).isEmpty();
            }
        },
        COMPRESSION(EnumSet.of(LivePeer.NGINX, LivePeer.HTTPD, LivePeer.H2O, LivePeer.CADDY)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                Seen packed = seen(http.get(server.url(way, "/large.txt"))
                        .header("Accept-Encoding", "gzip")
                        .decompression(Decompression.off()));
                assertThat(packed.field("Content-Encoding")).isEqualTo("gzip");
                assertThat(packed.body()).hasSizeBetween(1, LARGE / 10);
            }
        },
        TRAILERS(EnumSet.of(LivePeer.NGINX, LivePeer.NGHTTPD, LivePeer.LUA_HTTP)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                String path = server.url(way, "/small.txt");
                String trailer = http.get(path)
                        // nginx sends none behind content whose length it tells in HTTP/1
                        .header("Accept-Encoding", "identity")
                        .exchange(answer -> answer.discard()
                                .then(Mono.fromSupplier(
                                        () -> String.valueOf(answer.trailers().getFirst("x-end")))))
                        .block(PATIENCE);
                assertThat(trailer).isEqualTo("1");
            }
        },
        EARLY_HINTS(EnumSet.of(LivePeer.HTTPD, LivePeer.LUA_HTTP)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                List<Integer> interim = new ArrayList<>();
                Seen seen = seen(http.get(server.url(way, "/small.txt")).onInterim(each -> interim.add(each.status())));
                assertThat(seen.body()).isEqualTo("small");
                assertThat(interim).containsExactly(103);
            }

            @Override
            boolean known(LivePeer peer, Way way) {
                return super.known(peer, way) && (peer != LivePeer.HTTPD || way.http2());
            }
        },
        EXPECTATIONS(EnumSet.of(LivePeer.HTTPD, LivePeer.NGHTTPD, LivePeer.CADDY, LivePeer.LUA_HTTP)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                // Over TLS lua-http's server may sleep over more, which waits in its socket.
                String body = "u".repeat(5000);
                for (boolean expect : new boolean[] {true, false}) {
                    assertThat(seen(http.post(server.url(way, "/echo"))
                                            .body(body)
                                            .expectContinue(expect))
                                    .body())
                            .isEqualTo(body);
                }
            }

            /** In HTTP/2 its module that echoes answers nothing, whoever asks. */
            @Override
            boolean known(LivePeer peer, Way way) {
                return super.known(peer, way) && (peer != LivePeer.HTTPD || !way.http2());
            }
        },
        OPTIONS_OF_THE_SERVER(EnumSet.of(LivePeer.HTTPD, LivePeer.LUA_HTTP)) {
            @Override
            void check(ReactiveHttpClient http, Running server, Way way) {
                assertThat(seen(http.optionsOfServer(server.url(way, "/"))).status())
                        .isBetween(200, 204);
            }
        };

        private final Set<LivePeer> peers;

        Feature(Set<LivePeer> peers) {
            this.peers = peers;
        }

        boolean known(LivePeer peer, Way way) {
            return peers.contains(peer);
        }

        abstract void check(ReactiveHttpClient http, Running server, Way way);
    }

    private record Seen(int status, String protocol, HttpHeaders headers, String body) {

        String field(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    private static Seen seen(RequestSpec request) {
        return Objects.requireNonNull(request.exchange(LivePeersTest::seen).block(PATIENCE));
    }

    private static Mono<Seen> seen(HttpResponse answer) {
        return answer.bodyAsString()
                .defaultIfEmpty("")
                .map(body -> new Seen(answer.status().value(), answer.protocol(), answer.headers(), body));
    }

    private static void files(ReactiveHttpClient http, Running server, Way way) {
        Seen small = seen(http.get(server.url(way, "/small.txt")));
        assertThat(small.body()).isEqualTo("small");
        assertThat(small.protocol()).isEqualTo(way.protocol());
        assertThat(seen(http.get(server.url(way, "/empty.txt"))).body()).isEmpty();
        assertThat(seen(http.get(server.url(way, "/large.txt"))).body()).isEqualTo("a".repeat(LARGE));
        assertThat(seen(http.get(server.url(way, "/none"))).status()).isEqualTo(404);
        Seen head = seen(http.head(server.url(way, "/large.txt")).header("Accept-Encoding", "identity"));
        assertThat(head.field("Content-Length")).isEqualTo(String.valueOf(LARGE));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void giveFilesAndWhatElseTheyKnow(LivePeer peer) throws IOException {
        Files.writeString(folder.resolve("small.txt"), "small");
        Files.writeString(folder.resolve("empty.txt"), "");
        Files.writeString(folder.resolve("large.txt"), "a".repeat(LARGE));
        try (Running server = peer.start(folder)) {
            for (Way way : server.ways()) {
                PooledTransport transport = new PooledTransport(way.settings());
                ReactiveHttpClient http =
                        ReactiveHttpClient.builder().transport(transport).build();
                files(http, server, way);
                for (Feature feature : Feature.values()) {
                    if (feature.known(peer, way)) {
                        feature.check(http, server, way);
                    }
                }
                transport.dispose();
            }
        }
    }

    /** Its answers say that it speaks HTTP/3 too. */
    @Test
    void caddyIsSpokenToInTheVersionThatItNames() throws IOException {
        Files.writeString(folder.resolve("small.txt"), "small");
        PooledTransport transport = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build());
        try (Running server = LivePeer.CADDY.start(folder)) {
            ReactiveHttpClient http = ReactiveHttpClient.builder()
                    .transport(transport)
                    .policy(new AltSvcPolicy(new AltSvcStore()))
                    .build();
            Mono<Seen> small =
                    http.get(server.url(Way.HTTP_2_OVER_TLS, "/small.txt")).exchange(LivePeersTest::seen);
            List<String> protocols = small.map(Seen::protocol)
                    .repeatWhen(answers -> answers.delayElements(Duration.ofMillis(10)))
                    .takeUntil("HTTP/3"::equals)
                    .collectList()
                    .block(PATIENCE);
            assertThat(protocols).startsWith("HTTP/2").endsWith("HTTP/3");
        } finally {
            transport.dispose();
        }
    }
}
