/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.transport.Transport;

/** One time for all exchanges of a client. */
class TimeLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String URL = "http://server.example/";

    private final AnswersOnCall server = new AnswersOnCall();

    private static ReactiveHttpClient client(Transport transport, Duration timeLimit) {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .limits(new ClientLimits(timeLimit, 1000, 1000))
                .build();
    }

    @Test
    void theTimeLimitCancelsWhatIsWaitedForAndNamesTheHop() {
        ReactiveHttpClient hasty = client(server, Duration.ofMillis(50));
        StepVerifier.create(hasty.get(URL + "?secret=1").bodyAsBytes())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(HttpTimeoutException.class)
                        .hasMessageContaining("Hop 1 (GET http://server.example/")
                        .hasMessageContaining("50 ms")
                        .hasMessageNotContaining("secret=1"))
                .verify(PATIENCE);
        assertThat(server.cancelled).hasValue(1);
    }

    @Test
    void theTimeLimitHoldsForAllHopsTogether() {
        ReactiveHttpClient hasty = client(server, Duration.ofSeconds(1));
        StepVerifier.create(hasty.get(URL).bodyAsBytes())
                .then(() -> server.answer(302, Flux.empty(), "Location", "/next"))
                .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("Hop 2"))
                .verify(PATIENCE);
        assertThat(server.requests).hasValue(2);
    }

    @Test
    void aTimeLimitRunsOutInOrderAndForgetsWhoWasInTime() throws Exception {
        TimeLimit limit = TimeLimit.ofAll(Duration.ofMillis(500));
        List<Integer> late = new ArrayList<>();
        CountDownLatch ran = new CountDownLatch(2);
        List<TimeLimit.Limited> members = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            TimeLimit.Limited member = new TimeLimit.Limited() {
                @Override
                void ranOut() {
                    late.add(number);
                    ran.countDown();
                }
            };
            members.add(member);
            limit.begin(member, System.nanoTime());
        }
        members.get(0).inTime();
        members.get(2).inTime();
        members.get(2).inTime();

        assertThat(ran.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(late).containsExactly(1, 3);
    }

    @Test
    void whoThrowsWhenItsTimeIsOutLeavesTheOthersTheirs() throws Exception {
        TimeLimit limit = TimeLimit.ofAll(Duration.ofMillis(30));
        CountDownLatch ran = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            limit.begin(
                    new TimeLimit.Limited() {
                        @Override
                        void ranOut() {
                            ran.countDown();
                            throw new IllegalStateException("thrown by a subscriber");
                        }
                    },
                    System.nanoTime());
        }
        assertThat(ran.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
