/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * Many threads at a pool of few connections, whose exchanges are cancelled at any moment and whose server closes
 * connections as it likes. Nobody may wait for ever, and nothing may be counted twice or forgotten.
 */
class ConnectionPoolHammerTest {

    private static final int THREADS = 8;
    private static final int EACH = 400;
    private static final int AT_A_TIME = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n";
    private static final String CANCELLED = "cancelled";

    private final AtomicInteger there = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Scheduler threads = Schedulers.newParallel("hammer", THREADS);

    @AfterEach
    void end() {
        threads.dispose();
    }

    /** Waits are as long as the test's patience: whoever is forgotten makes it fail. */
    private static TransportSettings.Builder few(int connections) {
        return TransportSettings.builder()
                .maxConnectionsPerRoute(connections)
                .maxPending(THREADS * EACH)
                .pendingTimeout(PATIENCE);
    }

    /** Answers, mostly; and ends each kind of ways in turn. */
    private static RawPeer moody() {
        AtomicInteger requests = new AtomicInteger();
        return RawPeer.scripted(conversation -> {
            while (!conversation.readHead().isEmpty()) {
                int number = requests.incrementAndGet();
                if (number % 29 == 0) {
                    return; // without an answer
                }
                if (number % 23 == 0) {
                    conversation.write(HELLO + "Connection: close\r\n\r\nhello");
                    return;
                }
                conversation.write(HELLO + "\r\nhello");
                if (number % 13 == 0) {
                    return; // without notice
                }
            }
        });
    }

    /** Counts a connection until just before the pool is told of its end: never more than the pool may have. */
    private Dialer counting(Dialer dialer) {
        return (loop, limits) -> dialer.dial(loop, limits)
                .doOnSubscribe(begun -> most.accumulateAndGet(there.incrementAndGet(), Math::max))
                .doOnError(failure -> there.decrementAndGet())
                .map(this::counted);
    }

    private HttpConnection counted(HttpConnection made) {
        return (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (proxy, method, arguments) -> method.invoke(
                        made, method.getName().equals("observe") ? new Object[] {told(arguments[0])} : arguments));
    }

    private Object told(Object observer) {
        return Proxy.newProxyInstance(
                ConnectionObserver.class.getClassLoader(),
                new Class<?>[] {ConnectionObserver.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("onClosed")) {
                        there.decrementAndGet();
                    }
                    return method.invoke(observer, arguments);
                });
    }

    private Flux<String> hammer(PooledTransport transport, Endpoint endpoint, TransportRequest request) {
        Mono<String> exchange = Hops.answer(
                        ignored -> new Mono<>() {
                            @Override
                            public void subscribe(reactor.core.CoreSubscriber<? super TransportResponse> actual) {
                                actual.onSubscribe(new PooledExchange(transport, request, endpoint, actual));
                            }
                        },
                        request)
                .onErrorResume(
                        ConnectionException.class, e -> Mono.just(e.reason().name()));
        List<Flux<String>> callers = IntStream.range(0, THREADS)
                .mapToObj(caller -> {
                    SplittableRandom random = new SplittableRandom(caller);
                    // Half of them call from the loops on which the connections work.
                    Scheduler on = caller % 2 == 0
                            ? threads
                            : Schedulers.fromExecutor(transport
                                    .loops()
                                    .get(caller % transport.loops().count()));
                    return Flux.range(0, EACH)
                            .flatMap(
                                    i -> (random.nextInt(4) == 0
                                                    ? exchange.takeUntilOther(after(random.nextInt(100_000)))
                                                            .defaultIfEmpty(CANCELLED)
                                                    : exchange)
                                            .subscribeOn(on),
                                    AT_A_TIME);
                })
                .toList();
        return Flux.merge(Flux.fromIterable(callers), THREADS);
    }

    /** Ends after some work, which may be anything. */
    private Mono<Integer> after(int steps) {
        return Mono.fromSupplier(() -> new SplittableRandom(steps).ints(steps).sum())
                .subscribeOn(threads);
    }

    private static Map<String, Long> ends(Flux<String> exchanges) {
        return Objects.requireNonNull(exchanges
                .collect(Collectors.groupingBy(end -> end, Collectors.counting()))
                .block(PATIENCE));
    }

    private static void becomesUnused(ConnectionPool pool) {
        pool.dispose();
        Flux.interval(Duration.ofMillis(5)).takeUntil(i -> pool.unused()).blockLast(PATIENCE);
        assertThat(pool.unused()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyExchangeEndsAndNoConnectionIsCountedTwiceOrForgotten(int connections) {
        TransportSettings settings = few(connections).build();
        PooledTransport transport = new PooledTransport(settings);
        Sweep sweep = new Sweep(transport.loops(), settings.idleTimeout());
        try (RawPeer peer = moody()) {
            Dialer dialer = counting(Hops.connectors(settings)
                    .dialer(
                            EndpointKey.unforwarded(
                                    HttpUrl.parse(peer.uri("/").toString()), null, ConnectionWishes.NONE),
                            Set.of(ProtocolVersion.HTTP_1_1)));
            ConnectionPool pool = new ConnectionPool(transport.loops(), PoolLimits.of(settings), dialer, sweep, false);
            Map<String, Long> ends = ends(hammer(transport, new Endpoint(null, false, pool), Hops.get(peer.uri("/"))));

            assertThat(ends).containsKeys("200 hello", CANCELLED);
            assertThat(ends.keySet()).isSubsetOf("200 hello", CANCELLED, ConnectionException.Reason.CLOSED.name());
            assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(THREADS * EACH);
            becomesUnused(pool);
            assertThat(most).hasValue(connections);
            assertThat(there).hasValue(0);
        } finally {
            transport.dispose();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyStreamThatIsLentIsGivenBackOnce(int connections) {
        LoopbackTls tls = LoopbackTls.localhost();
        TransportSettings settings = few(connections)
                .tls(TlsSettings.defaults().trusting(tls.trustManagerFactory()))
                .build();
        PooledTransport transport = new PooledTransport(settings);
        Sweep sweep = new Sweep(transport.loops(), settings.idleTimeout());
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2)
                .http2Settings(http2 -> http2.maxConcurrentStreams(4))
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        Http2SslContextSpec.forServer(tls.keyManagerFactory())))
                .handle((in, out) -> out.sendString(Mono.just("hello"))))) {
            Dialer dialer = counting(Hops.connectors(settings)
                    .dialer(
                            EndpointKey.unforwarded(
                                    HttpUrl.parse("https://localhost:" + server.port()), null, ConnectionWishes.NONE),
                            Set.of(ProtocolVersion.HTTP_2)));
            ConnectionPool pool = new ConnectionPool(transport.loops(), PoolLimits.of(settings), dialer, sweep, true);
            URI url = URI.create("https://localhost:" + server.port() + "/");
            Map<String, Long> ends = ends(hammer(transport, new Endpoint(null, true, pool), Hops.get(url)));

            assertThat(ends).containsOnlyKeys("200 hello", CANCELLED);
            // A place given back twice, or not at all, would keep its connection from being closed.
            becomesUnused(pool);
            assertThat(most.get()).isBetween(1, connections);
        } finally {
            transport.dispose();
        }
    }
}
