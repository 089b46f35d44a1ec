/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Conditions.header;
import static io.wayfarer.server.route.Conditions.host;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_XML;
import static org.springframework.http.MediaType.TEXT_HTML;
import static org.springframework.web.reactive.function.server.RequestPredicates.accept;
import static org.springframework.web.reactive.function.server.RequestPredicates.contentType;
import static org.springframework.web.reactive.function.server.RequestPredicates.queryParam;
import static org.springframework.web.reactive.function.server.RequestPredicates.version;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.config.ApiVersionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;

/** Conditions beside path and method. */
class RouteConditionsTest {

    private static Consumer<RouteSpec> page(String text) {
        return r -> r.get("/page", text(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json | json
                    application/xml  | xml
                    */*              | json
                    text/css         | other
                    """)
    void theFirstConditionDeclaredThatIsFulfilledDecidesAndTheRouteWithoutOneIsWhatIsLeft(
            String accepted, String answer) throws Exception {
        try (TestServer server = TestServer.of(r -> r.get("/page", text("other"))
                .when(accept(APPLICATION_JSON), page("json"))
                .when(accept(APPLICATION_XML), page("xml")))) {
            assertThat(server.get("/page", "Accept", accepted).body()).isEqualTo(answer);
        }
    }

    @Test
    void hostHeaderAndQueryAreConditionsAndNestedOnesHoldTogether() throws Exception {
        try (TestServer server = TestServer.of(r -> r.when(
                        host("127.0.0.1"),
                        here -> here.get("/page", text("here"))
                                .when(queryParam("draft", "yes"), page("draft"))
                                .when(header("X-Beta"), page("beta"))
                                .when(header("X-Mode", "dark"), page("dark")))
                .when(host("*.example.com"), page("example"))
                .when(host("127.0.0.2"), there -> there.get("/other", text("never"))))) {
            assertThat(server.get("/page").body()).isEqualTo("here");
            assertThat(server.get("/page?draft=yes").body()).isEqualTo("draft");
            assertThat(server.get("/page?draft=no", "X-Beta", "1").body()).isEqualTo("beta");
            assertThat(server.get("/page", "X-Mode", "dark").body()).isEqualTo("dark");
            assertThat(server.get("/page", "X-Mode", "light").body()).isEqualTo("here");
            assertThat(server.get("/other").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.com, www.example.com, true",
        "*.example.com, a.b.Example.COM, true",
        "*.example.com, example.com, false",
        "*.example.com, badexample.com, false",
        "Example.com, example.COM, true",
        "example.com, www.example.com, false",
    })
    void aHostIsComparedWithoutCaseAndAStarStandsForTheHostsBelow(String pattern, String asked, boolean same)
            throws Exception {
        HttpHandler routes = RouterFunctions.toHttpHandler(
                Routes.of(r -> r.get("/page", text("no")).when(host(pattern), page("yes"))));
        // The client of the test does not let a caller choose the Host field.
        try (TestServer server = TestServer.handling((request, response) -> routes.handle(
                request.mutate()
                        .uri(URI.create("http://"
                                + Objects.requireNonNull(request.getHeaders().getFirst("X-Host")) + "/page"))
                        .build(),
                response))) {
            assertThat(server.get("/page", "X-Host", asked).body()).isEqualTo(same ? "yes" : "no");
        }
    }

    @Test
    void contentOfAnotherTypeIs415AndAnAnswerOfAnotherType406EachWithTheTypesThatWouldDo() throws Exception {
        try (TestServer server = TestServer.of(r -> r.when(
                        contentType(APPLICATION_JSON),
                        json -> json.post("/items", text("json"))
                                .when(accept(APPLICATION_XML, TEXT_HTML), both -> both.put("/items", text("put"))))
                .when(contentType(APPLICATION_XML), xml -> xml.post("/items", text("xml")))
                .get("/items", text("list")))) {
            assertThat(server.send("POST", "/items", "Content-Type", "application/xml")
                            .body())
                    .isEqualTo("xml");

            HttpResponse<String> unsupported = server.send("POST", "/items", "Content-Type", "text/css");
            assertThat(unsupported.statusCode()).isEqualTo(415);
            assertThat(unsupported.headers().firstValue("Accept")).contains("application/json, application/xml");

            HttpResponse<String> unacceptable =
                    server.send("PUT", "/items", "Content-Type", "application/json", "Accept", "text/css");
            assertThat(unacceptable.statusCode()).isEqualTo(406);
            assertThat(unacceptable.headers().firstValue("Accept")).contains("application/xml, text/html");

            assertThat(server.send("DELETE", "/items").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void whereSomethingElseThanMediaTypesDeclinesTheRouteIsAsIfItDidNotExist() throws Exception {
        try (TestServer server = TestServer.of(r -> r.when(queryParam("draft", "yes"), page("draft"))
                .when(accept(APPLICATION_JSON).negate(), not -> not.get("/not", text("not")))
                .when(accept(APPLICATION_JSON).or(accept(APPLICATION_XML)), or -> or.get("/or", text("or"))))) {
            assertThat(server.get("/page").statusCode()).isEqualTo(404);
            assertThat(server.get("/not", "Accept", "application/json").statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/or", "Accept", "text/html").statusCode()).isEqualTo(404);
            assertThat(server.get("/or", "Accept", "application/xml").body()).isEqualTo("or");
        }
    }

    @Test
    void anEmptyAnswerUnderAConditionPassesToTheRouteWithoutOne() throws Exception {
        try (TestServer server = TestServer.of(r -> r.get("/page", text("plain"))
                .when(header("X-Beta"), beta -> beta.get("/page", request -> Mono.empty())))) {
            assertThat(server.get("/page", "X-Beta", "1").body()).isEqualTo("plain");
        }
    }

    @Test
    void theSameConditionTwiceIsAConflictLikeNoneTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(r -> r.when(accept(APPLICATION_JSON), page("1"))
                        .when(accept(APPLICATION_XML), page("2"))
                        .when(accept(APPLICATION_JSON), page("3"))))
                .withMessageContaining("GET /page when Accept: application/json")
                .withMessageContaining("; declared at " + RouteConditionsTest.class.getName())
                .withMessageContaining(", the other at " + RouteConditionsTest.class.getName());
    }

    static class Versions implements WebFluxConfigurer {
        @Override
        public void configureApiVersioning(ApiVersionConfigurer versions) {
            versions.useRequestHeader("API-Version").setVersionRequired(false);
        }
    }

    @Test
    void versionsOfAnApiAreConditionsAndAVersionThatNoRouteNamesIsRefused() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(Versions.class);
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> r.get("/page", text("any"))
                            .when(version("2.0+"), page("two and later"))
                            .when(version("1.0"), page("one"))));
        })) {
            assertThat(server.get("/page", "API-Version", "1.0").body()).isEqualTo("one");
            assertThat(server.get("/page", "API-Version", "2.0").body()).isEqualTo("two and later");
            assertThat(server.get("/page", "API-Version", "3.0").statusCode()).isEqualTo(400);
        }
    }
}
