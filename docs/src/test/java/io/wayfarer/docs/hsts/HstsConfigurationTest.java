/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.autoconfigure.server.hsts.ServerHstsAutoConfiguration;
import io.wayfarer.client.hsts.HstsEntry;
import io.wayfarer.client.hsts.HstsFile;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.docs.guide.YamlFile;
import io.wayfarer.server.hsts.HstsFilter;

class HstsConfigurationTest {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class, ServerHstsAutoConfiguration.class));

    @Test
    void hostsInAFileBesideThoseKnownFromTheStart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("hsts.txt");
        runner.withInitializer(YamlFile.of("hsts/client.yml"))
                .withPropertyValues("wayfarer.client.hsts.file=" + file)
                .run(context -> {
                    HstsStore store = context.getBean(HstsStore.class);
                    assertThat(store.check("wiki.corp.example")).isTrue();
                    assertThat(store.check("anything.dev")).isTrue();
                    store.learn("bank.example", "max-age=3600");
                });
        assertThat(HstsFile.read(file).entries()).extracting(HstsEntry::host).containsExactly("bank.example");
    }

    @Test
    void theServersFilter() {
        runner.withInitializer(YamlFile.of("hsts/server.yml"))
                .run(context -> assertThat(context.getBean(HstsFilter.class))
                        .hasToString("max-age=31536000; includeSubDomains, http to https on port 443"));
    }
}
