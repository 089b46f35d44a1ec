/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.client.url.HttpUrl;

class CookieFileSaverTest {

    private static final CookieContext SHOP = CookieContext.of(HttpUrl.parse("https://shop.example/"));

    @TempDir
    private Path folder;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final CookieStore store = new InMemoryCookieStore();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void whatOneRunKeptTheNextOneFinds() throws IOException {
        Path file = folder.resolve("cookies.txt");
        try (CookieFileSaver saver = start(file, false, Duration.ofHours(1))) {
            store.store(SHOP, List.of("kept=1; Max-Age=3600", "session=2"));
            assertThat(saver).isNotNull();
            assertThat(file).as("not before its time").doesNotExist();
        }

        CookieStore next = new InMemoryCookieStore();
        CookieFileSaver.start(next, file, false, Duration.ofHours(1), executor).close();

        assertThat(next.lookup(SHOP)).extracting(Cookie::pair).containsExactly("kept=1");
    }

    @Test
    void sessionCookiesAreKeptOnDemand() throws IOException {
        Path file = folder.resolve("cookies.txt");
        start(file, true, Duration.ofHours(1)).close();
        CookieFileSaver saver = start(file, true, Duration.ofHours(1));
        store.store(SHOP, List.of("session=2"));
        saver.close();

        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::name)
                .containsExactly("session");
    }

    @Test
    void afterTheEndNothingIsWrittenThoughAWriteWasDue() throws Exception {
        Path file = folder.resolve("cookies.txt");
        CookieFileSaver saver = start(file, true, Duration.ofMillis(20));
        store.store(SHOP, List.of("session=2"));
        saver.close();
        Files.delete(file);

        executor.schedule(() -> {}, 40, TimeUnit.MILLISECONDS).get();

        assertThat(file).doesNotExist();
    }

    @Test
    void manyChangesMakeOneWriteAndALaterOneAnother() throws Exception {
        Path file = folder.resolve("cookies.txt");
        ScheduledThreadPoolExecutor counting = new ScheduledThreadPoolExecutor(1);
        try (CookieFileSaver saver = CookieFileSaver.start(store, file, true, Duration.ofMillis(1), counting)) {
            assertThat(saver).isNotNull();
            // The only thread is kept busy, so that nothing is written before all changes are made.
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch changed = new CountDownLatch(1);
            counting.execute(() -> {
                busy.countDown();
                await(changed);
            });
            await(busy);
            for (int i = 0; i < 100; i++) {
                store.store(SHOP, List.of("n" + i + "=1"));
            }
            assertThat(counting.getQueue()).hasSize(1);
            changed.countDown();
            counting.submit(() -> {}).get(5, TimeUnit.SECONDS);
            counting.schedule(() -> {}, 5, TimeUnit.MILLISECONDS).get(5, TimeUnit.SECONDS);
            assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(100);

            store.store(SHOP, List.of("later=1"));
            counting.schedule(() -> {}, 5, TimeUnit.MILLISECONDS).get(5, TimeUnit.SECONDS);
            assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(101);
        } finally {
            counting.shutdownNow();
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsAnErrorOfTheCallerAloneAndTheJarGoesOn() throws IOException {
        Path file = folder.resolve("missing").resolve("cookies.txt");
        CookieFileSaver saver = start(file, true, Duration.ZERO);
        store.store(SHOP, List.of("a=1"));

        assertThatThrownBy(saver::save)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cookies.txt could not be written");
        assertThat(store.lookup(SHOP)).hasSize(1);

        Files.createDirectory(folder.resolve("missing"));
        saver.close();
        assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(1);
    }

    @Test
    void anExecutorThatIsGoneCostsTheExchangeNothing() throws IOException {
        CookieFileSaver saver = start(folder.resolve("cookies.txt"), true, Duration.ZERO);
        executor.shutdownNow();

        assertThat(store.store(SHOP, List.of("a=1"))).hasSize(1);
        saver.close();
        assertThat(NetscapeCookieFile.read(folder.resolve("cookies.txt")).cookies())
                .hasSize(1);
    }

    @Test
    void whatACrashLeftBesideTheFileIsRemovedAndNothingElse() throws IOException {
        Path file = Files.createFile(folder.resolve("cookies.txt"));
        Path left = Files.createFile(folder.resolve(".cookies.txt.17.tmp"));
        Path others = Files.createFile(folder.resolve(".cookies.json.17.tmp"));
        for (Path old : List.of(file, left, others)) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }
        Path young = Files.createFile(folder.resolve(".cookies.txt.18.tmp"));

        start(file, true, Duration.ofHours(1)).close();

        assertThat(left).doesNotExist();
        assertThat(List.of(file, others, young))
                .allSatisfy(each -> assertThat(each).exists());
    }

    private CookieFileSaver start(Path file, boolean sessionCookies, Duration delay) throws IOException {
        return CookieFileSaver.start(store, file, sessionCookies, delay, executor);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
