/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.fixture.TaggedTable;
import io.wayfarer.protocol.grammar.FormData;

/**
 * Every combination of the tables in docs/redirects.tsv, which the guide shows: status, method, kind of body, where the
 * redirect leads, and class of header field, through each face of the client, to real servers.
 */
class RedirectTableTest {

    private static final Path FILE = Path.of("../docs/redirects.tsv");
    private static final List<TaggedTable.Row> METHODS = TaggedTable.read(FILE, "methods");
    private static final List<TaggedTable.Row> DESTINATIONS = TaggedTable.read(FILE, "destinations");
    private static final List<TaggedTable.Row> FIELDS = TaggedTable.read(FILE, "fields");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT = "field=value";
    private static final List<String> STATUSES = List.of("300", "301", "302", "303", "307", "308");

    /** Kinds of bodies that can be sent again, by face; the first is the only one that the Spring clients know. */
    private static final List<String> AGAIN = List.of("bytes", "form", "file", "resource", "supplier");

    /** The ways to ask. */
    /** One row of the first table, by one face, with one kind of body. */
    record Combination(ClientFace face, TaggedTable.Row row, String body) {

        @Override
        public String toString() {
            return face + " " + row.cell("Method") + " " + body;
        }
    }

    /** What came of an exchange. */
    private record Outcome(int status, RedirectException.@Nullable Reason failure) {}

    private static final Map<Downgrade, ReactiveHttpClient> CLIENTS = new EnumMap<>(Downgrade.class);

    @TempDir
    static Path folder;

