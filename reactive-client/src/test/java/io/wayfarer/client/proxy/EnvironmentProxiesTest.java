/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class EnvironmentProxiesTest {

    private static Map<String, String> variables(String assignments) {
        Map<String, String> variables = new HashMap<>();
        for (String assignment : assignments.strip().split("\\s+", -1)) {
            if (!assignment.isEmpty()) {
                String[] pair = assignment.split("=", 2);
                variables.put(pair[0], pair[1]);
            }
        }
        return variables;
    }

    private static @Nullable Route route(String assignments, String url) {
        return EnvironmentProxies.of(variables(assignments)).select(HttpUrl.parse(url));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,                                                  http://a.example/,  -",
                "http_proxy=p:1,                                      http://a.example/,  http://p:1 (http_proxy)",
                "http_proxy=p:1,                                      https://a.example/, -",
                "http_proxy=u:pw@p:1,                                 http://a.example/,  http://***@p:1 (http_proxy)",
                "HTTP_PROXY=p:1,                                      http://a.example/,  -",
                "HTTP_PROXY=p:1,                                      ws://a.example/,    -",
                "http_proxy= HTTP_PROXY=p:1,                          http://a.example/,  -",
                "https_proxy=p:1 HTTPS_PROXY=p:2,                     https://a.example/, http://p:1 (https_proxy)",
                "HTTPS_PROXY=p:2,                                     https://a.example/, http://p:2 (HTTPS_PROXY)",
                "https_proxy= HTTPS_PROXY=p:2,                        https://a.example/, http://p:2 (HTTPS_PROXY)",
                "HTTPS_PROXY=p:2,                                     http://a.example/,  -",
                "all_proxy=socks5h://s ALL_PROXY=p:2,                 http://a.example/,  socks5h://s:1080 (all_proxy)",
                "ALL_PROXY=p:2 HTTP_PROXY=p:1,                        http://a.example/,  http://p:2 (ALL_PROXY)",
                "ALL_PROXY=p:2 https_proxy=p:1,                       https://a.example/, http://p:1 (https_proxy)",
                "ALL_PROXY=p:2,                                       wss://a.example/,   http://p:2 (ALL_PROXY)",
                "http_proxy=p:1,                                      ws://a.example/,    http://p:1 (http_proxy)",
                "http_proxy=p:1 all_proxy=p:2,                        wss://a.example/,   http://p:2 (all_proxy)",
                "HTTPS_PROXY=p:1,                                     wss://a.example/,   http://p:1 (HTTPS_PROXY)",
                "ws_proxy=p:1 http_proxy=p:2,                         ws://a.example/,    http://p:1 (ws_proxy)",
                "WSS_PROXY=p:1 https_proxy=p:2,                       wss://a.example/,   http://p:1 (WSS_PROXY)",
                "ws_proxy=p:1,                                        http://a.example/,  -",
                "http_proxy=p:1 no_proxy=.example,                    http://a.example/,  direct (no_proxy matches .example)",
                "http_proxy=p:1 NO_PROXY=a.example:80,                http://a.example/,  direct (NO_PROXY matches a.example:80)",
                "http_proxy=p:1 NO_PROXY=a.example:81,                http://a.example/,  http://p:1 (http_proxy)",
                "http_proxy=p:1 no_proxy=b NO_PROXY=a.example,        http://a.example/,  http://p:1 (http_proxy)",
                "http_proxy=p:1 no_proxy= NO_PROXY=a.example,         http://a.example/,  direct (NO_PROXY matches a.example)",
                "http_proxy=p:1 no_proxy=*,                           http://a.example/,  direct (no_proxy is *)",
                "http_proxy=p:1 no_proxy=127.0.0.0/8,                 http://2130706433/, direct (no_proxy matches 127.0.0.0/8)",
                "no_proxy=*,                                          http://a.example/,  -",
                "http_proxy=p:1 REQUEST_METHOD=GET,                   http://a.example/,  -",
                "http_proxy=p:1 GATEWAY_INTERFACE=CGI/1.1,            http://a.example/,  -",
                "CGI_HTTP_PROXY=p:3 http_proxy=p:1 REQUEST_METHOD=GET, http://a.example/, http://p:3 (CGI_HTTP_PROXY)",
                "CGI_HTTP_PROXY=p:3,                                  http://a.example/,  -",
                "https_proxy=p:1 REQUEST_METHOD=GET,                  https://a.example/, http://p:1 (https_proxy)"
            })
    void theRouteIsTheOneThatCurlTakes(String assignments, String url, String route) {
        assertThat(Objects.toString(route(assignments, url), "-")).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({"http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "wss_proxy"})
    void aBadValueIsRefusedByTheNameOfItsVariable(String variable) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentProxies.of(Map.of(variable, "http://u:s3cret@p:99999")))
                .withMessageStartingWith(variable + " has a port")
                .satisfies(e -> assertThat(e).message().doesNotContain("s3cret"));
    }

    @Test
    void aBadValueThatDoesNotCountIsNoFailure() {
        assertThat(route("HTTP_PROXY=ftp://x", "http://a.example/")).isNull();
    }

    @Test
    void isShownWithoutPasswords() {
        assertThat(EnvironmentProxies.of(variables("https_proxy=u:s3cret@p:1")))
                .hasToString("environment {https=http://***@p:1 (https_proxy), wss=http://***@p:1 (https_proxy)}");
    }

    @Test
    void laterChangesOfTheVariablesDoNotCount() {
        Map<String, String> variables = variables("http_proxy=p:1");
        EnvironmentProxies proxies = EnvironmentProxies.of(variables);
        variables.put("http_proxy", "p:2");
        assertThat(proxies.select(HttpUrl.parse("http://a.example/"))).hasToString("http://p:1 (http_proxy)");
    }
}
