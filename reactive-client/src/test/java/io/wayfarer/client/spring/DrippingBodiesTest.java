/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ClientLimits;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.ExchangeTimeoutException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.RawPeer;

/** Bodies of which there is always a little more: the time limit of the exchange ends them, whoever reads them. */
@Timeout(60)
class DrippingBodiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMillis(800); // in which a head comes on a busy machine too
    private static final Duration DROP = Duration.ofMillis(20);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ";

    /** The drips give way to a short body at the second request. */
    private final AtomicBoolean drips = new AtomicBoolean(true);

    private final RawPeer peer = RawPeer.scripted(conversation -> {
        while (!conversation.readHead().isEmpty()) {
            if (!drips.getAndSet(false)) {
                conversation.write(HEAD + "4\r\n\r\nfine");
                continue;
            }
            conversation.write(HEAD + "1000000\r\n\r\n");
            do {
                conversation.write(".");
            } while (!conversation.endsWithin(DROP));
            return;
        }
    });

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .maxConnectionsPerRoute(1)
            .pendingTimeout(Duration.ofSeconds(15))
            .build());

    private final ReactiveHttpClient patient =
            ReactiveHttpClient.builder().transport(transport).build();

    private final ReactiveHttpClient hasty =
            patient.toBuilder().limits(new ClientLimits(LIMIT, 1 << 20, 1024)).build();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        transport.dispose();
        peer.close();
    }

    /** Ways to read a body. */
    enum Reading {
        TEXT,
        PIECES,
        FUNCTION,
        FILE,
        WEB_CLIENT,
        REST_CLIENT
    }

    @ParameterizedTest
    @EnumSource
    void endWithTheExchangesTime(Reading reading) {
        Throwable failure = catchThrowable(() -> read(reading, hasty));

        while (failure != null && !(failure instanceof ExchangeTimeoutException)) {
            failure = failure.getCause();
        }
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ExchangeTimeoutException.class,
                        e -> assertThat(e.limit()).isEqualTo(LIMIT))
                .hasMessageContaining("no whole answer within " + LIMIT.toMillis() + " ms")
                .hasMessageContaining("wayfarer.client.timeouts.exchange");
        assertThat(read(reading, patient)).isEqualTo("fine");
        assertThat(peer.connections()).isEqualTo(2);
    }

    private @Nullable String read(Reading reading, ReactiveHttpClient http) {
        String url = peer.uri("/").toString();
        return switch (reading) {
            case TEXT -> ClientFace.NATIVE.get(http, url);
            case PIECES ->
                DataBufferUtils.join(http.get(url).bodyAsFlux())
                        .map(DrippingBodiesTest::text)
                        .block(PATIENCE);
            case FUNCTION ->
                http.get(url).exchange(answer -> answer.bodyAsString()).block(PATIENCE);
            case FILE ->
                http.get(url).bodyTo(folder.resolve("body")).map(file -> "fine").block(PATIENCE);
            case WEB_CLIENT -> ClientFace.WEB_CLIENT.get(http, url);
            case REST_CLIENT -> ClientFace.REST_CLIENT.get(http, url);
        };
    }

    private static String text(DataBuffer buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    @Test
    void endWithTheTimeOfTheirRequestWhereItHasOne() {
        Throwable failure = catchThrowable(
                () -> patient.get(peer.uri("/")).timeout(LIMIT).bodyAsString().block(PATIENCE));
        assertThat(failure).hasCauseInstanceOf(ExchangeTimeoutException.class);
    }

    @Test
    void areReadOnWhereOnlyTheHeadHasALimit() {
        ReactiveHttpClient heads = patient.toBuilder()
                .limits(new ClientLimits(LIMIT, Duration.ZERO, 1 << 20, 1024, Long.MAX_VALUE))
                .build();
        long enough = System.nanoTime() + LIMIT.multipliedBy(2).toNanos();
        assertThat(heads.get(peer.uri("/"))
                        .bodyAsFlux()
                        .doOnNext(DataBufferUtils::release)
                        .takeUntil(drop -> System.nanoTime() - enough > 0)
                        .count()
                        .block(PATIENCE))
                .isPositive();
    }

    @Test
    void thatNobodyBeginsToReadInTimeAreNotBegun() {
        Throwable failure = catchThrowable(() -> hasty.get(peer.uri("/"))
                .exchange(answer -> Mono.delay(LIMIT.multipliedBy(2)).then(answer.bodyAsString()))
                .block(PATIENCE));
        assertThat(failure).hasCauseInstanceOf(ExchangeTimeoutException.class);
    }
}
