/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;

/** Bodies through the whole client: sent, sent again, and read in each way. */
class ClientBodiesTest extends ClientCase {

    @Test
    void aBodyIsSentAgainOn307UnlessItIsAStream() {
        assertThat(http.post(at("/keep")).body("again").bodyAsString().block(PATIENCE))
                .isEqualTo("again");

        StepVerifier.create(http.post(at("/keep"))
                        .body(RequestBody.stream(RequestBody.text("once").content(), 4, null))
                        .bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(e).isInstanceOf(RedirectException.class).hasMessageContaining("Hop 1 (POST");
                    assertThat(((RedirectException) e).reason())
                            .isEqualTo(RedirectException.Reason.BODY_NOT_REPLAYABLE);
                })
                .verify(PATIENCE);
    }

    @Test
    void aFormIsSentInOrderWithRepeatedNames() {
        String echoed = http.post(at("/echo"))
                .form(fields -> fields.add("name", "Ada L.").add("name", "é").add("b", "&"))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(echoed).isEqualTo("name=Ada+L.&name=%C3%A9&b=%26");
        assertThat(server.requests().get(0).headers("Content-Type"))
                .containsExactly("application/x-www-form-urlencoded");
    }

    @Test
    void anErrorStatusFailsTheBodyMethodsAndNotExchange() {
        StepVerifier.create(http.get(at("/missing")).bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(((HttpStatusException) e).status().value()).isEqualTo(404);
                    assertThat(((HttpStatusException) e).bodyAsString()).isEqualTo("not here");
                    assertThat(e).hasMessageContaining("exchange(..)").hasMessageNotContaining("not here");
                })
                .verify(PATIENCE);
        assertThat(http.get(at("/missing")).exchange(HttpResponse::bodyAsString).block(PATIENCE))
                .isEqualTo("not here");
    }

    @Test
    void aBodyThatNobodyWantsIsDiscardedAndAnErrorStatusIsAFailureNevertheless() {
        StepVerifier.create(http.get(at("/big")).bodyDiscarded())
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(http.get(at("/missing")).bodyDiscarded())
                .expectError(HttpStatusException.class)
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {99_999, 100_000, 100_001})
    void aBodyIsGatheredUpToTheLimit(int limit) {
        ReactiveHttpClient small = http.toBuilder()
                .limits(new ClientLimits(Duration.ofSeconds(10), limit, 1024))
                .build();
        StepVerifier.FirstStep<Integer> step =
                StepVerifier.create(small.get(at("/big")).bodyAsBytes().map(bytes -> bytes.length));
        if (limit < 100_000) {
            step.expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ResponseLimitException.class)
                            .hasMessageContaining("wayfarer.client.limits.body"))
                    .verify(PATIENCE);
        } else {
            step.expectNext(100_000).expectComplete().verify(PATIENCE);
        }
    }

    @Test
    void aBodyArrivesAsBuffersAtTheReadersPace() {
        Flux<Integer> sizes = http.get(at("/big")).bodyAsFlux().map(buffer -> {
            int size = buffer.readableByteCount();
            DataBufferUtils.release(buffer);
            return size;
        });
        StepVerifier.create(sizes.reduce(0, Integer::sum))
                .expectNext(100_000)
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(sizes, 1).expectNextCount(1).thenCancel().verify(PATIENCE);
    }

    @Test
    void aFileIsThereWhenTheBodyIsWholeAndNotBefore(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("big.txt");
        assertThat(http.get(at("/big")).bodyTo(file).block(PATIENCE)).isEqualTo(file);
        assertThat(file).hasSize(100_000);

        Files.writeString(file, "the one before");
        try (FaultServer cut = FaultServer.http1(Fault.cutShort("five!", 10))) {
            StepVerifier.create(http.get(cut.uri("/")).bodyTo(file))
                    .expectError(ConnectionException.class)
                    .verify(PATIENCE);
        }
        assertThat(file).hasContent("the one before");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
