/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.PeerProgram;

/** Variables of the environment: this program and curl take the same way. */
class CurlEnvironmentTests {

    private static TestSite site;
    private static TestSite secure;
    private static LoopbackProxy first;
    private static LoopbackProxy second;

    @BeforeAll
    static void open() {
        site = TestSite.start();
        secure = TestSite.startTls();
        first = LoopbackProxy.start();
        second = LoopbackProxy.start();
    }

    @AfterAll
    static void close() {
        second.close();
        first.close();
        secure.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "http_proxy=1,                                   http,  first",
                "HTTP_PROXY=1,                                   http,  direct",
                "http_proxy= HTTP_PROXY=1,                       http,  direct",
                "http_proxy=1,                                   https, direct",
                "https_proxy=1,                                  https, first",
                "HTTPS_PROXY=1,                                  https, first",
                "https_proxy=1 HTTPS_PROXY=2,                    https, first",
                "https_proxy=1,                                  http,  direct",
                "all_proxy=1,                                    http,  first",
                "ALL_PROXY=1,                                    https, first",
                "all_proxy=1 ALL_PROXY=2,                        http,  first",
                "all_proxy=1 http_proxy=2,                       http,  second",
                "ALL_PROXY=1 https_proxy=2,                      https, second",
                "http_proxy=1 no_proxy=127.0.0.1,                http,  direct",
                "http_proxy=1 NO_PROXY=127.0.0.1,                http,  direct",
                "http_proxy=1 no_proxy=*,                        http,  direct",
                "http_proxy=1 no_proxy=127.0.0.0/8,              http,  direct",
                "http_proxy=1 no_proxy=128.0.0.0/8,              http,  first",
                "http_proxy=1 no_proxy=a.example NO_PROXY=127.0.0.1, http, first",
                "all_proxy=1 no_proxy=b.example;127.0.0.1,       https, direct"
            })
    void leadTheSameWay(String assignments, String scheme, String way) throws Exception {
        Map<String, String> variables = new HashMap<>();
        for (String assignment : assignments.split(" ", -1)) {
            String[] pair = assignment.split("=", 2);
            variables.put(
                    pair[0],
                    switch (pair[1]) {
                        case "1" -> first.uri().toString();
                        case "2" -> second.uri().toString();
                        default -> pair[1].replace(';', ',');
                    });
        }
        String url = (scheme.equals("https") ? secure : site).url("/hello");

        assertThat(Run.fetch(variables, "", "-k", url)).isEqualTo(new Run(0, "hello\n", ""));
        assertThat(wayTaken()).isEqualTo(way);

        curl(variables, url);
        assertThat(wayTaken()).as("of curl").isEqualTo(way);
    }

    private static void curl(Map<String, String> variables, String url) throws Exception {
        List<String> command = new ArrayList<>(List.of(PeerProgram.installed("curl", "curl"), "-q", "-s", "-k", url));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello\n");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static String wayTaken() {
        String way = !first.requests().isEmpty() ? "first" : !second.requests().isEmpty() ? "second" : "direct";
        first.forgetRequests();
        second.forgetRequests();
        return way;
    }
}
