/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.RouteDescription.Kind;

class RoutesDeclarationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*.html",
                "/a/*",
                "/a?",
                "/{a}-{b}",
                "/file-{name}.txt",
                "/**/a",
                "/{*rest}/a",
                "/a/***",
                "/{",
                "/a}",
                "/{}",
                "/{*}",
                "/{1a}",
                "/{a b}",
                "/{a}/{a}",
                "/{a}/{*a}",
                "/{a:}",
                "/{a:[}",
                "/{a:(x)}",
                "/{a:x/y}",
            })
    void aPatternBeyondWhatIsSupportedIsRefusedNamingTheRoute(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(r -> r.get("/fine", text("x")).get(pattern, text("x"))))
                .withMessageStartingWith("GET " + pattern + ": ");
    }

    @Test
    void theRefusalSaysWhatIsSupported() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(r -> r.get("/a/*.html", text("x"))))
                .withMessageMatching(
                        "GET /a/\\*\\.html: unsupported segment '\\*\\.html'"
                                + " \\(expected: literal segments, \\{name}, \\{name:regex}, and as the last segment \\*\\* or \\{\\*name}\\)"
                                + "; declared at io.wayfarer.server.route.RoutesDeclarationTest\\(RoutesDeclarationTest.java:[0-9]+\\)");
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "/a, a",
        "/items/{id}, /items/{name}",
        "/{a}/b/{c}, /{x}/b/{y}",
        "'/{n:[0-9]+}', '/{m:[0-9]+}'",
        "/data/**, /data/{*rest}",
    })
    void twoRoutesForTheSameRequestsAreRefusedNamingBoth(String one, String other) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(r -> r.put(one, text("1")).path("/", p -> p.put(other, text("2")))))
                .withMessageStartingWith("PUT " + (other.startsWith("/") ? other : "/" + other)
                        + ": the same requests already go to PUT " + one + " ");
    }

    @Test
    void whatDiffersInMethodKindShapeOrNestingIsNoConflict() {
        Routes routes = Routes.of(r -> r.get("/items/{id}", text("1"))
                .post("/items/{name}", text("2"))
                .get("/items/{id:[0-9]+}", text("3"))
                .get("/items/{key}/parts", text("4"))
                .get("/items/{id}/", text("5"))
                .webSocket("/items/{id}", session -> Mono.empty())
                .head("/items/{id}", text("6")));
        assertThat(routes.routes()).hasSize(7);
    }

    @Test
    void aPrefixWithAWildcardIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(r -> r.path("/a/**", a -> a.get("/b", text("x")))))
                .withMessage("path /a/**: a prefix with ** (expected: none)");
    }

    @Test
    void aDeclarationCannotGrowAfterwards() {
        List<RouteSpec> kept = new ArrayList<>();
        Routes routes = Routes.of(r -> {
            kept.add(r.get("/a", text("a")));
            r.path("/b", kept::add);
        });
        for (RouteSpec spec : kept) {
            assertThatIllegalStateException().isThrownBy(() -> spec.get("/late", text("x")));
            assertThatIllegalStateException().isThrownBy(() -> spec.filter((request, next) -> next.handle(request)));
            assertThatIllegalStateException().isThrownBy(() -> spec.path("/late", late -> {}));
        }
        assertThat(routes.routes()).hasSize(1);
    }

    @Test
    void theTableIsListedInTheOrderDeclaredAndCannotBeChanged() {
        Routes routes = Routes.of(r -> r.get("/hello", text("x"))
                .path("/admin", admin -> admin.delete("/users/{id}", text("x")).get("", text("x")))
                .webSocket("chat", session -> Mono.empty()));
        assertThat(routes.routes())
                .extracting(RouteDescription::method, RouteDescription::pattern, RouteDescription::kind)
                .containsExactly(
                        tuple(HttpMethod.GET, "/hello", Kind.HANDLER),
                        tuple(HttpMethod.DELETE, "/admin/users/{id}", Kind.HANDLER),
                        tuple(HttpMethod.GET, "/admin", Kind.HANDLER),
                        tuple(HttpMethod.GET, "/chat", Kind.WEB_SOCKET));
        assertThat(routes).hasToString("""
                        GET       /hello
                        DELETE    /admin/users/{id}
                        GET       /admin
                        WEBSOCKET /chat""");
        List<RouteDescription> listed = routes.routes();
        assertThatThrownBy(listed::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noRoutesAtAllIsADeclarationToo() {
        assertThat(Routes.of(r -> {}).routes()).isEmpty();
    }

    @Test
    void aRouteBehindOneOfAnEarlierTableForTheSameRequestsIsToldWithBothPlaces() {
        Routes first = Routes.of(r -> r.get("/items/{id}", text("1"))
                .when(Conditions.header("X-Beta"), beta -> beta.get("/beta", text("2")))
                .put("/a/**", text("3")));
        Routes second = Routes.of(r -> r.get("/items/{name}", text("4"))
                .when(
                        Conditions.header("X-Beta"),
                        beta -> beta.get("/items/{name}", text("5")).get("/beta", text("6")))
                .get("/beta", text("7"))
                .post("/items/{id}", text("8"))
                .put("/a/{*rest}", text("9"))
                .webSocket("/items/{id}", session -> Mono.empty()));

        List<ShadowedRoute> shadowed = ShadowedRoute.among(List.of(first, Routes.of(r -> {}), second));

        assertThat(shadowed)
                .extracting(
                        route -> route.route().toString(), route -> route.by().toString())
                .containsExactly(
                        tuple("GET /items/{name}", "GET /items/{id}"),
                        tuple("GET /items/{name} when header X-Beta=*", "GET /items/{id}"),
                        tuple("GET /beta when header X-Beta=*", "GET /beta when header X-Beta=*"),
                        tuple("PUT /a/{*rest}", "PUT /a/**"));
        assertThat(shadowed.get(0).toString())
                .matches("GET /items/\\{name} at .*RoutesDeclarationTest.java:[0-9]+\\) gets no request:"
                        + " GET /items/\\{id} at .*RoutesDeclarationTest.java:[0-9]+\\) comes first");
        assertThat(ShadowedRoute.among(List.of(second))).isEmpty();
    }
}