    private static LoopbackServer plain;
    private static LoopbackServer otherPort;
    private static LoopbackServer tls;
    private static PooledTransport transport;
    private static volatile String location = "";
    private static volatile int status;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("body"), CONTENT);
        plain = LoopbackServer.startWith(server ->
                server.handle((in, out) -> in.receive().then(answer(in.uri(), out))));
        otherPort = LoopbackServer.startWith(server ->
                server.handle((in, out) -> in.receive().then(answer(in.uri(), out))));
        tls = LoopbackServer.startWith(
                LoopbackTls.localhost(),
                server -> server.handle((in, out) -> in.receive().then(answer(in.uri(), out))));
        transport = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build());
    }

    private static Mono<Void> answer(String target, HttpServerResponse out) {
        return target.startsWith("/from")
                ? out.status(status).header("Location", location).send()
                : out.status(200).send();
    }

    @AfterAll
    static void stop() {
        plain.close();
        otherPort.close();
        tls.close();
        transport.dispose();
        CLIENTS.clear();
    }

    static Stream<Combination> combinations() {
        return Stream.of(ClientFace.values())
                .flatMap(face -> METHODS.stream()
                        .flatMap(row -> kinds(face, row.cell("Body")).map(kind -> new Combination(face, row, kind))));
    }

    private static Stream<String> kinds(ClientFace face, String body) {
        if (!body.equals("again")) {
            return Stream.of(body);
        }
        return face == ClientFace.NATIVE ? AGAIN.stream() : Stream.of("bytes");
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyCombinationComesToWhatTheTableSays(Combination combination) {
        for (TaggedTable.Row destinations : DESTINATIONS) {
            for (String relation : List.of("same origin", "same site", "cross site", "to https", "to http")) {
                for (String code : STATUSES) {
                    check(combination, destinations, relation, code);
                }
            }
        }
    }

    private void check(Combination combination, TaggedTable.Row destinations, String relation, String code) {
        String what = combination + ", " + code + ", " + relation + ", downgrade " + destinations.cell("Downgrade");
        boolean fromTls = relation.equals("to http");
        String from = (fromTls ? tls : plain).uri("localhost", "/from?a=b").toString();
        LoopbackServer target = target(relation);
        location = location(relation, target);
        status = Integer.parseInt(code);
        Stream.of(plain, otherPort, tls).forEach(LoopbackServer::forgetRequests);

        Downgrade downgrade = Downgrade.valueOf(
                destinations.cell("Downgrade").toUpperCase(Locale.ROOT).replace('-', '_'));
        Outcome outcome = send(combination, from, client(downgrade));

        String cell = combination.row().cell(code);
        List<RecordedRequest> arrived = target.requests().stream()
                .filter(request -> request.target().equals("/to"))
                .toList();
        if (cell.equals("answer")) {
            assertThat(outcome).as(what).isEqualTo(new Outcome(status, null));
            assertThat(arrived).as(what).isEmpty();
        } else if (destinations.cell(relation).equals("fails")) {
            assertThat(outcome.failure()).as(what).isEqualTo(RedirectException.Reason.DOWNGRADE);
            assertThat(arrived).as(what).isEmpty();
        } else if (cell.equals("fails")) {
            assertThat(outcome.failure()).as(what).isEqualTo(RedirectException.Reason.BODY_NOT_REPLAYABLE);
            assertThat(arrived).as(what).isEmpty();
        } else {
            assertThat(outcome).as(what).isEqualTo(new Outcome(200, null));
            assertThat(arrived).as(what).hasSize(1);
            checkArrived(what, arrived.get(0), cell, from, relation, downgrade);
        }
    }

    private static LoopbackServer target(String relation) {
        return switch (relation) {
            case "same site" -> otherPort;
            case "to https" -> tls;
            default -> plain;
        };
    }

    private static String location(String relation, LoopbackServer target) {
        return switch (relation) {
            case "same origin" -> "/to";
            case "cross site" -> target.uri("127.0.0.1", "/to").toString();
            default -> target.uri("localhost", "/to").toString();
        };
    }

    private static void checkArrived(
            String what, RecordedRequest arrived, String cell, String from, String relation, Downgrade downgrade) {
        boolean withBody = cell.endsWith(" with body");
        assertThat(arrived.method()).as(what).isEqualTo(cell.replace(" with body", ""));
        assertThat(arrived.bodyAsString()).as(what).isEqualTo(withBody ? CONTENT : "");
        if (!withBody) {
            assertThat(arrived.header("Transfer-Encoding")).as(what).isEmpty();
            assertThat(arrived.header("Content-Length").orElse("0")).as(what).isEqualTo("0");
        }
        for (TaggedTable.Row field : FIELDS) {
            String name = field.cell("Field");
            String rule = field.cell(relation);
            String expected =
                    name.equals("Referer") ? referer(rule, from) : goes(rule, withBody, downgrade) ? value(name) : null;
            assertThat(arrived.header(name).orElse(null)).as(what + ", " + name).isEqualTo(expected);
        }
    }

    private static boolean goes(String rule, boolean withBody, Downgrade downgrade) {
        return switch (rule) {
            case "goes" -> true;
            case "stays" -> false;
            case "with body" -> withBody;
            case "unless without credentials" -> downgrade != Downgrade.ALLOW_WITHOUT_CREDENTIALS;
            default -> throw new IllegalArgumentException(rule);
        };
    }

    private static @Nullable String referer(String rule, String from) {
        return switch (rule) {
            case "URL" -> from;
            case "origin" -> from.substring(0, from.indexOf("/from") + 1);
            case "none" -> null;
            default -> throw new IllegalArgumentException(rule);
        };
    }

    /** A value that its field may have. */
    private static String value(String name) {
        return switch (name) {
            case "Accept" -> "text/plain";
            case "Accept-Language", "Content-Language" -> "de";
            case "If-Modified-Since" -> "Sat, 29 Oct 1994 19:43:31 GMT";
            case "Range" -> "bytes=0-9";
            case "Content-Type" -> "application/x-www-form-urlencoded";
            case "Cookie" -> "by=hand";
            case "traceparent" -> "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            default -> "Value of " + name;
        };
    }

    private static ReactiveHttpClient client(Downgrade downgrade) {
        return CLIENTS.computeIfAbsent(downgrade, RedirectTableTest::newClient);
    }

    private static ReactiveHttpClient newClient(Downgrade downgrade) {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .redirects(RedirectRules.builder()
                        .downgrade(downgrade)
                        .alsoAcrossOrigins("X-Named")
                        .build())
                .policy(new CookiePolicy(new InMemoryCookieStore()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .build();
    }

    private static void setFields(boolean withBody, HttpHeaders headers) {
        for (TaggedTable.Row field : FIELDS) {
            String name = field.cell("Field");
            boolean ofBody = field.holds("with body");
            if (!name.equals("Referer") && (withBody || !ofBody)) {
                headers.set(name, value(name));
            }
        }
    }

    private static Outcome send(Combination combination, String from, ReactiveHttpClient http) {
        HttpMethod method = HttpMethod.valueOf(combination.row().cell("Method"));
        try {
            return new Outcome(
                    switch (combination.face()) {
                        case NATIVE -> sendNative(method, combination.body(), from, http);
                        case WEB_CLIENT -> sendByWebClient(method, combination.body(), from, http);
                        case REST_CLIENT -> sendByRestClient(method, combination.body(), from, http);
                    },
                    null);
        } catch (RuntimeException e) {
            Throwable failure = Exceptions.unwrap(e);
            if (failure instanceof WebClientRequestException || failure instanceof ResourceAccessException) {
                failure = failure.getCause();
            }
            if (failure instanceof RedirectException redirect) {
                return new Outcome(0, redirect.reason());
            }
            throw e;
        }
    }

    private static int sendNative(HttpMethod method, String body, String from, ReactiveHttpClient http) {
        return Objects.requireNonNull(http.method(method, from)
                .headers(headers -> setFields(!body.equals("none"), headers))
                .body(body(body))
                .exchange(answer -> answer.discard().thenReturn(answer.status().value()))
                .block(PATIENCE));
    }

    private static RequestBody body(String kind) {
        byte[] bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
        return switch (kind) {
            case "none" -> RequestBody.empty();
            case "bytes" -> RequestBody.bytes(bytes, null);
            case "form" ->
                RequestBody.form(FormData.builder().add("field", "value").build());
            case "file" -> RequestBody.file(folder.resolve("body"), null);
            case "resource" -> RequestBody.resource(new FileSystemResource(folder.resolve("body")), null);
            case "supplier" ->
                RequestBody.replayable(() -> RequestBody.bytes(bytes, null).content(), -1, null);
            case "once" -> RequestBody.stream(RequestBody.bytes(bytes, null).content(), -1, null);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static int sendByWebClient(HttpMethod method, String body, String from, ReactiveHttpClient http) {
        WebClient.RequestBodySpec request = ClientFace.webClient(http)
                .method(method)
                .uri(from)
                .headers(headers -> setFields(!body.equals("none"), headers));
        if (body.equals("bytes")) {
            request.bodyValue(CONTENT);
        } else if (body.equals("once")) {
            request.body(BodyInserters.fromDataBuffers(Flux.from(body("once").content())));
        }
        return Objects.requireNonNull(request.exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()))
                .block(PATIENCE));
    }

    private static int sendByRestClient(HttpMethod method, String body, String from, ReactiveHttpClient http) {
        RestClient.RequestBodySpec request = ClientFace.restClient(http)
                .method(method)
                .uri(from)
                .headers(headers -> setFields(!body.equals("none"), headers));
        if (body.equals("bytes")) {
            request.body(CONTENT.getBytes(StandardCharsets.UTF_8));
        } else if (body.equals("once")) {
            StreamingHttpOutputMessage.Body once = out -> out.write(CONTENT.getBytes(StandardCharsets.UTF_8));
            request.body(once);
        }
        return Objects.requireNonNull(
                request.exchange((sent, answer) -> answer.getStatusCode().value()));
    }
}
