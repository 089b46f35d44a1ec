/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieFileSaver;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;

/** The file that keeps the jar, as properties say, against a real server. */
class CookieFilePropertiesTest extends CookiePropertiesCase {

    @Test
    void theJarIsReadAtTheStartAndSavedAtTheEndWithoutWhatEndsWithTheSession() throws IOException {
        Path file = folder.resolve("state/cookies.txt");
        ReactiveWebApplicationContextRunner kept = runner.withPropertyValues(
                "wayfarer.client.cookies.file=" + file, "wayfarer.client.cookies.save-delay=1h");
        kept.run(context -> {
            Face.OWN.cookies(context, url(), null);
            assertThat(file).as("not before its time").doesNotExist();
        });
        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::pair)
                .containsExactly("visit=1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        kept.run(context -> assertThat(Face.OWN.cookies(context, url(), null)).isEqualTo("visit=1"));
        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::pair)
                .containsExactly("visit=2");
    }

    @Test
    void sessionCookiesAreKeptWhenAsked() throws IOException {
        Path file = folder.resolve("cookies.txt");
        runner.withPropertyValues(
                        "wayfarer.client.cookies.file=" + file, "wayfarer.client.cookies.keep-session-cookies=true")
                .run(context -> Face.OWN.cookies(context, url(), null));

        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::name)
                .containsExactlyInAnyOrder("visit", "session");
    }

    @Test
    void aChangeIsSavedAfterTheDelayWhileTheApplicationRuns() {
        Path file = folder.resolve("cookies.txt");
        runner.withPropertyValues("wayfarer.client.cookies.file=" + file, "wayfarer.client.cookies.save-delay=10ms")
                .run(context -> {
                    Face.OWN.cookies(context, url(), null);
                    Instant end = Instant.now().plus(PATIENCE);
                    while (!Files.exists(file) && Instant.now().isBefore(end)) {
                        Thread.onSpinWait();
                    }
                    assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(1);
                    context.getBean(CookieStore.class)
                            .add(Cookie.of("more", "1")
                                    .host("shop.example")
                                    .expiry(Instant.now().plusSeconds(60))
                                    .build());
                    context.getBean(CookieFileSaver.class).save();
                    assertThat(NetscapeCookieFile.read(file).cookies())
                            .as("at once, on demand")
                            .hasSize(2);
                });
    }

    @Test
    void theApplicationsOwnJarIsKeptInTheFileToo() throws IOException {
        Path file = folder.resolve("cookies.txt");
        runner.withBean(CookieStore.class, InMemoryCookieStore::new)
                .withPropertyValues("wayfarer.client.cookies.file=" + file)
                .run(context -> Face.OWN.cookies(context, url(), null));

        assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(1);
    }

    @Test
    void aNamedClientHasAFileOfItsOwnOrNone() throws IOException {
        Path shared = folder.resolve("shared.txt");
        Path crm = folder.resolve("crm.txt");
        runner.withPropertyValues(
                        "wayfarer.client.cookies.file=" + shared,
                        "wayfarer.clients.crm.cookies.file=" + crm,
                        "wayfarer.clients.erp.versions=HTTP/1.1")
                .run(context -> {
                    for (String name : List.of("crm", "erp")) {
                        context.getBean("wayfarerClient." + name, ReactiveHttpClient.class)
                                .get(url())
                                .bodyAsString()
                                .block(PATIENCE);
                    }
                });

        assertThat(NetscapeCookieFile.read(shared).cookies()).isEmpty();
        assertThat(NetscapeCookieFile.read(crm).cookies())
                .extracting(Cookie::pair)
                .containsExactly("visit=1");
    }

    @Test
    void aFileWithoutASharedJarStopsTheStart() {
        for (String scope : List.of("context", "none")) {
            assertThat(failure("wayfarer.client.cookies.scope=" + scope, "wayfarer.client.cookies.file=c.txt"))
                    .hasMessage("wayfarer.client.cookies.file: \"c.txt\": only the jar of the scope \"application\" is"
                            + " kept in a file. Remove it, or set wayfarer.client.cookies.scope to application.");
        }
    }

    @Test
    void twoClientsWithOneFileStopTheStart() {
        Path file = folder.resolve("cookies.txt");
        assertThat(failure(
                        "wayfarer.clients.crm.cookies.file=" + file,
                        "wayfarer.clients.erp.cookies.file=" + folder.resolve("sub/../cookies.txt")))
                .hasMessage("wayfarer.clients.erp.cookies.file: \"" + file + "\": wayfarer.clients.crm.cookies.file"
                        + " names the same file, and the two would overwrite each other. Give each of them a file of"
                        + " its own.");
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart() throws IOException {
        Path file = Files.createDirectory(folder.resolve("cookies.txt"));
        assertThat(failure("wayfarer.client.cookies.file=" + file))
                .hasMessageStartingWith("wayfarer.client.cookies.file: \"" + file + "\": it cannot be used: ")
                .hasMessageEndingWith(
                        ". Name a file that the application may read and write, in a folder it may write" + " to.");
    }
}
