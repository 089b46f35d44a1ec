/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;

/** What the trace tells of the times of each hop. */
class HopTimesTest extends ClientCase {

    private static final Duration LATER = Duration.ofMillis(100);

    private List<HopTimes> times(RequestSpec request) {
        Trace trace = request.timed().trace().block(PATIENCE);
        return Objects.requireNonNull(trace).hops().stream()
                .map(hop -> Objects.requireNonNull(hop.times()))
                .toList();
    }

    private static void assertInOrder(HopTimes times) {
        assertThat(Stream.of(
                                times.resolved(),
                                times.connected(),
                                times.tunnelled(),
                                times.secured(),
                                times.sent(),
                                times.answered(),
                                times.ended())
                        .filter(Objects::nonNull))
                .isSorted()
                .allSatisfy(time -> assertThat(time.isNegative()).isFalse());
    }

    private static LoopbackServer slowServer() {
        return LoopbackServer.start(routes -> routes.get(
                        "/slow",
                        (in, out) -> Mono.delay(LATER)
                                .then(out.sendString(Mono.just("slow")).then()))
                .get("/moved", (in, out) -> out.sendRedirect("/slow")));
    }

    @Test
    void aNewConnectionTellsEachStepAndOneThatIsUsedAgainNone() {
        try (LoopbackServer slow = slowServer()) {
            String url = slow.uri("localhost", "/slow").toString();
            HopTimes first = times(http.get(url)).get(0);
            assertInOrder(first);
            assertThat(first.resolved()).isNotNull();
            assertThat(first.connected()).isNotNull();
            assertThat(first.tunnelled()).isNull();
            assertThat(first.secured()).isNull();
            assertThat(first.answered().minus(first.sent())).isGreaterThanOrEqualTo(LATER);
            assertThat(first.ended()).isNotNull();

            HopTimes second = times(http.get(url)).get(0);
            assertInOrder(second);
            assertThat(Stream.of(second.resolved(), second.connected(), second.secured()))
                    .containsOnlyNulls();
        }
    }

    @Test
    void eachHopHasItsOwn() {
        try (LoopbackServer slow = slowServer()) {
            List<HopTimes> hops = times(http.get(slow.uri("/moved")));
            assertThat(hops).hasSize(2).allSatisfy(HopTimesTest::assertInOrder);
            assertThat(hops.get(0).connected()).isNotNull();
            assertThat(hops.get(1).connected()).isNull();
            assertThat(hops.get(1).answered()).isGreaterThanOrEqualTo(LATER);
        }
    }

    @Test
    void tlsAndTheWayThroughAProxyAreToldApart() {
        try (LoopbackServer secure = LoopbackServer.start(
                        LoopbackTls.localhost(), routes -> routes.get("/", (in, out) -> out.send()));
                LoopbackProxy proxy = LoopbackProxy.start()) {
            String url = secure.uri("localhost", "/").toString();
            HopTimes straight = times(http.get(url)).get(0);
            assertInOrder(straight);
            assertThat(straight.secured()).isNotNull();
            assertThat(straight.tunnelled()).isNull();

            HopTimes proxied = times(
                            http.get(url).proxy(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), null, null)))
                    .get(0);
            assertInOrder(proxied);
            assertThat(proxied.tunnelled()).isNotNull();
            assertThat(proxied.secured()).isGreaterThan(proxied.tunnelled());

