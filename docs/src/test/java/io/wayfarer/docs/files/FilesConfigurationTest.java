/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import io.wayfarer.autoconfigure.server.file.ServerFilesAutoConfiguration;
import io.wayfarer.docs.guide.YamlFile;
import io.wayfarer.server.route.Routes;

class FilesConfigurationTest {

    @Test
    void foldersThatPropertiesNameAreRoutes() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ServerFilesAutoConfiguration.class))
                .withInitializer(YamlFile.of("files/folders.yml"))
                .run(context -> assertThat(context.getBean(Routes.class).toString())
                        .contains("/downloads/**", "/docs/**")
                        .doesNotContain("/manual"));
    }
}
