/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.error.Http2Error;

/** Content that a reader saves to files. */
public abstract class SavingContract extends StreamReaderContract {

    @Test
    void contentIsSavedToAFileThatAppearsWhenItIsWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("page.html");
        Files.writeString(file, "old");
        Ends ends = ends().head().send("new ");
        Mono<Path> saving = started(ends.reader().saveTo(file));
        ends.send("page");
        assertThat(Files.readString(file)).isEqualTo("old");
        ends.end();
        assertThat(get(saving)).isEqualTo(file);
        assertThat(Files.readString(file)).isEqualTo("new page");
        assertThat(names(folder)).containsExactly("page.html");
    }

    @Test
    void largeContentIsSavedWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large");
        String sent = "0123456789abcdef".repeat(20_000);
        Ends ends = ends().head();
        Mono<Void> sending = started(ends.server().sendData(buffer(sent), true));
        get(ends.reader().saveTo(file));
        get(sending.thenReturn(true));
        assertThat(Files.readString(file)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAFailureOrACancelTheOldFileIsThereAlone(boolean failure, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("page.html");
        Files.writeString(file, "old");
        Ends ends = ends().head().send("new ");
        Sinks.One<Boolean> over = Sinks.one();
        Disposable saving = ends.reader()
                .saveTo(file)
                .doOnError(failed -> over.tryEmitValue(true))
                .onErrorComplete()
                .subscribe();
        if (failure) {
            ends.server().reset(Http2Error.INTERNAL_ERROR);
            get(over.asMono());
        } else {
            saving.dispose();
        }
        // after a cancel the file is removed behind the subscriber's back
        await(() -> names(folder).equals(List.of("page.html")));
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    /** That no buffer is lost either is for the guard of the whole run to find. */
    @Test
    void cancellingAtAnyMomentLeavesNoFile(@TempDir Path folder) {
        Random random = new Random(31);
        Ends ends = ends().head();
        ends.server()
                .sendBody(Flux.range(0, Integer.MAX_VALUE).map(i -> buffer("some octets")))
                .subscribe(sent -> {}, reset -> {});
        for (int i = 0; i < 300; i++) {
            Disposable saving =
                    ends.reader().saveTo(folder.resolve("page.html")).subscribe();
            for (int spin = random.nextInt(20_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            saving.dispose();
        }
        ends.client().reset(Http2Error.CANCEL);
        await(() -> names(folder).isEmpty());
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheStep(@TempDir Path folder) {
        Ends ends = ends().head().send("a").end();
        StepVerifier.create(ends.reader().saveTo(folder.resolve("missing/page.html")))
                .expectError(IOException.class)
                .verify(PATIENCE);
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 9))).isEqualTo("a");
    }

    @Test
    void aTemporaryFileIsTheCallers() throws IOException {
        Ends ends = ends().head().send("a", "b").end();
        Path file = get(ends.reader().saveToTemporaryFile());
        assertThat(Files.readString(file)).isEqualTo("ab");
        Files.delete(file);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited too long").isNegative();
            Thread.onSpinWait();
        }
    }
}
