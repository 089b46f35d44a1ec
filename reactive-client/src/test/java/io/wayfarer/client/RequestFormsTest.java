/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.RedirectException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.protocol.header.HeaderList;

/** Requests as they are put together: URLs from templates, methods, and bodies from objects, resources and parts. */
class RequestFormsTest extends ClientCase {

    record Item(String name, int count) {}

    private RecordedRequest sent() {
        return server.requests().get(server.requests().size() - 1);
    }

    @Test
    void variablesOfATemplateAreEncodedAndAddNothing() {
        assertThat(http.get("http://shop.example/items/{id}?q={q}", "a/../b", "x&y=z")
                        .request()
                        .url()
                        .requestTarget())
                .isEqualTo("/items/a%2F..%2Fb?q=x%26y%3Dz");
        assertThat(http.method(HttpMethod.PUT, "http://shop.example/{a}/{b}", Map.of("a", 1, "b", "grün"))
                        .request()
                        .url()
                        .requestTarget())
                .isEqualTo("/1/gr%C3%BCn");
        assertThatThrownBy(() -> http.get("http://shop.example/{a}/{b}", 1))
                .isInstanceOf(IllegalArgumentException.class);
        Map<String, Object> named = Map.of("id", 7);
        assertThat(List.of(
                        http.get("http://shop.example/{id}", named),
                        http.head("http://shop.example/{id}", named),
                        http.post("http://shop.example/{id}", named),
                        http.put("http://shop.example/{id}", named),
                        http.patch("http://shop.example/{id}", named),
                        http.delete("http://shop.example/{id}", named),
                        http.options("http://shop.example/{id}", named)))
                .extracting(spec -> spec.request().toString())
                .containsExactly(Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                        .map(method -> method + " http://shop.example/7")
                        .toArray(String[]::new));
    }

    @Test
    void aTextWithoutVariablesIsNoTemplate() {
        assertThat(http.get("http://shop.example/{id}").request().url().requestTarget())
                .isEqualTo("/%7Bid%7D");
    }

    @Test
    void aTemplateOrAUrlPutTogetherIsRelativeToTheBaseUrl() {
        ReactiveHttpClient shop =
                http.toBuilder().baseUrl("https://shop.example/api/").build();

        assertThat(shop.get("items/{id}", 7).request().url()).hasToString("https://shop.example/api/items/7");
        assertThat(shop.method(
                                HttpMethod.GET,
                                url -> url.path("items").queryParam("page", 2).build())
                        .request()
                        .url()
                        .requestTarget())
                .isEqualTo("/api/items?page=2");
    }

    @Test
    void optionsMayConcernTheWholeServer() {
        try (FaultServer peer = FaultServer.http1(Fault.answer(200, "", "allow", "GET, HEAD"))) {
            http.optionsOfServer(peer.uri("/ignored").toString()).bodyAsString().block(PATIENCE);

            assertThat(peer.requests()).singleElement().satisfies(request -> {
                assertThat(request.first(HeaderList.METHOD)).isEqualTo("OPTIONS");
                assertThat(request.first(HeaderList.PATH)).isEqualTo("*");
            });
        }
    }

