/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/** The loop over the hops, against a transport that answers when it is told to. */
class ExchangeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String URL = "http://server.example/";

    private final AnswersOnCall server = new AnswersOnCall();
    private final ReactiveHttpClient http = AnswersOnCall.client(server, Duration.ofSeconds(60));

    @Test
    void nothingIsSentBeforeThereIsDemand() {
        StepVerifier.create(http.exchange(AnswersOnCall.get(URL)), 0)
                .expectSubscription()
                .then(() -> assertThat(server.requests).hasValue(0))
                .thenRequest(1)
                .then(() -> assertThat(server.requests).hasValue(1))
                .then(() -> server.answer(204, Flux.empty()))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void cancellingWhileTheAnswerIsAwaitedCancelsTheTransport() {
        StepVerifier.create(http.get(URL).bodyAsBytes())
                .then(() -> assertThat(server.requests).hasValue(1))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(server.cancelled).hasValue(1);
    }

    @Test
    void anAnswerThatComesAfterTheCancellationIsReleased() {
        List<CoreSubscriber<? super TransportResponse>> asked = new ArrayList<>();
        Transport deaf = request -> new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super TransportResponse> actual) {
                actual.onSubscribe(Operators.emptySubscription());
                asked.add(actual);
            }
        };
        AnswersOnCall.client(deaf, PATIENCE).get(URL).bodyAsBytes().subscribe().dispose();

        AnswersOnCall.Answer late = server.answer(200, Flux.empty());
        asked.get(0).onNext(late);
        asked.get(0).onComplete();

        assertThat(late.released()).hasValue(1);
    }

    @Test
    void aPolicyThatTakesItsTimeIsCancelledWithTheExchange() {
        TestPublisher<Void> token = TestPublisher.create();
        ReactiveHttpClient waiting =
                http.toBuilder().policy(hop -> token.mono()).build();

        StepVerifier.create(waiting.get(URL).bodyAsBytes())
                .then(token::assertSubscribers)
                .thenCancel()
                .verify(PATIENCE);

        token.assertCancelled();
        assertThat(server.requests).hasValue(0);
    }

    @Test
    void cancellingWhileABodyIsDrainedCancelsTheBody() {
        TestPublisher<DataBuffer> body = TestPublisher.create();
        StepVerifier.create(http.get(URL).bodyAsBytes())
                .then(() -> server.answer(302, body.flux(), "Location", "/next"))
                .then(body::assertSubscribers)
                .thenCancel()
                .verify(PATIENCE);
        body.assertCancelled();
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void aTransportThatAnswersNothingFailsTheExchange() {
        StepVerifier.create(http.get(URL).bodyAsBytes())
                .then(server::silence)
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("without an answer"))
                .verify(PATIENCE);
    }

    @Test
    void anAnswerThatAnOperatorOfTheTransportDropsIsReleased() {
        AnswersOnCall.Answer answer = server.answer(200, Flux.empty());
        Transport choosy =
                request -> Mono.<TransportResponse>just(answer).hide().filter(response -> response.status() != 200);
        StepVerifier.create(AnswersOnCall.client(choosy, PATIENCE).get(URL).bodyAsBytes())
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
        assertThat(answer.released()).hasValue(1);
    }

    @Test
    void anAnswerIsReleasedWhenTheFunctionThrowsAndWhenItReturnsNothing() {
        StepVerifier.create(http.get(URL).exchange(response -> {
                    throw new IllegalStateException("mine");
                }))
                .then(() ->
                        assertThat(server.answer(200, Flux.empty()).released()).hasValue(1))
                .expectErrorMessage("mine")
                .verify(PATIENCE);
        StepVerifier.create(http.get(URL).exchange(response -> Mono.empty()))
                .then(() ->
                        assertThat(server.answer(200, Flux.empty()).released()).hasValue(1))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aPolicyMayAskForTheSameRequestAgainButNotForEver() {
        HopPolicy insatiable = new HopPolicy() {
            @Override
            public Mono<Void> prepare(Hop hop) {
                hop.headers().set("X-Repetition", String.valueOf(hop.repetition()));
                return Mono.empty();
            }

            @Override
            public void learn(Hop hop, HopAnswer answer) {
                hop.repeat(HopReason.AUTH_CHALLENGE);
            }
        };
        Transport busy = request ->
                Mono.just(new AnswersOnCall.Answer(401, request.headers(), Flux.empty(), new AtomicInteger()));
        ReactiveHttpClient http = AnswersOnCall.client(busy, PATIENCE).toBuilder()
                .policy(insatiable)
                .build();

        StepVerifier.create(http.get(URL).exchange(Mono::just))
                .assertNext(response -> {
                    assertThat(response.headers().get("X-Repetition")).containsExactly("4");
                    assertThat(response.trace().hops())
                            .extracting(Trace.TracedHop::reason)
                            .startsWith(HopReason.USER, HopReason.AUTH_CHALLENGE)
                            .hasSize(5);
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aPolicyMayEndTheExchangeByWhatItLearns() {
        HopPolicy suspicious = new HopPolicy() {
            @Override
            public Mono<Void> prepare(Hop hop) {
                return Mono.empty();
            }

            @Override
            public void learn(Hop hop, HopAnswer answer) {
                hop.fail(new IOException("not the server it was"));
            }
        };
        ReactiveHttpClient http = this.http.toBuilder().policy(suspicious).build();

        StepVerifier.create(http.get(URL).bodyAsBytes())
                .then(() ->
                        assertThat(server.answer(200, Flux.empty()).released()).hasValue(1))
                .expectErrorMessage("not the server it was")
                .verify(PATIENCE);
    }

    @Test
    void requestsWithoutFieldsOfTheirOwnShareTheClientsAndAPolicyThatWritesGetsACopy() {
        http.get(URL).bodyAsBytes().subscribe();
        HttpHeaders shared = Objects.requireNonNull(server.last.get()).headers();
        http.get(URL).bodyAsBytes().subscribe();
        assertThat(Objects.requireNonNull(server.last.get()).headers()).isSameAs(shared);

        ReactiveHttpClient signing = http.toBuilder()
                .policy(hop -> {
                    hop.headers().set("X-Signature", "s");
                    return Mono.empty();
                })
                .build();
        signing.get(URL).bodyAsBytes().subscribe();

        assertThat(Objects.requireNonNull(server.last.get()).headers().getFirst("X-Signature"))
                .isEqualTo("s");
        assertThat(shared.containsHeader("X-Signature")).isFalse();
    }

    @Test
    void addressesAreReadOnceAndThoseWithUserInfoAreNotKept() {
        AtomicInteger read = new AtomicInteger();
        UrlCache urls = new UrlCache(text -> {
            read.incrementAndGet();
            return HttpUrl.parse(text);
        });
        assertThat(urls.url("http://a.example/")).isSameAs(urls.url("http://a.example/"));
        assertThat(read).hasValue(1);
        for (int i = 0; i < 2000; i++) {
            assertThat(urls.url("http://a.example/" + i).path()).isEqualTo("/" + i);
        }
        assertThat(urls.url("http://u:p@a.example/")).isNotSameAs(urls.url("http://u:p@a.example/"));
    }
}
