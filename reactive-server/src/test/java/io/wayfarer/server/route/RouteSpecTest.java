/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.web.reactive.function.server.ServerResponse.status;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** What a declaration may say beside a route: any method, what comes before and after, errors, bodies, options. */
class RouteSpecTest {

    @Test
    void aRouteForAnyMethodAnswersAllButTraceAndWhatHasARouteOfItsOwn() throws Exception {
        try (TestServer server = TestServer.of(r -> r.any("/a/{x}", request -> text("any " + request.method()))
                .put("/a/{x}", text("put"))
                .method(HttpMethod.TRACE, "/trace", text("traced")))) {
            for (String method : List.of("GET", "POST", "DELETE", "OPTIONS", "LOCK")) {
                assertThat(server.send(method, "/a/1").body()).isEqualTo("any " + method);
            }
            assertThat(server.send("HEAD", "/a/1").statusCode()).isEqualTo(200);
            assertThat(server.send("PUT", "/a/1").body()).isEqualTo("put");
            HttpResponse<String> refused = server.send("TRACE", "/a/1");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
            assertThat(server.send("TRACE", "/trace").body()).isEqualTo("traced");
        }
    }

    @Test
    void whatComesBeforeAndAfterSeesTheRequestAndTheResponse() throws Exception {
        try (TestServer server = TestServer.of(r -> r.before(request ->
                        ServerRequest.from(request).attribute("user", "ada").build())
                .after((request, response) -> {
                    request.exchange().getResponse().getHeaders().add("X-After", "" + response.statusCode());
                    return response;
                })
                .get("/a", request -> text("for " + request.attribute("user").orElse("nobody")))
                .get("/b", request -> Mono.empty()))) {
            HttpResponse<String> answer = server.get("/a");
            assertThat(answer.body()).isEqualTo("for ada");
            assertThat(answer.headers().allValues("X-After")).containsExactly("200 OK");
            assertThat(server.get("/b").headers().allValues("X-After")).isEmpty();
        }
    }

    @Test
    void anErrorOfItsTypeIsAnsweredWhetherThrownOrEmittedAndAnEmptyAnswerPassesOn() throws Exception {
        try (TestServer server = TestServer.of(r -> r.onError(
                        IllegalArgumentException.class,
                        (error, request) -> "pass".equals(error.getMessage())
                                ? Mono.empty()
                                : status(422).bodyValue(request.path() + ": " + error.getMessage()))
                .get("/thrown", request -> {
                    throw new IllegalArgumentException("bad");
                })
                .get("/emitted", request -> Mono.error(new NumberFormatException("worse")))
                .get("/pass", request -> Mono.error(new IllegalArgumentException("pass")))
                .get("/other", request -> Mono.error(new IllegalStateException("other")))
                .get("/{x}", text("next")))) {
            HttpResponse<String> thrown = server.get("/thrown");
            assertThat(thrown.statusCode()).isEqualTo(422);
            assertThat(thrown.body()).isEqualTo("/thrown: bad");
            assertThat(server.get("/emitted").body()).isEqualTo("/emitted: worse");
            assertThat(server.get("/pass").body()).isEqualTo("next");
            assertThat(server.get("/other").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void aBodyThatNobodyHasReadPassesToTheNextRoute() throws Exception {
        try (TestServer server = TestServer.of(r -> r.post("/a/b", request -> Mono.empty())
                .post("/a/**", request -> request.bodyToMono(String.class).flatMap(body -> text("read " + body))))) {
            assertThat(server.post("/a/b", "whole").body()).isEqualTo("read whole");
        }
    }

    @Test
    void aBodyThatIsKeptIsWholeForEachRouteThatReadsIt() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TestServer server = TestServer.of(r -> r.keepBody(5)
                .post(
                        "/a/b",
                        request -> request.bodyToMono(String.class)
                                .doOnNext(seen::add)
                                .then(Mono.empty()))
                .path(
                        "/a/{x}",
                        a -> a.post(
                                "",
                                request -> request.bodyToMono(String.class)
                                        .doOnNext(body -> seen.add(request.pathVariable("x") + body))
                                        .then(Mono.empty())))
                .post("/a/**", request -> request.bodyToMono(String.class).flatMap(body -> text("read " + body))))) {
            assertThat(server.post("/a/b", "12345").body()).isEqualTo("read 12345");
            assertThat(seen).containsExactly("12345", "b12345");
            assertThat(server.post("/a/b", "123456").statusCode()).isEqualTo(413);
            assertThat(server.post("/a/b", "").statusCode()).isEqualTo(404);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Routes.of(r -> r.keepBody(0)));
    }

    @ParameterizedTest
    @CsvSource({"/Items/new, literal", "/items/NEW/, literal", "/ITEMS/AB, typed AB", "/items/Xy, Xy", "/items/Xy/, Xy"
    })
    void caseAndTheSlashAtTheEndMayBeIgnoredAndVariablesKeepTheirs(String path, String answer) throws Exception {
        try (TestServer server = TestServer.with(context -> context.registerBean(
                "routes",
                Routes.class,
                () -> Routes.of(
                        r -> r.get("/items/New/", text("literal"))
                                .get("/items/{code:[ab]+}", request -> text("typed " + request.pathVariable("code")))
                                .get("/items/{id}", request -> text(request.pathVariable("id"))),
                        RouteOptions.defaults().ignoringCase().ignoringTrailingSlash())))) {
            assertThat(server.get(path).body()).isEqualTo(answer);
            assertThat(server.get("/items/new//").statusCode()).isEqualTo(404);
            assertThat(server.get("/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatIgnoredCaseAndSlashesMakeEqualIsAConflict() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(
                        r -> r.get("/a", text("1")).get("/A", text("2")),
                        RouteOptions.defaults().ignoringCase()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(
                        r -> r.get("/a", text("1")).get("/a/", text("2")),
                        RouteOptions.defaults().ignoringTrailingSlash()));
    }
}