    @Test
    void aTargetOfItsOwnGoesOutLetterByLetterAndARedirectLeadsElsewhere() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        })) {
            http.get(peer.uri("/ignored").toString())
                    .requestTarget("/a/../b?%2e")
                    .bodyAsString()
                    .block(PATIENCE);

            assertThat(peer.heads())
                    .extracting(head -> head.substring(0, head.indexOf('\r')))
                    .containsExactly("GET /a/../b?%2e HTTP/1.1", "GET /next HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/\r\nX: y", "/gr\u00fcn", "/\u007f"})
    void aTargetThatIsNoneIsRefusedAtOnce(String target) {
        RequestSpec request = http.get("http://shop.example/");
        assertThatThrownBy(() -> request.requestTarget(target)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anObjectIsWrittenAsJsonWithItsLength() {
        String echoed = http.post(at("/echo"))
                .bodyValue(new Item("ink", 2))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(echoed).isEqualTo("{\"name\":\"ink\",\"count\":2}");
        assertThat(sent().headers("Content-Type")).containsExactly("application/json");
        assertThat(sent().headers("Content-Length")).containsExactly("24");
    }

    @Test
    void anObjectIsSentAgainOn307AndOnEachSubscription() {
        Mono<String> echoed = http.post(at("/keep")).bodyValue(Map.of("a", 1)).bodyAsString();

        assertThat(echoed.block(PATIENCE)).isEqualTo("{\"a\":1}");
        assertThat(echoed.block(PATIENCE)).isEqualTo("{\"a\":1}");
    }

    @Test
    void aTypeThatNoCodecWritesFailsTheExchange() {
        StepVerifier.create(http.post(at("/echo"))
                        .header("Content-Type", "image/png")
                        .bodyValue(new Item("ink", 2))
                        .bodyAsString())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("Item")
                        .hasMessageContaining("image/png"))
                .verify(PATIENCE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void objectsAreWrittenAsTheyComeAndOnce() {
        Flux<Item> items = Flux.just(new Item("ink", 2), new Item("quill", 1));

        assertThat(http.post(at("/echo"))
                        .header("Content-Type", "application/x-ndjson")
                        .body(items, Item.class)
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("{\"name\":\"ink\",\"count\":2}\n{\"name\":\"quill\",\"count\":1}\n");
        assertThat(sent().headers("Transfer-Encoding")).containsExactly("chunked");
        StepVerifier.create(http.post(at("/keep")).body(items, Item.class).bodyAsString())
                .expectError(RedirectException.class)
                .verify(PATIENCE);
    }

    @Test
    void partsAreSentWithTheirNamesAndTypesAndSentAgain() {
        String echoed = http.post(at("/keep"))
                .multipart(parts -> {
                    parts.part("title", "grün");
                    parts.part("item", new Item("ink", 2));
                    parts.part("file", new ByteArrayResource("content".getBytes(StandardCharsets.UTF_8)))
                            .filename("a.txt");
                })
                .bodyAsString()
                .block(PATIENCE);

        assertThat(echoed)
                .contains("name=\"title\"", "grün", "name=\"item\"", "{\"name\":\"ink\",\"count\":2}")
                .contains("filename=\"a.txt\"", "content");
        assertThat(sent().headers("Content-Type"))
                .singleElement()
                .asString()
                .startsWith("multipart/form-data")
                .contains("boundary=");
    }

    @Test
    void partsThatAreStreamsAreSentOnce() {
        StepVerifier.create(http.post(at("/keep"))
                        .multipart(parts -> parts.asyncPart("lines", Flux.just("a", "b"), String.class))
                        .bodyAsString())
                .expectError(RedirectException.class)
                .verify(PATIENCE);
    }

    @Test
    void aResourceIsSentWithItsLengthAndAnOpenStreamOnce() {
        byte[] bytes = "from a resource".getBytes(StandardCharsets.UTF_8);
        assertThat(http.post(at("/keep"))
                        .body(new ByteArrayResource(bytes), MediaType.TEXT_PLAIN)
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("from a resource");
        assertThat(sent().headers("Content-Length")).containsExactly("15");

        StepVerifier.create(http.post(at("/keep"))
                        .body(new InputStreamResource(new java.io.ByteArrayInputStream(bytes)), MediaType.TEXT_PLAIN)
                        .bodyAsString())
                .expectError(RedirectException.class)
                .verify(PATIENCE);
    }

    @Test
    void aBodyThatIsSetLaterTakesThePlaceOfAnObject() {
        assertThat(http.post(at("/echo"))
                        .bodyValue(List.of(1))
                        .body("text")
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("text");
        assertThat(http.post(at("/echo"))
                        .body("text")
                        .bodyValue(List.of(1))
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("[1]");
    }
}
