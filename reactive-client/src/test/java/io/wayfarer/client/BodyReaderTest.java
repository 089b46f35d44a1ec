/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;

/** A body read in steps. */
class BodyReaderTest extends ClientCase {

    private <T> List<T> reading(Function<BodyReader, Flux<T>> steps, String... pieces) {
        try (FaultServer server = FaultServer.http1(Fault.inPieces(pieces))) {
            List<T> read = http.get(server.uri("/"))
                    .exchangeToFlux(answer -> steps.apply(answer.reader()))
                    .collectList()
                    .block(PATIENCE);
            assertThat(read).isNotNull();
            return read;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void soManyBytesAreReadHoweverTheyCome() {
        assertThat(reading(
                        reader -> Flux.concat(reader.read(3), reader.read(1), reader.read(100), reader.read(1))
                                .map(BodyReaderTest::text),
                        "ab",
                        "c",
                        "defg"))
                .containsExactly("abc", "d", "efg");
    }

    /** Each piece in ISO 8859-1, so that characters of UTF-8 are cut where they must not be. */
    @ParameterizedTest
    @CsvSource({
        "1, g",
        "2, gr",
        "3, grü",
        "4, grün",
        "5, grün\uD83D\uDE80",
        "6, grün\uD83D\uDE80!",
        "7, grün\uD83D\uDE80!"
    })
    void soManyCharactersAreReadAndNoneIsCut(int characters, String expected) {
        byte[] utf8 = "grün\uD83D\uDE80!".getBytes(StandardCharsets.UTF_8);
        String[] octets = text(utf8).chars().mapToObj(Character::toString).toArray(String[]::new);

        assertThat(reading(reader -> reader.readChars(characters).flux(), octets))
                .containsExactly(expected);
    }

    @Test
    void charactersFollowEachOther() {
        String rocket = text("\uD83D\uDE80".getBytes(StandardCharsets.UTF_8));
        assertThat(reading(
                        reader -> Flux.concat(reader.readChars(1), reader.readChars(1), reader.readChars(1)),
                        rocket + rocket))
                .containsExactly("\uD83D\uDE80", "\uD83D\uDE80");
    }

    @Test
    void aHalfCharacterAtTheEndIsReplaced() {
        assertThat(reading(reader -> reader.readChars(5).flux(), "a\u00c3")).containsExactly("a\uFFFD");
    }

    @Test
    void aTextIsReadUpToADelimiterWhereverItIsCut() {
        assertThat(reading(
                        reader -> Flux.concat(
                                reader.readUntil("--"),
                                reader.readUntil("--".getBytes(StandardCharsets.US_ASCII), true)
                                        .map(BodyReaderTest::text),
                                reader.readUntil("--"),
                                reader.rest().map(BodyReaderTest::text)),
                        "one-",
                        "-two-x--",
                        "three"))
                .containsExactly("one", "two-x--", "three");
    }

    @Test
    void whatIsPutBackComesFirst() {
        assertThat(reading(
                        reader -> Flux.concat(
                                reader.readUntil("\n").doOnNext(line -> reader.unread(line + "!")),
                                reader.readUntil("b"),
                                reader.rest().map(BodyReaderTest::text)),
                        "first\nsecond b"))
                .containsExactly("first", "first!second ");
    }

    @Test
    void piecesComeAsTheyCame() {
        assertThat(String.join(
                        "",
                        reading(
                                reader ->
                                        reader.chunk().map(BodyReaderTest::text).repeat(5),
                                "a",
                                "b",
                                "c")))
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11})
    void aDelimiterHasToComeWithinTheLimitOfABody(int limit) {
        ReactiveHttpClient small = http.toBuilder()
                .limits(new ClientLimits(Duration.ofSeconds(10), limit, 1024))
                .build();
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "0123456789"))) {
            StepVerifier.FirstStep<String> step = StepVerifier.create(small.get(server.uri("/"))
                    .exchange(answer -> answer.reader().readUntil("x")));
            if (limit < 10) {
                step.expectError(ResponseLimitException.class).verify(PATIENCE);
            } else {
                step.expectComplete().verify(PATIENCE);
            }
        }
    }

    @Test
    void aFailureBehindWhatHasComeIsToldWhenTheStepNeedsMore() {
        try (FaultServer cut = FaultServer.http1(Fault.cutShort("five!", 10))) {
            StepVerifier.create(http.get(cut.uri("/"))
                            .exchangeToFlux(answer -> Flux.concat(
                                            answer.reader().read(5),
                                            answer.reader().read(1))
                                    .map(BodyReaderTest::text)))
                    .expectNext("five!")
                    .expectError(ConnectionException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void oneStepIsTakenAtATimeAndACancelledOneTakesNothing() {
        try (FaultServer server =
                FaultServer.http1((stream, request) -> Fault.inPieces("a").on(stream, request))) {
            String read = http.get(server.uri("/"))
                    .exchange(answer -> {
                        BodyReader reader = answer.reader();
                        var waiting = reader.read(2).subscribe();
                        assertThatThrownBy(() -> reader.read(1).toFuture().getNow(null))
                                .hasMessageContaining("still waited for");
                        waiting.dispose();
                        return reader.read(1).map(BodyReaderTest::text);
                    })
                    .block(PATIENCE);
            assertThat(read).isEqualTo("a");
        }
    }

    @Test
    void whatTheFunctionLeavesIsGivenUpBehindIt() {
        assertThat(http.get(at("/big"))
                        .exchange(answer -> answer.reader().read(10).map(BodyReaderTest::text))
                        .repeat(20)
                        .collectList()
                        .block(PATIENCE))
                .hasSize(21)
                .allMatch("xxxxxxxxxx"::equals);
    }

    @Test
    void aReaderThatIsClosedReadsNothing() {
        StepVerifier.create(http.get(at("/big")).exchange(answer -> {
                    answer.reader().close();
                    return answer.reader().read(1).then(Mono.<Void>empty());
                }))
                .expectErrorMessage("The reader of the body is closed.")
                .verify(PATIENCE);
    }

    @Test
    void countsAndDelimitersThatMeanNothingAreRefused() {
        http.get(at("/text"))
                .exchange(answer -> {
                    BodyReader reader = answer.reader();
                    assertThatThrownBy(() -> reader.read(0)).isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(() -> reader.readChars(-1)).isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(() -> reader.readUntil("")).isInstanceOf(IllegalArgumentException.class);
                    return answer.discard();
                })
                .block(PATIENCE);
    }
}