            HopTimes forwarded = times(
                            http.get(at("/")).proxy(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), null, null)))
                    .get(0);
            assertThat(forwarded.connected()).isNotNull();
            assertThat(forwarded.tunnelled()).isNull();
        }
    }

    @Test
    void theFirstHeadIsTheAnswerBeItAnInterimOne() {
        Sinks.Empty<Void> hinted = Sinks.empty();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 103 Early Hints\r\n\r\n");
            hinted.asMono().then(Mono.delay(LATER)).block(PATIENCE);
            conversation.write("HTTP/1.1 204 No Content\r\n\r\n");
            conversation.awaitEnd();
        })) {
            HopTimes times = times(http.get(peer.uri("/")).onInterim(hint -> hinted.tryEmitEmpty()))
                    .get(0);
            assertThat(Objects.requireNonNull(times.ended()).minus(times.answered()))
                    .isGreaterThanOrEqualTo(LATER);
        }
    }

    @Test
    void whoDoesNotAskIsNotTold() {
        try (LoopbackServer slow = slowServer()) {
            String url = slow.uri("/slow").toString();
            String untimed = http.get(url)
                    .exchange(answer ->
                            answer.bodyAsString().map(body -> answer.trace().toString()))
                    .block(PATIENCE);
            assertThat(untimed).doesNotContain("sent");
            String timed = http.get(url)
                    .timed()
                    .exchange(answer ->
                            answer.bodyAsString().map(body -> answer.trace().toString()))
                    .block(PATIENCE);
            assertThat(timed).contains("sent", "answered", "ended");
        }
    }

    @Test
    void whatIsStillToComeIsMissing() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
            conversation.awaitEnd();
        })) {
            HopTimes times = http.get(peer.uri("/"))
                    .timed()
                    .exchange(answer ->
                            Mono.justOrEmpty(answer.trace().hops().get(0).times()))
                    .block(PATIENCE);
            assertThat(Objects.requireNonNull(times).ended()).isNull();
            assertThat(times).asString().contains("answered").doesNotContain("ended");
        }
    }

    private JsonNode archived(RequestSpec request) {
        String har = request.exchange(answer -> answer.discard()
                        .then(Mono.fromCallable(() -> answer.record().toHar())))
                .block(PATIENCE);
        return new ObjectMapper().readTree(har).at("/log/entries/0");
    }

    @Test
    void anHttpArchiveTellsThePartsOfTheTime() {
        try (LoopbackServer secure = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/", (in, out) -> Mono.delay(LATER).then(out.send().then())))) {
            String url = secure.uri("localhost", "/").toString();
            JsonNode first = archived(http.get(url).timed());
            JsonNode parts = first.get("timings");
            assertThat(parts.propertyNames())
                    .containsExactly("blocked", "dns", "connect", "ssl", "send", "wait", "receive");
            assertThat(parts.values())
                    .allSatisfy(part -> assertThat(part.asDouble()).isNotNegative());
            assertThat(parts.get("wait").asDouble()).isGreaterThanOrEqualTo(LATER.toNanos() / 1e6);
            assertThat(parts.get("ssl").asDouble())
                    .isPositive()
                    .isLessThan(parts.get("connect").asDouble());
            assertThat(partsTogether(parts)).isCloseTo(first.get("time").asDouble(), within(0.01));

            JsonNode again = archived(http.get(url).timed()).get("timings");
            assertThat(again.get("dns").asInt()).isEqualTo(-1);
            assertThat(again.get("connect").asInt()).isEqualTo(-1);
            assertThat(again.get("ssl").asInt()).isEqualTo(-1);
            assertThat(again.get("blocked").asDouble()).isNotNegative();
        }
    }

    /** Of what is there; TLS is part of connecting. */
    private static double partsTogether(JsonNode timings) {
        return Stream.of("blocked", "dns", "connect", "send", "wait", "receive")
                .mapToDouble(part -> Math.max(0, timings.get(part).asDouble()))
                .sum();
    }

    @Test
    void anHttpArchiveOfWhatIsNotTimedKnowsTheTimeUntilTheAnswerAlone() {
        try (LoopbackServer slow = slowServer()) {
            JsonNode entry = archived(http.get(slow.uri("/slow")));
            assertThat(entry.at("/timings/wait").asDouble())
                    .isEqualTo(entry.get("time").asDouble())
                    .isGreaterThanOrEqualTo(LATER.toNanos() / 1e6);
            assertThat(entry.get("timings").has("connect")).isFalse();
        }
    }
}
