/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.ResolvedAddressTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.LoopbackDns;
import io.wayfarer.protocol.grammar.IpAddress;

/** RFC 8305, sections 3 to 5. */
class HappyEyeballsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Channel> won = new CompletableFuture<>();

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals)
                .map(literal -> IpAddress.parse(literal).flatMap(Zones::address).orElseThrow())
                .toList();
    }

    /** Attempts that end as the map says; others are under way until they are closed. */
    private ConnectionAttempts attempts(Duration delay, Map<String, Mono<Channel>> outcomes) {
        return new ConnectionAttempts(
                loop,
                delay,
                address -> {
                    String literal = address.getHostAddress();
                    tried.add(literal);
                    return outcomes.getOrDefault(literal, Mono.never()).doOnCancel(() -> closed.add(literal));
                },
                won::complete,
                won::completeExceptionally);
    }

    private void run(ConnectionAttempts attempts, String... literals) {
        loop.execute(() -> {
            attempts.add(addresses(literals));
            attempts.complete();
        });
    }

    private static Mono<Channel> refused(String why) {
        return Mono.error(() -> new ConnectException(why));
    }

    @Test
    void theFamiliesTakeTurnsAndTheFamilyOfTheFirstAddressBegins() {
        Map<String, Mono<Channel>> last = Map.of("10.0.0.3", Mono.fromSupplier(EmbeddedChannel::new));
        run(attempts(Duration.ofMillis(10), last), "10.0.0.1", "10.0.0.2", "fd00::1", "10.0.0.3", "fd00::2");
        assertThat(won).succeedsWithin(PATIENCE);
        assertThat(tried)
                .containsExactly("10.0.0.1", "fd00:0:0:0:0:0:0:1", "10.0.0.2", "fd00:0:0:0:0:0:0:2", "10.0.0.3");
        assertThat(closed).hasSize(4);
    }

    @Test
    void anAttemptThatFailsIsFollowedAtOnceAndTheWinnerEndsTheOthers() {
        Map<String, Mono<Channel>> outcomes =
                Map.of("10.0.0.1", refused("first"), "10.0.0.2", Mono.fromSupplier(EmbeddedChannel::new));
        run(attempts(LONG, outcomes), "10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(won).succeedsWithin(PATIENCE);
        assertThat(tried).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void whenAllHaveFailedTheFirstFailureTellsOfTheOthers() {
        run(
                attempts(LONG, Map.of("10.0.0.1", refused("first"), "10.0.0.2", refused("second"))),
                "10.0.0.1",
                "10.0.0.2");
        assertThat(won)
                .failsWithin(PATIENCE)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .havingCause()
                .withMessage("first")
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().asString().contains("second"));
    }

    @Test
    void anAddressThatComesLateIsTriedWhenTheOthersHaveFailed() {
        ConnectionAttempts attempts = attempts(
                LONG, Map.of("10.0.0.1", refused("first"), "10.0.0.2", Mono.fromSupplier(EmbeddedChannel::new)));
        loop.execute(() -> {
            attempts.add(addresses("10.0.0.1"));
            attempts.add(addresses("10.0.0.2"));
            attempts.complete();
        });
        assertThat(won).succeedsWithin(PATIENCE);
    }

    private BothFamilies version6First(LoopbackDns dns) {
        DnsSettings settings =
                DnsSettings.builder().nameServers(List.of(dns.server())).build();
        TcpClient client = TcpClient.create();
        return new BothFamilies(
                BothFamilies.dns(client, settings, Duration.ofSeconds(5), ResolvedAddressTypes.IPV6_ONLY),
                BothFamilies.dns(client, settings, Duration.ofSeconds(5), ResolvedAddressTypes.IPV4_ONLY));
    }

    @Test
    void theAnswerOfThePreferredFamilyWaitsForNobody() {
        try (LoopbackDns dns = LoopbackDns.start().answer("both.test", "10.0.0.1", "fd00::1")) {
            dns.delay(DnsRecordType.A, Duration.ofMillis(300));
            StepVerifier.create(version6First(dns).resolve("both.test", loop))
                    .expectNext(addresses("fd00::1"))
                    .expectNext(addresses("10.0.0.1"))
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(dns.queries()).contains("A both.test", "AAAA both.test");
        }
    }

    @Test
    void theOtherAnswerWaitsForThePreferredOneButNotLong() {
        try (LoopbackDns dns = LoopbackDns.start().answer("late.test", "10.0.0.1", "fd00::1")) {
            dns.delay(DnsRecordType.AAAA, Duration.ofMillis(1500));
            StepVerifier.create(version6First(dns).resolve("late.test", loop))
                    .expectNext(addresses("10.0.0.1"))
                    .expectNext(addresses("fd00::1"))
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void aFamilyWithoutAddressesIsLeftOutAndANameWithoutAnyIsUnknown() {
        try (LoopbackDns dns = LoopbackDns.start().answer("four.test", "10.0.0.1")) {
            StepVerifier.create(version6First(dns).resolve("four.test", loop).filter(found -> !found.isEmpty()))
                    .expectNext(addresses("10.0.0.1"))
                    .expectComplete()
                    .verify(PATIENCE);
            StepVerifier.create(version6First(dns).resolve("none.test", loop))
                    .expectError(UnknownHostException.class)
                    .verify(PATIENCE);
        }
    }
}
