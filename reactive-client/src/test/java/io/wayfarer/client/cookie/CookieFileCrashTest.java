/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.client.file.KilledProcess;
import io.wayfarer.client.url.HttpUrl;

/** A process that saves its jar without pause is killed, again and again. */
class CookieFileCrashTest {

    private static final int KILLS = 12;
    private static final int COOKIES = 150;

    @TempDir
    private Path folder;

    @Test
    void aProcessKilledAtAnyMomentLeavesTheOldOrTheNewFile() throws Exception {
        Path file = folder.resolve("cookies.txt");
        Random random = new Random(4711);
        int generation = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int saved = KilledProcess.lastSaved(Saving.class, file, random.nextInt(120));
            NetscapeCookieFile.Contents contents = NetscapeCookieFile.read(file);

            assertThat(contents.badLines()).as("kill %s", kill).isZero();
            assertThat(contents.cookies()).as("kill %s", kill).hasSize(COOKIES);
            List<String> values =
                    contents.cookies().stream().map(Cookie::value).distinct().toList();
            assertThat(values).as("of one save only").hasSize(1);
            int found = Integer.parseInt(values.get(0));
            assertThat(found).as("what was saved stays saved").isBetween(saved, saved + 1);
            assertThat(found).isGreaterThan(generation);
            generation = found;
        }
    }

    /** The process: each generation gives all cookies one value. */
    static final class Saving {

        private Saving() {}

        public static void main(String[] args) throws IOException {
            CookieContext context = CookieContext.of(HttpUrl.parse("https://shop.example/"));
            CookieStore store = new InMemoryCookieStore();
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
            CookieFileSaver saver = CookieFileSaver.start(store, Path.of(args[0]), true, Duration.ofDays(1), executor);
            int generation = store.get("shop.example", "/", "n0")
                    .map(cookie -> Integer.parseInt(cookie.value()))
                    .orElse(0);
            while (true) {
                int next = ++generation;
                store.store(
                        context,
                        IntStream.range(0, COOKIES)
                                .mapToObj(i -> "n" + i + "=" + next)
                                .toList());
                saver.save();
                System.out.println(next + ".");
            }
        }
    }
}
