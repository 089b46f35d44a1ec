/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.util.context.Context;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieFileSaver;
import io.wayfarer.client.cookie.CookieJars;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;
import io.wayfarer.docs.guide.YamlFile;

class CookieConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClientAutoConfiguration.class));

    @Test
    void aJarForEachEntryOfTheContext() {
        with("context.yml").run(context -> {
            CookieJars jars = context.getBean(CookieJars.class);
            Optional<CookieStore> hers = jars.jarToFill(Context.of("user", "ada"));
            assertThat(hers).isPresent();
            assertThat(jars.jar(Context.of("user", "ada"))).isEqualTo(hers);
            assertThat(jars.jar(Context.empty())).isEmpty();
        });
    }

    @Test
    void theJarInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cookies.txt");
        with("file.yml")
                .withPropertyValues("wayfarer.client.cookies.file=" + file)
                .run(context -> {
                    assertThat(context).hasSingleBean(CookieFileSaver.class);
                    context.getBean(CookieStore.class)
                            .add(Cookie.of("a", "1").host("shop.example").build());
                });
        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::name)
                .containsExactly("a");
    }

    private ApplicationContextRunner with(String name) {
        return runner.withInitializer(YamlFile.of("cookie/" + name));
    }
}
