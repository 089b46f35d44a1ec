/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.router;

import static io.wayfarer.server.route.Conditions.host;
import static io.wayfarer.server.route.Requests.form;
import static io.wayfarer.server.route.Responses.answer;
import static io.wayfarer.server.route.Responses.earlyHints;
import static io.wayfarer.server.route.Responses.html;
import static io.wayfarer.server.route.Responses.ifConditionsHold;
import static io.wayfarer.server.route.Responses.json;
import static io.wayfarer.server.route.Responses.redirect;
import static io.wayfarer.server.route.Responses.stream;
import static io.wayfarer.server.route.Responses.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.TEXT_PLAIN;
import static org.springframework.web.reactive.function.server.RequestPredicates.accept;
import static org.springframework.web.reactive.function.server.RequestPredicates.contentType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Flux;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.server.route.RouteOptions;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.url.ServerUrls;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "wayfarer.server.url.base-paths.shop=/store")
class RouteFeaturesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient browser = HttpClient.newHttpClient();
    private final URI base;
    private final Application application;
    private final ReactiveHttpClient http;

    RouteFeaturesTest(
            @LocalServerPort int port, @Autowired Application application, @Autowired ReactiveHttpClient http) {
        this.http = http;
        this.base = URI.create("http://127.0.0.1:" + port);
        this.application = application;
    }

    @Test
    void conditionsChooseAmongTheRoutesOfAPath() throws Exception {
        assertThat(send("GET", "/report", "", "Accept", "application/json")).isEqualTo("200 {\"sold\":3}");
        assertThat(send("GET", "/report", "", "Accept", "text/plain")).isEqualTo("200 3 sold");
        assertThat(send("POST", "/orders", "x", "Content-Type", "text/plain")).startsWith("415 ");
        assertThat(send("GET", "/api", "")).startsWith("404 ");
    }

    @Test
    void whatAHandlerReturnsIsItsAnswer() throws Exception {
        assertThat(send("GET", "/answers/text", "")).isEqualTo("200 plain");
        assertThat(send("GET", "/answers/number", "")).startsWith("204 ");
        assertThat(send("GET", "/answers/missing", "")).startsWith("404 ").contains("Not Found");
        assertThat(send("GET", "/answers/value", "")).isEqualTo("200 {\"sold\":3}");
        assertThat(send("GET", "/answers/nothing", "")).isEqualTo("200 the next route");
        application.later.complete("done");
        assertThat(send("GET", "/answers/later", "")).isEqualTo("200 done");
        assertThat(send("GET", "/log", "")).isEqualTo("201 one\ntwo\n");
    }

    @Test
    void formsKeepTheirOrderAndVersionsAreRespected() throws Exception {
        assertThat(send("POST", "/form", "b=1&a=2&b=3", "Content-Type", "application/x-www-form-urlencoded"))
                .isEqualTo("200 [b, a, b]");
        assertThat(send("PUT", "/item", "new", "If-Match", "\"v6\"")).startsWith("412 ");
        assertThat(send("PUT", "/item", "new", "If-Match", "\"v7\"")).isEqualTo("200 saved");
    }

    @Test
    void tablesAreMountedAndRoutesKnowTheirUrls() throws Exception {
        assertThat(send("GET", "/store/items/7", "")).isEqualTo("200 item 7 of /store/items/7");
        assertThat(send("GET", "/STORE/items/7/", "")).startsWith("200 item 7");
        assertThat(send("GET", "/legacy/page", "")).isEqualTo("200 legacy");
        assertThat(send("GET", "/where", "")).isEqualTo("200 http://127.0.0.1:" + base.getPort() + "/store");
        assertThat(send("GET", "/old", "")).startsWith("303 ");
    }

    @Test
    void somethingIsSaidBeforeTheAnswerAndBehindIt() {
        Queue<String> hints = new ConcurrentLinkedQueue<>();
        String page = http.get(base.resolve("/page"))
                .onInterim(interim ->
                        hints.add(interim.status() + " " + interim.headers().getFirst("Link")))
                .bodyAsString()
                .block(PATIENCE);
        assertThat(page).contains("stylesheet");
        assertThat(hints).containsExactly("103 </style.css>; rel=preload; as=style");
        String sum = http.get(base.resolve("/export"))
                .exchange(response -> response.bodyAsString()
                        .map(body -> body + response.trailers().getFirst("X-Checksum")))
                .block(PATIENCE);
        assertThat(sum).isEqualTo("tea;3\nmilk;1\n3934e644");
    }

    private String send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = browser.send(request.build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        private final Map<String, Integer> sales = Map.of("sold", 3);
        private final Flux<String> rows = Flux.just("tea;3\n", "milk;1\n");
        private final CompletableFuture<Object> later = new CompletableFuture<>();

        // tag::conditions[]
        @Bean
        Routes reports() {
            return Routes.of(r -> r.get("/report", text("3 sold"))
                    .when(accept(APPLICATION_JSON), asked -> asked.get("/report", json(sales))) // <1>
                    .when(contentType(APPLICATION_JSON), sent -> sent.post("/orders", text("ordered"))) // <2>
                    .when(host("api.shop.example"), api -> api.get("/api", text("the API"))));
        }
        // end::conditions[]

        // tag::answers[]
        @Bean
        Routes answers() {
            return Routes.of(r -> r.path(
                            "/answers",
                            a -> a.get("/text", answer(request -> "plain"))
                                    .get("/number", answer(request -> 204))
                                    .get("/missing", answer(request -> 404)) // <1>
                                    .get("/value", answer(request -> sales)) // <2>
                                    .get("/later", answer(request -> later)) // <3>
                                    .get("/nothing", answer(request -> null)) // <4>
                                    .get("/{any}", text("the next route")))
                    .get("/log", stream(TEXT_PLAIN, Flux.just("one\n", "two\n")).status(201))
                    .get("/old", redirect("/answers/text")));
        }
        // end::answers[]

        // tag::around[]
        @Bean
        Routes around() {
            return Routes.of(r -> r.get(
                            "/page",
                            request -> earlyHints(request, "</style.css>; rel=preload; as=style") // <1>
                                    .then(html("<link rel=stylesheet href=/style.css>")))
                    .get("/export", request -> {
                        CRC32 sum = new CRC32();
                        return stream(TEXT_PLAIN, rows.doOnNext(row -> sum.update(row.getBytes(UTF_8))))
                                .trailer("X-Checksum", () -> Long.toHexString(sum.getValue())); // <2>
                    }));
        }
        // end::around[]

        // tag::reading[]
        @Bean
        Routes reading() {
            return Routes.of(r -> r.post(
                            "/form",
                            request -> form(request)
                                    .flatMap(data -> text(data.entries().stream()
                                            .map(entry -> entry.name())
                                            .toList()
                                            .toString())))
                    .put(
                            "/item",
                            request -> ifConditionsHold(
                                    request, "v7", Instant.parse("2026-11-21T10:00:00Z"), () -> text("saved"))));
        }
        // end::reading[]

        // tag::mounting[]
        @Bean
        Routes site(ServerUrls urls) {
            Routes items = Routes.of(r -> r.get(
                            "/items/{id}",
                            request -> text("item " + request.pathVariable("id") + " of " + request.path()))
                    .named("item"));
            Routes shop = Routes.of(
                    r -> r.mount(urls.basePath("shop"), items) // <1>
                            .mount(
                                    "/legacy",
                                    RouterFunctions.route()
                                            .GET("/page", request -> text("legacy"))
                                            .build())
                            .get(
                                    "/where",
                                    request -> text(
                                            urls.externalUrl(request, "shop").toString())),
                    RouteOptions.defaults().ignoringCase().ignoringTrailingSlash());
            assertThat(shop.urlTo("item", "a b")).isEqualTo("/store/items/a%20b"); // <2>
            return shop;
        }
        // end::mounting[]
    }
}
