/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.altsvc.AltSvcEntry;
import io.wayfarer.client.altsvc.AltSvcFile;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.url.Origin;

/** Alternatives of servers, as properties say, and the file that keeps them. */
class AltSvcPropertiesTest {

    private static final Origin SHOP = new Origin("https", "shop.example", 443);
    private static final List<String> FIELD = List.of("h2=\"alt.example:443\"");
    private static final String ON = "wayfarer.client.alt-svc.enabled=true";

    @TempDir
    private Path folder;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @Test
    void alternativesAreUsedByThoseAloneWhoWantThem() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(AltSvcStore.class);
            assertThat(names(context.getBean(ReactiveHttpClient.class))).doesNotContain("alt-svc");
        });
        runner.withPropertyValues(ON, "wayfarer.client.alt-svc.max-entries=1").run(context -> {
            assertThat(names(context.getBean(ReactiveHttpClient.class))).endsWith("proxy", "alt-svc");
            AltSvcStore store = context.getBean(AltSvcStore.class);
            store.learn(SHOP, FIELD, Duration.ZERO);
            store.learn(new Origin("https", "cafe.example", 443), FIELD, Duration.ZERO);
            assertThat(store.size()).isEqualTo(1);
        });
    }

    private static List<String> names(ReactiveHttpClient client) {
        return client.policies().hopPolicies().stream().map(each -> each.name()).toList();
    }

    @Test
    void alternativesAreReadAtTheStartAndSavedAtTheEnd() throws IOException {
        Path file = folder.resolve("state/alt-svc.txt");
        ApplicationContextRunner kept = runner.withPropertyValues(ON, "wayfarer.client.alt-svc.file=" + file);
        kept.run(context -> {
            context.getBean(AltSvcStore.class).learn(SHOP, FIELD, Duration.ZERO);
            assertThat(file).as("not before its time").doesNotExist();
        });
        assertThat(AltSvcFile.read(file).entries())
                .extracting(AltSvcEntry::origin)
                .containsExactly(SHOP);

        kept.run(context -> {
            context.getBean(ReactiveHttpClient.class);
            assertThat(context.getBean(AltSvcStore.class).alternatives(SHOP)).hasSize(1);
        });
    }

    @Test
    void aNamedClientHasAStoreAndAFileOfItsOwn() throws IOException {
        Path shared = folder.resolve("shared.txt");
        Path crm = folder.resolve("crm.txt");
        Files.writeString(crm, "h1 crm.example 443 h2 alt.example 443 \"20991231 00:00:00\" 0 0\n");
        runner.withPropertyValues(
                        ON,
                        "wayfarer.client.alt-svc.file=" + shared,
                        "wayfarer.clients.crm.alt-svc.file=" + crm,
                        "wayfarer.clients.erp.alt-svc.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    AltSvcStore store =
                            context
                                    .getBean("wayfarerClient.crm", ReactiveHttpClient.class)
                                    .policies()
                                    .hopPolicies()
                                    .stream()
                                    .filter(AltSvcPolicy.class::isInstance)
                                    .map(policy -> ((AltSvcPolicy) policy).store())
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(store.snapshot())
                            .extracting(entry -> entry.origin().host())
                            .containsExactly("crm.example");
                    assertThat(names(context.getBean("wayfarerClient.erp", ReactiveHttpClient.class)))
                            .doesNotContain("alt-svc");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    enabled=false | alt-svc.file       | no alternatives are remembered that could be kept in a file
                    save-delay=0s | alt-svc.save-delay | it is not between 1 ms and 24 days
                    max-entries=0 | alt-svc.max-entries | it is less than 1
                    """)
    void whatCannotWorkStopsTheStart(String setting, String property, String reason) {
        runner.withPropertyValues(
                        ON,
                        "wayfarer.client.alt-svc.file=" + folder.resolve("a.txt"),
                        "wayfarer.client.alt-svc." + setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("wayfarer.client." + property)
                        .hasMessageContaining(reason));
    }
}
