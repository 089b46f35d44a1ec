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
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.hsts.HstsEntry;
import io.wayfarer.client.hsts.HstsFile;
import io.wayfarer.client.hsts.HstsFileSaver;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;

/** Known HSTS hosts, as properties say, and the file that keeps them. */
class HstsPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String YEAR = "max-age=31536000; includeSubDomains";

    @TempDir
    private Path folder;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @Test
    void hstsHostsAndThePreloadListAreKnownFromTheStart() {
        runner.withPropertyValues(
                        "wayfarer.client.hsts.hosts=.corp.example,shop.example", "wayfarer.client.hsts.preload=true")
                .run(context -> {
                    HstsStore store = context.getBean(HstsStore.class);
                    assertThat(store.check("a.corp.example")).isTrue();
                    assertThat(store.check("shop.example")).isTrue();
                    assertThat(store.check("a.shop.example")).isFalse();
                    assertThat(store.check("anything.dev")).isTrue();
                });
        runner.run(context -> assertThat(context.getBean(HstsStore.class).check("anything.dev"))
                .isFalse());
        runner.withPropertyValues("wayfarer.client.hsts.hosts=Not A Host")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("wayfarer.client.hsts.hosts"));
    }

    @Test
    void hostsAreReadAtTheStartAndSavedAtTheEndForTheirOwnersEyes() throws IOException {
        Path file = folder.resolve("state/hsts.txt");
        ApplicationContextRunner kept = runner.withPropertyValues(
                "wayfarer.client.hsts.file=" + file,
                "wayfarer.client.hsts.save-delay=1h",
                "wayfarer.client.hsts.hosts=.corp.example",
                "wayfarer.client.hsts.preload=true");
        kept.run(context -> {
            HstsStore store = context.getBean(HstsStore.class);
            assertThat(store.learn("shop.example", YEAR)).isTrue();
            assertThat(file).as("not before its time").doesNotExist();
        });
        assertThat(HstsFile.read(file).entries())
                .as("what was learnt, and neither the list nor the property")
                .extracting(HstsEntry::host)
                .containsExactly("shop.example");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        kept.run(context -> {
            HstsStore store = context.getBean(HstsStore.class);
            assertThat(store.check("www.shop.example")).isTrue();
            store.learn("shop.example", "max-age=0");
        });
        assertThat(HstsFile.read(file).entries()).isEmpty();
    }

    @Test
    void aHostIsSavedAfterTheDelayWhileTheApplicationRuns() {
        Path file = folder.resolve("hsts.txt");
        runner.withPropertyValues("wayfarer.client.hsts.file=" + file, "wayfarer.client.hsts.save-delay=10ms")
                .run(context -> {
                    HstsStore store = context.getBean(HstsStore.class);
                    store.learn("shop.example", YEAR);
                    Instant end = Instant.now().plus(PATIENCE);
                    while (!Files.exists(file) && Instant.now().isBefore(end)) {
                        Thread.onSpinWait();
                    }
                    assertThat(HstsFile.read(file).entries()).hasSize(1);
                    store.learn("cafe.example", YEAR);
                    context.getBean(HstsFileSaver.class).save();
                    assertThat(HstsFile.read(file).entries())
                            .as("at once, on demand")
                            .hasSize(2);
                });
    }

    @Test
    void theApplicationsOwnStoreIsKeptInTheFileToo() throws IOException {
        Path file = folder.resolve("hsts.txt");
        runner.withBean(HstsStore.class, InMemoryHstsStore::new)
                .withPropertyValues("wayfarer.client.hsts.file=" + file)
                .run(context -> context.getBean(HstsStore.class).learn("shop.example", YEAR));

        assertThat(HstsFile.read(file).entries()).hasSize(1);
    }

    @Test
    void aNamedClientHasAFileOfItsOwnOrNone() throws IOException {
        Path shared = folder.resolve("shared.txt");
        Path crm = folder.resolve("crm.txt");
        Files.writeString(crm, "crm.example \"unlimited\"\n");
        runner.withPropertyValues(
                        "wayfarer.client.hsts.file=" + shared,
                        "wayfarer.clients.crm.hsts.file=" + crm,
                        "wayfarer.clients.erp.versions=HTTP/1.1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean("wayfarerClient.crm");
                    context.getBean("wayfarerClient.erp");
                    context.getBean(HstsStore.class).learn("shop.example", YEAR);
                });

        assertThat(HstsFile.read(shared).entries()).extracting(HstsEntry::host).containsExactly("shop.example");
        assertThat(HstsFile.read(crm).entries()).extracting(HstsEntry::host).containsExactly("crm.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    enabled=false | hsts.file       | no servers are remembered that could be kept in a file
                    save-delay=0s | hsts.save-delay | it is not between 1 ms and 24 days
                    max-entries=0 | hsts.max-entries | it is less than 1
                    """)
    void whatCannotWorkStopsTheStart(String setting, String property, String reason) {
        InvalidPropertyException failure =
                failure("wayfarer.client.hsts." + setting, "wayfarer.client.hsts.file=" + folder.resolve("hsts.txt"));
        assertThat(failure.property()).isEqualTo("wayfarer.client." + property);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void aFileOfCookiesCannotKeepHostsAsWell() {
        Path file = folder.resolve("state.txt");
        assertThat(failure("wayfarer.client.hsts.file=" + file, "wayfarer.client.cookies.file=" + file))
                .hasMessageContaining(
                        " names the same file, and the two would overwrite each other. Give each of them a file of its"
                                + " own.");
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart() throws IOException {
        Path file = Files.createDirectory(folder.resolve("hsts.txt"));
        assertThat(failure("wayfarer.client.hsts.file=" + file))
                .hasMessageStartingWith("wayfarer.client.hsts.file: \"" + file + "\": it cannot be used: ");
    }

    private InvalidPropertyException failure(String... properties) {
        InvalidPropertyException[] found = new InvalidPropertyException[1];
        runner.withPropertyValues(properties).run(context -> {
            for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
                if (t instanceof InvalidPropertyException invalid) {
                    found[0] = invalid;
                }
            }
        });
        return Objects.requireNonNull(found[0], "the context starts");
    }
}
