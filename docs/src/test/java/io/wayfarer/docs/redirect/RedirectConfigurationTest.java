/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.redirect.RedirectAttempt;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.docs.guide.YamlFile;

class RedirectConfigurationTest {

    private static final String YAML = "redirect/application.yml";
    private static final HttpUrl FROM = HttpUrl.parse("https://www.shop.example/");

    @Test
    void theRulesOfTheProperties() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class))
                .withInitializer(YamlFile.of(YAML))
                .run(context -> {
                    RedirectPolicy rules = context.getBean(RedirectPolicy.class);
                    assertThat(post302(rules, "https://api.shop.example/"))
                            .isInstanceOfSatisfying(
                                    RedirectDecision.Follow.class,
                                    follow -> assertThat(follow.method()).isEqualTo(HttpMethod.POST));
                    assertThat(post302(rules, "https://other.example/")).isInstanceOf(RedirectDecision.Refuse.class);
                    assertThat(post302(rules, "gopher://nowhere")).isInstanceOf(RedirectDecision.Stop.class);
                });
    }

    private static RedirectDecision post302(RedirectPolicy rules, String location) {
        HttpHeaders answer = new HttpHeaders();
        answer.set(HttpHeaders.LOCATION, location);
        return rules.decide(new RedirectAttempt(
                HttpMethod.POST,
                FROM,
                new HttpHeaders(),
                true,
                true,
                302,
                answer,
                List.of(new RedirectAttempt.Step(HttpMethod.POST, FROM, true, 0))));
    }
}
