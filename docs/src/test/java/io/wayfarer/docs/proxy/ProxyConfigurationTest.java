/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.docs.guide.YamlFile;

class ProxyConfigurationTest {

    private static final String YAML = "proxy/application.yml";

    @Test
    void theRulesOfTheProperties() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class))
                .withInitializer(YamlFile.of(YAML))
                .run(context -> {
                    RouteSelector proxies = context.getBean(RouteSelector.class);
                    assertThat(proxies.select(HttpUrl.parse("https://www.corp.example/")))
                            .hasToString("direct (wayfarer.client.proxy.rules[0] matches corp.example)");
                    assertThat(proxies.select(HttpUrl.parse("https://partner.example/")))
                            .hasToString("http://a.partner.example:3128, http://b.partner.example:3128"
                                    + " (wayfarer.client.proxy.rules[1] matches partner.example)");
                    assertThat(proxies.select(HttpUrl.parse("http://partner.example/")))
                            .hasToString("http://proxy.corp.example:3128 (wayfarer.client.proxy.url)");
                    assertThat(proxies.select(HttpUrl.parse("http://db.internal/")))
                            .hasToString("direct (wayfarer.client.proxy.no-proxy matches .internal)");
                });
    }
}
