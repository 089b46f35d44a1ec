/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;

class FileMemoryTest {

    private final AtomicLong now = new AtomicLong();
    private final FileMemory memory = new FileMemory(100_000, now::get);

    private static FoundFile file(int length) {
        return new FoundFile(representation(length, new MemoryContent(new byte[length])), List.of());
    }

    private static Representation representation(int length, Content content) {
        return new Representation(null, length, Validators.NONE, HttpHeaders.EMPTY, content);
    }

    private @Nullable FoundFile kept(String path, int depth) {
        FileMemory.Kept kept = memory.get(path, depth);
        return kept == null ? null : kept.file();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "999, true", "1000, false", "1001, false"})
    void aFileIsKeptForOneSecond(long millis, boolean there) {
        FoundFile file = file(10);
        memory.put("/a", 1, file);
        pass(Duration.ofMillis(millis));
        assertThat(kept("/a", 1)).isEqualTo(there ? file : null);
    }

    @Test
    void oneOfThoseWhoAskInItsSecondHalfIsToLookAgain() {
        memory.put("/a", 1, file(10));
        FileMemory.Kept kept = Objects.requireNonNull(memory.get("/a", 1));
        pass(Duration.ofMillis(499));
        assertThat(memory.wantsRenewal(kept)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(memory.wantsRenewal(kept)).isTrue();
        assertThat(memory.wantsRenewal(kept)).isFalse();
    }

    @Test
    void aFileThatIsGoneIsForgotten() {
        memory.put("/a", 1, file(10));
        memory.remove("/a");
        memory.remove("/b");
        assertThat(kept("/a", 1)).isNull();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void aRouteDoesNotGetWhatAnotherFoundAtTheSamePath() {
        memory.put("/a", 1, file(10));
        assertThat(kept("/a", 2)).isNull();
        assertThat(kept("/b", 1)).isNull();
    }

    @Test
    void whatIsNotWhollyInMemoryIsNotKept() {
        Content disk = new ResourceContent(new ByteArrayResource(new byte[10]));
        memory.put(
                "/a",
                1,
                new FoundFile(representation(10, new MemoryContent(new byte[10])), List.of(representation(10, disk))));
        assertThat(kept("/a", 1)).isNull();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void itNeverHoldsMoreThanItsBound() {
        for (int i = 0; i < 1_000; i++) {
            memory.put("/" + i, 1, file(i * 37 % 20_000));
            assertThat(memory.bytes()).isLessThanOrEqualTo(100_000);
            pass(Duration.ofMillis(i % 3 * 200L));
        }
    }

    @Test
    void whatIsOldGoesFirst() {
        memory.put("/old", 1, file(50_000));
        pass(Duration.ofSeconds(1));
        memory.put("/young", 1, file(20_000));
        memory.put("/new", 1, file(30_000));
        assertThat(kept("/young", 1)).isNotNull();
        assertThat(kept("/new", 1)).isNotNull();
    }

    @Test
    void aFileThatIsReadAgainTakesItsOldPlace() {
        memory.put("/a", 1, file(40_000));
        long once = memory.bytes();
        memory.put("/a", 1, file(40_000));
        assertThat(memory.bytes()).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({"65536, 1000000, true", "65537, 1000000, false", "0, 0, false", "10, 100, false"})
    void itTakesSmallFilesAlone(long length, long mostBytes, boolean taken) {
        assertThat(new FileMemory(mostBytes, now::get).takes(length)).isEqualTo(taken);
    }
}
