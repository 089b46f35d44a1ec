/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.BodyTypeException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.RawPeer;

/** A body as text, objects, lines, events, in a file, and for a consumer of one's own. */
class BodyFormsTest extends ClientCase {

    record Item(String name, int count) {}

    private static final String ITEMS = "[{\"name\":\"ink\",\"count\":2},{\"name\":\"quill\",\"count\":1}]";

    private static FaultServer json(String text) {
        return FaultServer.http1(Fault.answer(200, text, "content-type", "application/json"));
    }

    private static RawPeer answering(byte[] body, String contentType) {
        return RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n");
            conversation.write(body);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, text/plain",
        "UTF-8, text/plain;charset=utf-8",
        "UTF-8, text/plain;charset=no-such",
        "UTF-8, not a type",
        "ISO-8859-1, text/plain;charset=iso-8859-1",
        "UTF-16BE, text/plain;charset=utf-16be",
    })
    void aTextIsInTheCharsetOfItsTypeOrElseInUtf8(String charset, String type) {
        try (RawPeer peer = answering("grün".getBytes(Charset.forName(charset)), type)) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo("grün");
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16BE", "UTF-16LE"})
    void aByteOrderMarkGoesBeforeTheTypeAndIsNoPartOfTheText(String charset) {
        byte[] marked = "\uFEFFgrün".getBytes(Charset.forName(charset));
        try (RawPeer peer = answering(marked, "text/plain;charset=iso-8859-1")) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo("grün");
        }
    }

    @Test
    void jsonIsReadAsAnObjectAGenericTypeOrAStream() {
        try (FaultServer one = json("{\"name\":\"ink\",\"count\":2}");
                FaultServer many = json(ITEMS)) {
            assertThat(http.get(one.uri("/")).bodyTo(Item.class).block(PATIENCE))
                    .isEqualTo(new Item("ink", 2));
            assertThat(http.get(one.uri("/"))
                            .bodyTo(new ParameterizedTypeReference<Map<String, Object>>() {})
                            .block(PATIENCE))
                    .containsEntry("count", 2);
            StepVerifier.create(http.get(many.uri("/")).bodyToFlux(Item.class))
                    .expectNext(new Item("ink", 2), new Item("quill", 1))
                    .expectComplete()
                    .verify(PATIENCE);
            StepVerifier.create(http.get(many.uri("/")).bodyToFlux(new ParameterizedTypeReference<Item>() {}), 1)
                    .expectNextCount(1)
                    .thenCancel()
                    .verify(PATIENCE);
        }
    }

    @Test
    void anEmptyBodyIsNoObject() {
        try (FaultServer server = json("")) {
            StepVerifier.create(http.get(server.uri("/")).bodyTo(Item.class))
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void whatCannotBeReadAsTheTypeFails() {
        try (FaultServer malformed = json("{\"name\":");
                FaultServer unknown = FaultServer.http1(Fault.answer(200, "?", "content-type", "image/png"));
                FaultServer missing = FaultServer.http1(Fault.answer(404, "{}", "content-type", "application/json"))) {
            StepVerifier.create(http.get(malformed.uri("/")).bodyTo(Item.class))
                    .expectError(DecodingException.class)
                    .verify(PATIENCE);
            StepVerifier.create(http.get(unknown.uri("/")).bodyTo(Item.class))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(BodyTypeException.class)
                            .hasMessageContaining("Item")
                            .hasMessageContaining("image/png"))
                    .verify(PATIENCE);
            StepVerifier.create(http.get(missing.uri("/")).bodyTo(Item.class))
                    .expectError(HttpStatusException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void anObjectIsGatheredUpToTheLimitAndTheCodecsCanBeChanged() {
        ReactiveHttpClient small = http.toBuilder()
                .limits(new ClientLimits(Duration.ofSeconds(10), 10, 1024))
                .build();
        try (FaultServer server = json(ITEMS)) {
            StepVerifier.create(small.get(server.uri("/")).bodyTo(new ParameterizedTypeReference<List<Item>>() {}))
                    .expectError(ResponseLimitException.class)
                    .verify(PATIENCE);
            assertThat(small.toBuilder()
                            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1000))
                            .build()
                            .get(server.uri("/"))
                            .bodyTo(new ParameterizedTypeReference<List<Item>>() {})
                            .block(PATIENCE))
                    .hasSize(2);
        }
    }

    @Test
    void linesComeAsTheyAreWhole() {
        try (FaultServer server = FaultServer.http1(Fault.inPieces("one\ntw", "o\r\n\nthr", "ee"))) {
            StepVerifier.create(http.get(server.uri("/")).bodyAsLines())
                    .expectNext("one", "two", "", "three")
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void serverSentEventsHaveTheirIdTypeAndData() {
        String stream = """
                id: 7
                event: stock
                data: {"name":"ink","count":1}

                : still here

                retry: 100
                data: {"name":"ink","count":0}

                """;
        try (FaultServer server = FaultServer.http1(Fault.answer(200, stream, "content-type", "text/event-stream"))) {
            List<ServerSentEvent<Item>> events = http.get(server.uri("/"))
                    .bodyAsEvents(Item.class)
                    .filter(event -> event.data() != null)
                    .collectList()
                    .block(PATIENCE);

            assertThat(events)
                    .extracting(ServerSentEvent::data)
                    .containsExactly(new Item("ink", 1), new Item("ink", 0));
            assertThat(events).first().satisfies(event -> {
                assertThat(event.id()).isEqualTo("7");
                assertThat(event.event()).isEqualTo("stock");
            });
        }
    }

    @Test
    void theProgressOfAFileIsTold(@TempDir Path folder) {
        List<BodyProgress> progress = new CopyOnWriteArrayList<>();
        http.get(at("/big")).bodyTo(folder.resolve("big"), progress::add).block(PATIENCE);

        assertThat(progress).extracting(BodyProgress::bytes).isSorted().endsWith(100_000L);
        assertThat(progress).allSatisfy(each -> assertThat(each.total()).hasValue(100_000));

        progress.clear();
        try (FaultServer server = FaultServer.http1(Fault.inPieces("seven", "!!"))) {
            http.get(server.uri("/"))
                    .bodyTo(folder.resolve("small"), progress::add)
                    .block(PATIENCE);
        }
        assertThat(progress).last().isEqualTo(new BodyProgress(7, OptionalLong.empty()));
    }

    @Test
    void whatAListenerForProgressThrowsFailsAndLeavesNoFile(@TempDir Path folder) throws IOException {
        StepVerifier.create(http.get(at("/big")).bodyTo(folder.resolve("big"), progress -> {
                    throw new IllegalStateException("enough");
                }))
                .expectErrorMessage("enough")
                .verify(PATIENCE);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aTemporaryFileBelongsToWhoGetsItAndIsGoneWhereNobodyDoes() throws IOException {
        Path file = http.get(at("/big")).bodyToTemporaryFile().block(PATIENCE);
        assertThat(file).isNotNull().hasSize(100_000);
        Files.delete(file);

        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (FaultServer cut = FaultServer.http1(Fault.cutShort("five!", 10));
                var before = Files.newDirectoryStream(temporary, "wayfarer-*.body")) {
            List<Path> there = new CopyOnWriteArrayList<>();
            before.forEach(there::add);
            StepVerifier.create(http.get(cut.uri("/")).bodyToTemporaryFile())
                    .expectError(ConnectionException.class)
                    .verify(PATIENCE);
            try (var after = Files.newDirectoryStream(temporary, "wayfarer-*.body")) {
                assertThat(after).containsExactlyInAnyOrderElementsOf(there);
            }
        }
    }

    @Test
    void aStreamMayBlockAndItsFailureIsTheOneThatIsTold() {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        http.get(at("/big")).exchange(answer -> answer.bodyTo(taken)).block(PATIENCE);
        assertThat(taken.size()).isEqualTo(100_000);

        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("disk full");
            }
        };
        StepVerifier.create(http.get(at("/big")).exchange(answer -> answer.bodyTo(full)))
                .expectErrorMessage("disk full")
                .verify(PATIENCE);
    }

    @Test
    void theStepThatIsUnderWayEndsBeforeAFailureOfTheBodyIsTold() {
        AtomicBoolean ended = new AtomicBoolean();
        try (FaultServer cut = FaultServer.http1(Fault.cutShort("five!", 10))) {
            StepVerifier.create(http.get(cut.uri("/"))
                            .exchange(answer -> answer.bodyInSteps(
                                    piece -> Mono.delay(Duration.ofMillis(200)).doOnNext(passed -> ended.set(true)))))
                    .expectError(ConnectionException.class)
                    .verify(PATIENCE);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void theNextPieceIsTakenWhenTheStepBeforeHasEnded() {
        List<String> steps = new CopyOnWriteArrayList<>();
        try (FaultServer server = FaultServer.http1(Fault.inPieces("one", "two", "three"))) {
            http.get(server.uri("/"))
                    .exchange(answer -> answer.bodyInSteps(piece -> {
                        String text = piece.toString(StandardCharsets.US_ASCII);
                        steps.add("begin " + text);
                        return Mono.delay(Duration.ofMillis(1)).doOnNext(passed -> steps.add("end " + text));
                    }))
                    .block(PATIENCE);
        }
        assertThat(String.join(" ", steps)).matches("(begin (\\w+) end \\2 ?)+");
        assertThat(String.join("", steps).replaceAll("begin |end \\w+", "")).isNotEmpty();
    }

    @Test
    void aStepThatFailsOrIsLeftEndsTheExchange() {
        StepVerifier.create(http.get(at("/big"))
                        .exchange(answer -> answer.bodyInSteps(piece -> Flux.error(new IOException("no more")))))
                .expectErrorMessage("no more")
                .verify(PATIENCE);
        StepVerifier.create(http.get(at("/big"))
                        .exchange(answer -> answer.bodyInSteps(piece -> {
                            throw new IllegalStateException("not this");
                        })))
                .expectErrorMessage("not this")
                .verify(PATIENCE);
        StepVerifier.create(http.get(at("/big")).exchange(answer -> answer.bodyInSteps(piece -> Mono.never())))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aBodyIsReadInOneWayOnly() {
        assertThatThrownBy(() -> http.get(at("/text"))
                        .exchange(answer -> answer.bodyAsString().then(answer.bodyAsBytes()))
                        .block(PATIENCE))
                .hasMessageContaining("it can be read once");
    }
}
