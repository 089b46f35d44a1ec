/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

/** A cancellation at the moment of an answer: whoever wins, the answer is delivered or released. */
class ExchangeRaceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String URL = "http://server.example/";
    private static final int ROUNDS = 2000;

    private final ExecutorService others = Executors.newFixedThreadPool(2);
    private final AnswersOnCall server = new AnswersOnCall();
    private final ReactiveHttpClient http = AnswersOnCall.client(server, Duration.ofSeconds(60));

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    @Test
    void anAnswerIsDeliveredOrReleasedWhoeverWinsTheRaceWithACancellation() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Taker taker = new Taker();
            http.exchange(AnswersOnCall.get(URL)).subscribe(taker);
            List<AnswersOnCall.Answer> answers = new ArrayList<>();

            race(() -> answers.add(server.answer(200, Flux.empty())), taker::cancel);

            int cancelled = server.cancelled.getAndSet(0);
            int ends = taker.taken + answers.get(0).released().get();
            assertThat(ends).as("round %d", round).isBetween(1 - cancelled, 1);
        }
    }

    /** Takes what comes, also after it has cancelled, which a subscriber must reckon with. */
    private static final class Taker implements CoreSubscriber<HttpResponse> {

        private volatile @Nullable Subscription exchange;
        private volatile int taken;

        @Override
        public void onSubscribe(Subscription subscription) {
            exchange = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(HttpResponse response) {
            taken = 1;
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            assertThat(taken).isEqualTo(1);
        }

        void cancel() {
            Objects.requireNonNull(exchange).cancel();
        }
    }

    @Test
    void anAnswerInAFunctionsHandsIsReleasedWhoeverWinsTheRaceWithACancellation() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger handled = new AtomicInteger();
            Disposable exchange = http.get(URL)
                    .exchange(response -> {
                        handled.incrementAndGet();
                        return Mono.never();
                    })
                    .subscribe();
            List<AnswersOnCall.Answer> answers = new ArrayList<>();

            race(() -> answers.add(server.answer(200, Flux.empty())), exchange::dispose);

            if (handled.get() > 0) {
                assertThat(answers.get(0).released().get())
                        .as("round %d", round)
                        .isPositive();
            }
        }
    }

    @Test
    void theFunctionsResultAndACancellationRaceAndTheAnswerIsReleased() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TestPublisher<String> result = TestPublisher.create();
            BaseSubscriber<String> subscriber = new BaseSubscriber<>() {};
            http.get(URL).exchange(response -> result.mono()).subscribe(subscriber);
            AnswersOnCall.Answer answer = server.answer(200, Flux.empty());

            race(() -> result.emit("done"), subscriber::cancel);

            assertThat(answer.released().get()).as("round %d", round).isPositive();
        }
    }

    private void race(Runnable one, Runnable other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<?>> runners = new ArrayList<>();
        for (Runnable runner : List.of(one, other)) {
            runners.add(others.submit(() -> {
                start.await();
                runner.run();
                return null;
            }));
        }
        for (Future<?> runner : runners) {
            runner.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
