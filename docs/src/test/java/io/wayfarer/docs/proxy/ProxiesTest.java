/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

class ProxiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer shop = LoopbackServer.start(
            routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("Welcome"))));
    private final LoopbackProxy office = LoopbackProxy.start();

    @AfterEach
    void stop() {
        office.close();
        shop.close();
    }

    @Test
    void oneRequestThroughAProxyAndOneWithout() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String url = shop.uri("/").toString();
        int port = office.port();

        // tag::request[]
        Proxy proxy = new Proxy(Proxy.Kind.HTTP, "127.0.0.1", port, null, null);
        Mono<String> through = http.get(url).proxy(proxy).bodyAsString();
        Mono<String> direct = http.get(url).direct().bodyAsString();
        // end::request[]

        assertThat(through.block(PATIENCE)).isEqualTo("Welcome");
        assertThat(office.requests()).extracting(RecordedRequest::target).containsExactly(url);
        office.forgetRequests();
        assertThat(direct.block(PATIENCE)).isEqualTo("Welcome");
        assertThat(office.requests()).isEmpty();
    }

    @Test
    void aProxyWithOptions() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String url = shop.uri("/").toString();
        int port = office.port();

        // tag::options[]
        Proxy proxy = ProxyUrl.parse("office proxy", "http://127.0.0.1:" + port)
                .with(ProxyOptions.NONE.tunnellingAlways().withField("X-Team", "crm"));
        Mono<String> page = http.get(url).proxy(proxy).bodyAsString();
        // end::options[]

        assertThat(page.block(PATIENCE)).isEqualTo("Welcome");
        assertThat(office.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("CONNECT");
            assertThat(request.header("X-Team")).contains("crm");
        });
    }

    @Test
    void aStreamOfBytes() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String authority = "localhost:" + shop.port();
        Proxy proxy = new Proxy(Proxy.Kind.HTTP, "127.0.0.1", office.port(), null, null);

        // tag::tunnel[]
        Flux<String> lines = http.connect(authority)
                .proxy(proxy)
                .use(tunnel -> tunnel.send(bytes("GET / HTTP/1.0\r\n\r\n"))
                        .thenMany(StringDecoder.textPlainOnly()
                                .decode(tunnel.receive(), ResolvableType.forClass(String.class), null, null))); // <1>
        // end::tunnel[]

        assertThat(lines.collectList().block(PATIENCE))
                .startsWith("HTTP/1.0 200 OK")
                .endsWith("Welcome");
        assertThat(office.requests()).extracting(RecordedRequest::target).containsExactly(authority);
    }

    private static Mono<DataBuffer> bytes(String text) {
        return Mono.fromSupplier(
                () -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
