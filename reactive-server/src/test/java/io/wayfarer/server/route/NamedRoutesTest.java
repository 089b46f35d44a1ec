/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedRoutesTest {

    private static final Routes ROUTES = Routes.of(r -> r.get("/", text("x"))
            .named("home")
            .get("/items/{id:[0-9]+}/parts/{part}", text("x"))
            .named("part")
            .get("/data/**", text("x"))
            .named("data")
            .get("/a b/{*rest}", text("x"))
            .named("rest"));

    @ParameterizedTest
    @CsvSource({
        "part, '7,screw', /items/7/parts/screw",
        "part, '7,a b/ü;x', /items/7/parts/a%20b%2F%C3%BC%3Bx",
        "data, 'x/y z', /data/x/y%20z",
        "data, '/x', /data/x",
        "data, '', /data",
        "rest, 'q?', /a%20b/q%3F",
    })
    void theVariablesAreFilledInAndEncoded(String name, String values, String path) {
        assertThat(ROUTES.urlTo(name, (Object[]) values.split(",", -1))).isEqualTo(path);
    }

    @Test
    void aPatternWithoutVariablesNeedsNoValues() {
        assertThat(ROUTES.urlTo("home")).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({
        "part, 7",
        "part, '7,a,b'",
        "part, 'x,a'",
        "part, '7,'",
        "part, '7,..'",
        "data, 'a/../b'",
        "data, .",
        "nobody, 1",
    })
    void valuesThatTheRouteWouldNotMatchAndNamesThatNobodyHasAreRefused(String name, String values) {
        assertThatIllegalArgumentException().isThrownBy(() -> ROUTES.urlTo(name, (Object[]) values.split(",", -1)));
    }

    @Test
    void aNameOccursOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(r -> r.get("/a", text("a"))
                        .named("x")
                        .path("/p", p -> p.get("/b", text("b")).named("x"))))
                .withMessageMatching(
                        "GET /p/b: the name 'x' is already that of GET /a .*declared at .*\\(NamedRoutesTest.java:"
                                + "[0-9]+\\), the other at .*\\(NamedRoutesTest.java:[0-9]+\\)");
    }

    @Test
    void namesAndAttributesAreForTheRouteBeforeThem() {
        Routes routes = Routes.of(r -> r.get("/a", text("a"))
                .get("/b", text("b"))
                .named("b")
                .attribute("one", 1)
                .attribute("two", 2));
        assertThat(routes.routes()).extracting(RouteDescription::name).containsExactly(null, "b");
        assertThat(routes.routes().get(1).attributes()).isEqualTo(Map.of("one", 1, "two", 2));
        assertThatIllegalStateException().isThrownBy(() -> Routes.of(r -> r.named("early")));
        assertThatIllegalStateException()
                .isThrownBy(() -> Routes.of(r -> r.get("/a", text("a"))
                        .path("/p", p -> p.get("/b", text("b")))
                        .named("which")));
    }
}
