/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.client.file.KilledProcess;

/** A process that saves its hosts without pause is killed, again and again. */
class HstsFileCrashTest {

    private static final int KILLS = 8;
    private static final int HOSTS = 150;

    /** Each generation lets all hosts expire a day later. */
    private static final Instant FIRST = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aProcessKilledAtAnyMomentLeavesTheOldOrTheNewFile() throws Exception {
        Path file = folder.resolve("hsts.txt");
        Random random = new Random(6797);
        int generation = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int saved = KilledProcess.lastSaved(Saving.class, file, random.nextInt(120));
            HstsFile.Contents contents = HstsFile.read(file);

            assertThat(contents.badLines()).as("kill %s", kill).isZero();
            assertThat(contents.entries()).as("kill %s", kill).hasSize(HOSTS);
            List<Instant> expiries = contents.entries().stream()
                    .map(HstsEntry::expires)
                    .distinct()
                    .toList();
            assertThat(expiries).as("of one save only").hasSize(1);
            int found = Saving.generation(expiries.get(0));
            assertThat(found).as("what was saved stays saved").isBetween(saved, saved + 1);
            assertThat(found).isGreaterThan(generation);
            generation = found;
        }
    }

    /** The process. */
    static final class Saving {

        private Saving() {}

        static int generation(Instant expiry) {
            return (int) Duration.between(FIRST, expiry).toDays();
        }

        public static void main(String[] args) throws IOException {
            HstsStore store = new InMemoryHstsStore();
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
            HstsFileSaver saver = HstsFileSaver.start(store, Path.of(args[0]), Duration.ofDays(1), executor);
            int generation = store.snapshot().stream()
                    .findFirst()
                    .map(entry -> generation(entry.expires()))
                    .orElse(0);
            while (true) {
                generation++;
                for (int i = 0; i < HOSTS; i++) {
                    store.put(new HstsEntry("h" + i + ".example", i % 2 == 0, FIRST.plus(Duration.ofDays(generation))));
                }
                saver.save();
                System.out.println(generation + ".");
            }
        }
    }
}
