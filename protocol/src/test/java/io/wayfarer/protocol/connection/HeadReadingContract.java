/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.header.HeaderList;

/** Heads and trailers as a reader gives them. */
public abstract class HeadReadingContract extends StreamReaderContract {

    @Test
    void eachInterimHeadComesBeforeTheFinalOneWhichIsGivenAgain() {
        Ends ends = ends();
        ends.server()
                .sendHeaders(HeaderList.of(":status", "103", "link", "</a>"), false)
                .block(PATIENCE);
        ends.server()
                .sendHeaders(HeaderList.of(":status", "103", "link", "</b>"), false)
                .block(PATIENCE);
        ends.head().end();
        assertThat(get(ends.reader().headers()).first("link")).isEqualTo("</a>");
        assertThat(get(ends.reader().headers()).first("link")).isEqualTo("</b>");
        assertThat(get(ends.reader().headers()).first("x-one")).isEqualTo("1");
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
        assertThat(get(ends.reader().finalHeaders()).status()).isEqualTo(200);
        assertThat(ends.reader().head()).isNotNull();
    }

    @Test
    void theFinalHeadIsWaitedForAndInterimOnesAreLeftOut() {
        Ends ends = ends();
        Mono<HeaderList> waiting = started(ends.reader().finalHeaders());
        assertThat(ends.reader().head()).isNull();
        for (int i = 0; i < 100; i++) {
            ends.server().sendHeaders(HeaderList.of(":status", "102"), false).block(PATIENCE);
        }
        ends.head();
        assertThat(get(waiting).status()).isEqualTo(200);
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
        ends.end();
    }

    @Test
    void ofManyInterimHeadsTheLastSixtyFourAreKept() {
        Ends ends = ends();
        assertThat(ends.reader().head()).isNull();
        for (int i = 0; i < 70; i++) {
            ends.server()
                    .sendHeaders(HeaderList.of(":status", "102", "n", Integer.toString(i)), false)
                    .block(PATIENCE);
        }
        ends.head().end();
        assertThat(ends.reader().chunk().blockOptional(PATIENCE)).isEmpty();
        assertThat(get(ends.reader().headers()).first("n")).isEqualTo("6");
        for (int i = 7; i < 70; i++) {
            assertThat(get(ends.reader().headers()).first("n")).isEqualTo(Integer.toString(i));
        }
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
    }

    @Test
    void theEndIsKnownWhenHeadAndContentWereRead() {
        Ends ends = ends().head().send("a").end();
        assertThat(ends.reader().ended()).isFalse();
        assertThat(text(ends.reader().chunk())).isEqualTo("a");
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(ends.reader().ended()).isFalse();
        get(ends.reader().headers());
        assertThat(ends.reader().ended()).isTrue();
        ends.reader().unread(buffer("b"));
        assertThat(text(ends.reader().chunk())).isEqualTo("b");
    }

    @Test
    void anEmptyMessageGivesNothingAtOnce() {
        Ends ends = ends();
        ends.server().sendHeaders(OK, true).block(PATIENCE);
        StepVerifier.create(ends.reader().body(), 0).expectComplete().verify(PATIENCE);
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(text(ends.reader().read(3))).isEmpty();
        assertThat(text(ends.reader().readUntil(new byte[] {'\n'}, 9, true))).isEmpty();
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 0))).isEmpty();
        assertThat(text(ends.reader().all(0))).isEmpty();
        assertThat(ends.reader().trailers().blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void trailersComeBehindTheContentWhichIsDropped() {
        Ends ends = ends().head().send("a", "b");
        ends.server().sendTrailers(HeaderList.of("x-sum", "7")).block(PATIENCE);
        get(ends.reader().headers());
        assertThat(text(ends.reader().chunk())).isNotEmpty();
        assertThat(get(ends.reader().trailers()).first("x-sum")).isEqualTo("7");
        assertThat(get(ends.reader().trailers()).first("x-sum")).isEqualTo("7");
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(ends.reader().ended()).isTrue();
    }

    @Test
    void aCancelledWaitForTheHeadLeavesItToTheNextStep() {
        Ends ends = ends();
        ends.reader().headers().subscribe().dispose();
        ends.reader().finalHeaders().subscribe().dispose();
        ends.reader().trailers().subscribe().dispose();
        ends.head().end();
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
    }

    @Test
    void aFailureBeforeTheHeadIsGivenToWhoWaitsForIt() {
        Ends ends = ends();
        Mono<HeaderList> waiting = started(ends.reader().headers());
        ends.server().reset(Http2Error.REFUSED_STREAM);
        StepVerifier.create(waiting).expectError(HttpTransportException.class).verify(PATIENCE);
        StepVerifier.create(ends.reader().finalHeaders())
                .expectError(HttpTransportException.class)
                .verify(PATIENCE);
    }
}
