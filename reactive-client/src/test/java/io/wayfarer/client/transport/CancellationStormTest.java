/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Limits;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.protocol.server.ListenerBuilder;
import io.wayfarer.protocol.tls.ServerTls;

/** Ten thousand exchanges, most of which are given up at whichever moment: what they took comes back, all of it. */
@Timeout(300)
class CancellationStormTest {

    private static final long SEED = 20261122;
    private static final int AT_A_TIME = 24;
    private static final int MOST_CONNECTIONS = 8;
    private static final int PIECES = 8;
    private static final byte[] PIECE = new byte[4 * 1024];
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What may be left of an exchange, in bytes of heap: of what a connection takes, closed or not, that is a small part. */
    private static final int LITTLE = 700;

    /** Over which connections, and how often. */
    enum Way {
        HTTP_1(ProtocolVersion.HTTP_1_1, "http", 5000, 0),
        HTTP_1_OVER_TLS(ProtocolVersion.HTTP_1_1, "https", 1000, 4 << 20),
        HTTP_2_OVER_TLS(ProtocolVersion.HTTP_2, "https", 4000, 0);

        private final ProtocolVersion version;
        private final String scheme;
        private final int exchanges;
        private final long sessions;

        /** @param sessions what both ends may keep of each handshake, to resume it */
        Way(ProtocolVersion version, String scheme, int exchanges, long sessions) {
            this.version = version;
            this.scheme = scheme;
            this.exchanges = exchanges;
            this.sessions = sessions;
        }
    }

    /** When an exchange is given up. */
    enum Moment {
        AT_ONCE,
        WHILE_CONNECTING_OR_LATER,
        WHEN_THE_REQUEST_HAS_ARRIVED,
        WHEN_THE_HEAD_HAS_ARRIVED,
        AMID_THE_BODY,
        WHEN_TIME_IS_OVER,
        NEVER
    }

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .maxConnectionsPerRoute(MOST_CONNECTIONS)
            .pendingTimeout(PATIENCE)
            .responseTimeout(PATIENCE)
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();
    private final Map<String, Sinks.Empty<Void>> arrivals = new ConcurrentHashMap<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        transport.dispose();
    }

    private HttpListener server(Way way) {
        ListenerBuilder builder = HttpListener.builder()
                .host("127.0.0.1")
                .port(0)
                .versions(EnumSet.of(way.version))
                // Who gives up so many streams is a flood to a server as it is set up otherwise.
                .http2Limits(Http2Limits.builder().maxResets(way.exchanges).build())
                .onStream(this::answer);
        if (way.scheme.equals("https")) {
            builder.tls(ServerTls.builder()
                    .versions(EnumSet.of(way.version))
                    .certificate(LoopbackTls.localhost().keyManagerFactory())
                    .build());
        }
        return Objects.requireNonNull(builder.bind().block(PATIENCE));
    }

    private Mono<Void> answer(HttpStream stream) {
        connections.add(stream.connection().channel());
        return stream.reader().finalHeaders().flatMap(head -> {
            Sinks.Empty<Void> awaited = arrivals.remove(String.valueOf(head.first(HeaderList.PATH)));
            if (awaited != null) {
                awaited.tryEmitEmpty();
            }
            Flux<ByteBuf> content = Flux.range(0, PIECES).map(i -> Unpooled.wrappedBuffer(PIECE));
            return stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                    .then(stream.sendBody(content));
        });
    }

    private int open() {
        connections.removeIf(channel -> !channel.isOpen());
        return connections.size();
    }

    private Mono<Moment> exchange(URI server, int number, Random random) {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        String path = "/" + number;
        RequestSpec get = http.get(server.resolve(path).toString());
        Mono<?> exchange = switch (moment) {
            case AT_ONCE -> get.bodyAsBytes().takeUntilOther(Mono.just(true));
            case WHILE_CONNECTING_OR_LATER -> get.bodyAsBytes().takeUntilOther(after(random.nextInt(300_000)));
            case WHEN_THE_REQUEST_HAS_ARRIVED -> {
                Sinks.Empty<Void> arrived = Sinks.empty();
                arrivals.put(path, arrived);
                yield get.bodyAsBytes().takeUntilOther(arrived.asMono());
            }
            case WHEN_THE_HEAD_HAS_ARRIVED -> {
                Sinks.Empty<Void> arrived = Sinks.empty();
                yield get.exchange(answer -> {
                            arrived.tryEmitEmpty();
                            return Mono.never();
                        })
                        .takeUntilOther(arrived.asMono());
            }
            case AMID_THE_BODY ->
                get.bodyAsFlux()
                        .doOnNext(DataBufferUtils::release)
                        .take(1 + random.nextInt(3))
                        .then();
            case WHEN_TIME_IS_OVER ->
                get.bodyAsBytes().timeout(Duration.ofNanos(1 + random.nextInt(5_000_000)), Mono.empty());
            case NEVER -> get.bodyAsBytes();
        };
        return exchange.then(Mono.just(moment));
    }

    /** Ends after some work, which may be anything. */
    private static Mono<Integer> after(int steps) {
        return Mono.fromSupplier(() -> new SplittableRandom(steps).ints(steps).sum())
                .subscribeOn(Schedulers.parallel());
    }

    private Map<Moment, Long> storm(URI server, int exchanges) {
        Random random = new Random(SEED);
        return Objects.requireNonNull(Flux.range(0, exchanges)
                .flatMap(number -> exchange(server, number, random), AT_A_TIME)
                .collect(Collectors.groupingBy(moment -> moment, Collectors.counting()))
                .block(PATIENCE));
    }

    /** What is in use when nothing of the exchanges is under way any more. */
    private long heap() {
        OneConnection.until(() -> open() <= MOST_CONNECTIONS);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @EnumSource
    void leavesConnectionsAndMemoryAsTheyWere(Way way) {
        HttpListener listener = server(way);
        URI server = URI.create(way.scheme + "://localhost:" + listener.port() + "/");
        ConnectionPool pool = transport.endpoint(Hops.get(server)).pool();
        int first = way.exchanges / 4;
        storm(server, first);
        long before = heap();

        Map<Moment, Long> ends = storm(server, way.exchanges - first);

        assertThat(ends).containsOnlyKeys(Moment.values());
        assertThat(heap() - before).isLessThan(way.sessions + (long) LITTLE * (way.exchanges - first));
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            assertThat(http.get(server.toString()).bodyAsBytes().block(PATIENCE))
                    .hasSize(PIECES * PIECE.length);
        }
        transport.dispose();
        OneConnection.until(() -> pool.unused() && open() == 0);
        listener.close().block(PATIENCE);
    }
}
