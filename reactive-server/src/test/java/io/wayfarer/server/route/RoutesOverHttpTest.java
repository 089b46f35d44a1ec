/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;
import static io.wayfarer.server.route.Routes.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.web.reactive.function.server.ServerResponse.ok;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

class RoutesOverHttpTest {

    TestServer server(Consumer<RouteSpec> routes) {
        return TestServer.of(routes);
    }

    /** Answers with the route's name and what it bound. */
    private static HandlerFunction<ServerResponse> named(String name) {
        return request -> text(name + " " + new TreeMap<>(request.pathVariables()));
    }

    private static final HandlerFunction<ServerResponse> PASS = request -> Mono.empty();

    @Test
    void answersATextToEveryRequestAlike() throws Exception {
        try (TestServer server = server(r -> r.get("/hello", text("Hello wörld!")))) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response = server.get("/hello");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("Hello wörld!");
                assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/items, exact {}",
        "/items/new, literal {}",
        "/items/42, number {id=42}",
        "/items/abc, variable {id=abc}",
        "/items/4%2F2, variable {id=4/2}",
        "/items/a%20b, variable {id=a b}",
        "/items/%C3%A9, variable {id=é}",
        "/items/n%65w, literal {}",
        "/items/new;v=1, literal {}",
        "/items/42;v=1;w=2, number {id=42}",
        "/items/abc/parts/7, 'parts {id=abc, part=7}'",
        "/data, rest {}",
        "/data/, rest {}",
        "/data/a/b, rest {}",
        "/data/submit, submit {}",
        "/data/submit/, rest {}",
        "/data//submit, rest {}",
        "/slash/, slash {}",
        "/named/a/b%20c, named {all=/a/b c}",
        "/named, named {all=}",
    })
    void theMostSpecificRouteAnswersWithDecodedVariables(String path, String answer) throws Exception {
        try (TestServer server = server(r -> r.get("/data/**", named("rest"))
                .get("/items/{id}", named("variable"))
                .get("/items/{id:[0-9]+}", named("number"))
                .get("/items/{id}/parts/{part}", named("parts"))
                .get("/items/new", named("literal"))
                .get("/items", named("exact"))
                .get("/data/submit", named("submit"))
                .get("/slash/", named("slash"))
                .get("/named/{*all}", named("named")))) {
            assertThat(server.get(path).body()).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/item",
        "/items/",
        "/items//",
        "//items",
        "/items/a/",
        "/items//parts/7",
        "/items/;v=1",
        "/slash",
        "/Items",
        "/items%2F42",
        "/data2/x"
    })
    void whatNoPatternMatchesIs404(String path) throws Exception {
        try (TestServer server = server(r -> r.get("/items", named("exact"))
                .get("/items/{id}", named("variable"))
                .get("/items/{id}/parts/{part}", named("parts"))
                .get("/slash/", named("slash"))
                .get("/data/**", named("rest")))) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Allow")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/data, ''",
        "/data/, ''",
        "/data/a, a",
        "/data/a/b%20c/d;v=1/, a/b c/d/",
        "/data//a, /a",
        "/data/..%2F..%2Fetc, ../../etc",
    })
    void restIsWhatTheWildcardMatchedDecoded(String path, String expected) throws Exception {
        try (TestServer server = server(r -> r.get("/data/**", request -> text("[" + rest(request) + "]")))) {
            assertThat(server.get(path).body()).isEqualTo("[" + expected + "]");
        }
    }

    @Test
    void aWildcardYieldsToAVariableRouteAndTheWalkComesBackFromADeadEnd() throws Exception {
        try (TestServer server = server(r -> r.get("/a/b/**", named("wildcard"))
                .get("/a/{x}/c", named("variable"))
                .get("/a/b/d/{y}/z", named("deep")))) {
            assertThat(server.get("/a/b/c").body()).isEqualTo("variable {x=b}");
            assertThat(server.get("/a/b/d").body()).isEqualTo("wildcard {}");
            assertThat(server.get("/a/b/d/e/f").body()).isEqualTo("wildcard {}");
            assertThat(server.get("/a/b/d/e/z").body()).isEqualTo("deep {y=e}");
        }
    }

    @Test
    void aPathOfTenThousandSegmentsIsAnswered() throws Exception {
        try (TestServer server = server(r -> r.get("/a/{x}/{y}", named("variables"))
                .get("/a/**", request -> text("" + rest(request).length())))) {
            assertThat(server.get("/a".repeat(10_000)).body()).isEqualTo("" + (2 * 9_999 - 1));
            assertThat(server.get("/b".repeat(10_000)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        try (TestServer server = server(r -> r.get("/hello", text("Hello world!"))
                .get("/own", text("never"))
                .head("/own", request -> ok().header("X-Own", "yes").build()))) {
            HttpResponse<String> automatic = server.send("HEAD", "/hello");
            assertThat(automatic.statusCode()).isEqualTo(200);
            assertThat(automatic.body()).isEmpty();
            assertThat(automatic.headers().firstValue("Content-Length")).contains("12");
            assertThat(automatic.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");

            assertThat(server.send("HEAD", "/own").headers().firstValue("X-Own"))
                    .contains("yes");
            assertThat(server.get("/own").headers().firstValue("X-Own")).isEmpty();
        }
    }

    @Test
    void optionsListsTheMethodsOfAllPatternsThatMatchUnlessARouteAnswersIt() throws Exception {
        try (TestServer server = server(r -> r.get("/items/{id}", named("get"))
                .delete("/items/{id}", named("delete"))
                .post("/items/**", named("post"))
                .put("/items/{id}/parts", named("put"))
                .options("/own", text("own")))) {
            HttpResponse<String> automatic = server.send("OPTIONS", "/items/1");
            assertThat(automatic.statusCode()).isEqualTo(200);
            assertThat(automatic.body()).isEmpty();
            assertThat(TestServer.allow(automatic)).isEqualTo("DELETE, GET, HEAD, OPTIONS, POST");

            HttpResponse<String> own = server.send("OPTIONS", "/own");
            assertThat(own.body()).isEqualTo("own");
            assertThat(own.headers().firstValue("Allow")).isEmpty();

            assertThat(server.send("OPTIONS", "/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anotherMethodIs405WithAllow() throws Exception {
        try (TestServer server = server(r -> r.get("/items/{id}", named("get"))
                .patch("/items/{id}", named("patch"))
                .method(HttpMethod.valueOf("LOCK"), "/items/{id}", named("lock")))) {
            HttpResponse<String> refused = server.send("DELETE", "/items/1");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("GET, HEAD, LOCK, OPTIONS, PATCH");
            assertThat(server.send("LOCK", "/items/1").body()).isEqualTo("lock {id=1}");
            assertThat(server.send("DELETE", "/items").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aLessSpecificRouteOfTheRightMethodBeatsAMoreSpecificOneOfAnother() throws Exception {
        try (TestServer server =
                server(r -> r.post("/data/submit", named("submit")).get("/data/**", named("rest")))) {
            assertThat(server.get("/data/submit").body()).isEqualTo("rest {}");
            assertThat(server.send("POST", "/data/submit").body()).isEqualTo("submit {}");
        }
    }

    @Test
    void anEmptyHandlerPassesToTheNextRouteWhichSeesItsOwnVariables() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (TestServer server = server(r -> r.get("/a/{x}/c", request -> {
                    asked.add("variable " + request.pathVariables());
                    return Mono.empty();
                })
                .get("/a/b/c", request -> {
                    asked.add("exact " + request.pathVariables());
                    return Mono.empty();
                })
                .get("/a/**", request -> text("rest " + rest(request) + " " + request.pathVariables())))) {
            assertThat(server.get("/a/b/c").body()).isEqualTo("rest b/c {}");
            assertThat(asked).containsExactly("exact {}", "variable {x=b}");
        }
    }

    @Test
    void eachWildcardRouteSeesItsOwnRest() throws Exception {
        try (TestServer server = server(r -> r.get("/a/b/**", request -> {
                    assertThat(rest(request)).isEqualTo("c");
                    return Mono.empty();
                })
                .get("/{*all}", request -> text(rest(request) + request.pathVariables()))
                .get("/a/**", request -> {
                    assertThat(rest(request)).isEqualTo("b/c");
                    return Mono.empty();
                })
                .get("/none", request -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> rest(request))
                            .withMessageContaining("does not end in **");
                    return text("none");
                }))) {
            assertThat(server.get("/a/b/c").body()).isEqualTo("a/b/c{all=/a/b/c}");
            assertThat(server.get("/none").body()).isEqualTo("none");
        }
    }

    @Test
    void filtersOfOneDeclarationRunInTheOrderDeclared() throws Exception {
        try (TestServer server = server(r -> r.filter(appending("1"))
                .get("/a", text("a"))
                .filter(appending("2"))
                .path("/p", p -> p.filter(appending("3")).filter(appending("4")).get("/b", text("b"))))) {
            assertThat(server.get("/a").headers().allValues("X-Passed")).containsExactly("2", "1");
            assertThat(server.get("/p/b").headers().allValues("X-Passed")).containsExactly("4", "3", "2", "1");
        }
    }

    /** Leaves its mark when the answer comes back, so the innermost filter marks first. */
    private static HandlerFilterFunction<ServerResponse, ServerResponse> appending(String mark) {
        return (request, next) -> next.handle(request)
                .doOnNext(
                        answer -> request.exchange().getResponse().getHeaders().add("X-Passed", mark));
    }

    @Test
    void afterTheLastEmptyHandlerTheAnswerIs404() throws Exception {
        try (TestServer server =
                server(r -> r.get("/a/{x}", PASS).get("/a/**", PASS).post("/a/{x}", named("post")))) {
            assertThat(server.get("/a/b").statusCode()).isEqualTo(404);
            assertThat(server.send("HEAD", "/a/b").statusCode()).isEqualTo(404);
            assertThat(server.send("POST", "/a/b").body()).isEqualTo("post {x=b}");
        }
    }

    @Test
    void aHandlerThatHasSentItsResponseItselfIsTheLast() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (TestServer server = server(r -> r.get("/a/b", request -> {
                    request.exchange().getResponse().setStatusCode(HttpStatus.ACCEPTED);
                    return request.exchange().getResponse().setComplete().then(Mono.empty());
                })
                .get("/a/**", request -> {
                    asked.add("rest");
                    return text("never");
                }))) {
            assertThat(server.get("/a/b").statusCode()).isEqualTo(202);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void anErrorOfAHandlerIsNotAnEmptyAnswer() throws Exception {
        try (TestServer server = server(r -> r.get(
                        "/a/b", request -> Mono.error(new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE)))
                .get("/a/c", request -> {
                    throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "at once");
                })
                .get("/a/**", named("rest")))) {
            assertThat(server.get("/a/b").statusCode()).isEqualTo(507);
            assertThat(server.get("/a/c").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void nestedPathsAndFiltersWrapFromTheOutsideIn() throws Exception {
        List<String> passed = new CopyOnWriteArrayList<>();
        try (TestServer server = server(r -> r.get("/open", named("open"))
                .path(
                        "/admin/{tenant}",
                        admin -> admin.get("/stats", named("stats"))
                                .filter((request, next) -> {
                                    passed.add("outer");
                                    return next.handle(request);
                                })
                                .path(
                                        "/users",
                                        users -> users.filter((request, next) -> {
                                                    passed.add("inner");
                                                    return request.pathVariable("user")
                                                                    .equals("root")
                                                            ? ServerResponse.status(HttpStatus.FORBIDDEN)
                                                                    .build()
                                                            : next.handle(request);
                                                })
                                                .get("", named("list"))
                                                .get("/{user}", named("user")))))) {
            assertThat(server.get("/open").body()).isEqualTo("open {}");
            assertThat(passed).isEmpty();
            assertThat(server.get("/admin/t/stats").body()).isEqualTo("stats {tenant=t}");
            assertThat(passed).containsExactly("outer");
            passed.clear();
            assertThat(server.get("/admin/t/users/ada").body()).isEqualTo("user {tenant=t, user=ada}");
            assertThat(passed).containsExactly("outer", "inner");
            assertThat(server.get("/admin/t/users/root").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void withoutAnApplicationContextEverythingIsAnsweredAtOnce() throws Exception {
        Routes routes = Routes.of(r -> r.get("/hello", text("hello")).get("/empty", PASS));
        try (TestServer server = TestServer.handling(RouterFunctions.toHttpHandler(routes))) {
            assertThat(server.get("/hello").body()).isEqualTo("hello");
            HttpResponse<String> refused = server.send("POST", "/hello");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(TestServer.allow(server.send("OPTIONS", "/hello"))).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(server.get("/empty").statusCode()).isEqualTo(404);
            assertThat(server.get("/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theVariablesAreThoseThatSpringReportsToo() throws Exception {
        try (TestServer server = server(r -> r.get(
                "/{a}/{b}",
                request -> text(request.exchange()
                        .getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of())
                        .toString())))) {
            assertThat(server.get("/1/2").body()).isEqualTo("{a=1, b=2}");
        }
    }
}
