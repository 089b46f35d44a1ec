/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.wayfarer.client.hop.Route;

class NoProxyTest {

    static List<Arguments> conformance() throws IOException {
        try (InputStream in = NoProxyTest.class.getResourceAsStream("/conformance/no-proxy/cases.json")) {
            List<Arguments> cases = new ArrayList<>();
            for (JsonNode one : new JsonMapper().readTree(Objects.requireNonNull(in))) {
                cases.add(Arguments.of(
                        one.get("host").asString(""),
                        one.get("no_proxy").asString(""),
                        one.get("bypass").asBoolean()));
            }
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("conformance")
    void decidesAsCurlDoes(String host, String list, boolean direct) {
        assertThat(NoProxy.parse("no_proxy", list).match(host, 80) != null).isEqualTo(direct);
    }

    @Test
    void allCasesOfCurlAreThere() throws IOException {
        assertThat(conformance()).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a.example,      80,   *,                          true",
                "a.example,      80,   ` * `,                      true",
                "10.0.0.1,       80,   *,                          true",
                "a.example,      80,   `b.example,*`,              false",
                "a.example,      80,   *.example,                  false",
                "ba.example,     80,   a.example,                  false",
                "A.Example,      80,   a.EXAMPLE,                  true",
                "a.example,      8080, a.example:8080,             true",
                "a.example,      80,   a.example:8080,             false",
                "www.a.example,  8080, .a.example:8080,            true",
                "10.0.0.1,       8080, 10.0.0.1:8080,              true",
                "10.0.0.1,       80,   10.0.0.1:8080,              false",
                "[::1],          443,  [::1]:443,                  true",
                "[::1],          80,   [::1]:443,                  false",
                "[::1],          80,   [::1],                      true",
                "[::1],          80,   ::1,                        true",
                "[::1],          80,   0:0:0:0:0:0:0:1,            true",
                "[::1],          80,   ::/0,                       true",
                "[::1],          80,   0.0.0.0/0,                  false",
                "10.0.0.1,       80,   0.0.0.0/0,                  true",
                "10.0.0.1,       80,   10.0.0.0/30,                true",
                "10.0.0.1,       80,   10.0.0.2/31,                false",
                "10.0.0.4,       80,   10.0.0.0/30,                false",
                "[::ffff:a00:1], 80,   10.0.0.1,                   false",
                "[::ffff:a00:1], 80,   ::ffff:10.0.0.1,            true",
                "10.0.0.1,       80,   0.0.1,                      false",
                "a.example,      80,   a.example:0,                false",
                "a.example,      80,   a.example:70000,            false",
                "a.example,      80,   a.example:http,             false",
                "a.example,      80,   a.example/8,                false",
                "a.example,      80,   .,                          false",
                "a.example,      80,   `,,`,                       false",
                "a.example,      80,   `,, a.example`,             true",
                "a.example,      80,   `b.example a.example`,      false",
                "10.0.0.1,       80,   10.0.0.1/,                  false",
                "10.0.0.1,       80,   10.0.0.01,                  false",
                "[1::2],         80,   1::2::,                     false",
                "[1::2],         80,   1:0:0:0:0:0:0:0:2,          false",
                "[1::2],         80,   1::x,                       false",
                "[1::2],         80,   ]1::2[,                     false"
            })
    void decidesEachFormOfAnEntry(String host, int port, String list, boolean direct) {
        assertThat(NoProxy.parse("no_proxy", list).match(host, port) != null).isEqualTo(direct);
    }

    @Test
    void saysWhichEntryItWas() {
        HostRoutes list = NoProxy.parse("NO_PROXY", "b.example, .a.example");
        assertThat(list.match("www.a.example", 80)).isEqualTo(new Route(null, "NO_PROXY matches .a.example"));
        assertThat(NoProxy.parse("no_proxy", "*").match("a", 1)).isEqualTo(new Route(null, "no_proxy is *"));
        assertThat(HostRoutes.NONE.match("a", 1)).isNull();
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(1614);
        String alphabet = "a1.:/[]*, \t\0\r\n\u00e4\ud800%fF0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder noise = new StringBuilder();
            for (int n = random.nextInt(16); n > 0; n--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            HostRoutes list = NoProxy.parse("no_proxy", noise.toString());
            list.match("a.example", 80);
            list.match("[::1]", 80);
            list.match(noise.reverse().toString(), 80);
        }
        assertThat(NoProxy.parse("no_proxy", "a.".repeat(32 * 1024)).match("a.example", 80))
                .isNull();
    }
}
