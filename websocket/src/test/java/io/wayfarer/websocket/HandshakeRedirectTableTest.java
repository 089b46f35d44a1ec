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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.redirect.Downgrade;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.fixture.TaggedTable;

/** The combinations of docs/redirects.tsv that an opening handshake can come to: a GET without a body. */
class HandshakeRedirectTableTest {

    private static final Path FILE = Path.of("../docs/redirects.tsv");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<TaggedTable.Row> FIELDS = TaggedTable.read(FILE, "fields");

    private final LoopbackServer plain = LoopbackServer.start(this::routes);
    private final LoopbackServer otherPort = LoopbackServer.start(this::routes);
    private final LoopbackServer tls = LoopbackServer.start(LoopbackTls.localhost(), this::routes);
    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());
    private volatile String location = "";
    private volatile int status;

    /** Where a redirect leads, by which row of the destinations, with which status. */
    record Combination(TaggedTable.Row destinations, String relation, int status) {

        Downgrade downgrade() {
            return Downgrade.valueOf(
                    destinations.cell("Downgrade").toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @Override
        public String toString() {
            return status + " " + relation + ", downgrade " + downgrade();
        }
    }

    private void routes(HttpServerRoutes routes) {
        routes.get(
                        "/from",
                        (in, out) ->
                                out.status(status).header("Location", location).send())
                .ws("/to", (in, out) -> Mono.never());
    }

    @AfterEach
    void stop() {
        Stream.of(plain, otherPort, tls).forEach(LoopbackServer::close);
        transport.dispose();
    }

    static Stream<Combination> combinations() {
        return TaggedTable.read(FILE, "destinations").stream()
                .flatMap(row -> Stream.of("same origin", "same site", "cross site", "to https", "to http")
                        .flatMap(relation ->
                                Stream.of(301, 302, 303, 307, 308).map(code -> new Combination(row, relation, code))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyCombinationComesToWhatTheTableSays(Combination combination) {
        String relation = combination.relation();
        LoopbackServer target = relation.equals("same site") ? otherPort : relation.equals("to https") ? tls : plain;
        status = combination.status();
        location = location(relation, target);
        Stream.of(plain, otherPort, tls).forEach(LoopbackServer::forgetRequests);
        String from = relation.equals("to http")
                ? "wss://localhost:" + tls.port() + "/from"
                : "ws://localhost:" + plain.port() + "/from";

        RedirectException.Reason failure = handshake(URI.create(from), combination.downgrade());

        List<RecordedRequest> arrived = target.requests().stream()
                .filter(request -> request.target().equals("/to"))
                .toList();
        if (combination.destinations().cell(relation).equals("fails")) {
            assertThat(failure).isEqualTo(RedirectException.Reason.DOWNGRADE);
            assertThat(arrived).isEmpty();
            return;
        }
        assertThat(failure).isNull();
        assertThat(arrived).hasSize(1);
        for (TaggedTable.Row field : FIELDS) {
            String name = field.cell("Field");
            boolean goes = goes(field.cell(relation), combination.downgrade());
            assertThat(arrived.get(0).header(name).orElse(null)).as(name).isEqualTo(goes ? value(name) : null);
        }
    }

    private static String location(String relation, LoopbackServer target) {
        return switch (relation) {
            case "same origin" -> "/to";
            case "cross site" -> "ws://127.0.0.1:" + target.port() + "/to";
            case "to https" -> "wss://localhost:" + target.port() + "/to";
            default -> "http://localhost:" + target.port() + "/to";
        };
    }

    private static boolean goes(String rule, Downgrade downgrade) {
        return rule.equals("goes")
                || (rule.equals("unless without credentials") && downgrade != Downgrade.ALLOW_WITHOUT_CREDENTIALS);
    }

    private static String value(String name) {
        return switch (name) {
            case "Cookie" -> "by=hand";
            case "Range" -> "bytes=0-9";
            default -> "Value of " + name;
        };
    }

    /** Null when the handshake came to its end. */
    private RedirectException.@Nullable Reason handshake(URI from, Downgrade downgrade) {
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .redirects(RedirectRules.builder()
                        .downgrade(downgrade)
                        .alsoAcrossOrigins("X-Named")
                        .build())
                .policy(new CookiePolicy(new InMemoryCookieStore()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .build();
        HttpHeaders headers = new HttpHeaders();
        for (TaggedTable.Row field : FIELDS) {
            String name = field.cell("Field");
            if (!name.equals("Referer") && !field.holds("with body")) {
                headers.set(name, value(name));
            }
        }
        try {
            new ReactiveWebSocketClient(http, WebSocketSettings.defaults())
                    .execute(from, headers, session -> session.close())
                    .block(PATIENCE);
            return null;
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof RedirectException redirect) {
                return redirect.reason();
            }
            throw e;
        }
    }
}
