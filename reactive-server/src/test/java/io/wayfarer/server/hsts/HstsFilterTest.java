/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.hsts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;

class HstsFilterTest {

    private static final HstsFilter YEAR = HstsFilter.of(Duration.ofDays(365)).includeSubDomains();

    private static HttpHandler handler(HstsFilter filter) {
        return WebHttpHandlerBuilder.webHandler(exchange -> {
                    exchange.getResponse().setStatusCode(HttpStatus.ACCEPTED);
                    return exchange.getResponse().setComplete();
                })
                .filter(filter)
                .codecConfigurer(ServerCodecConfigurer.create())
                .forwardedHeaderTransformer(new ForwardedHeaderTransformer())
                .build();
    }

    private static HttpResponse<Void> ask(URI uri, String method, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(LoopbackTls.localhost().jsseClientContext())
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void theFieldIsSaidOverTlsAndNeverInTheClear() throws Exception {
        ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(handler(YEAR.preload()));
        try (LoopbackServer tls = LoopbackServer.startWith(LoopbackTls.localhost(), server -> server.handle(adapter));
                LoopbackServer plain = LoopbackServer.startWith(server -> server.handle(adapter))) {
            HttpResponse<Void> over = ask(tls.uri("localhost", "/"), "GET");
            assertThat(over.statusCode()).isEqualTo(202);
            assertThat(over.headers().allValues("Strict-Transport-Security"))
                    .containsExactly("max-age=31536000; includeSubDomains; preload");

            HttpResponse<Void> clear = ask(plain.uri("localhost", "/"), "GET");
            assertThat(clear.statusCode()).isEqualTo(202);
            assertThat(clear.headers().allValues("Strict-Transport-Security")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  443,  301, https://localhost/a%20b?c=d&e",
        "HEAD, 8443, 301, https://localhost:8443/a%20b?c=d&e",
        "POST, 443,  308, https://localhost/a%20b?c=d&e"
    })
    void aRequestInTheClearIsSentToHttps(String method, int port, int status, String location) throws Exception {
        ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(handler(YEAR.redirectingTo(port)));
        try (LoopbackServer plain = LoopbackServer.startWith(server -> server.handle(adapter))) {
            HttpResponse<Void> answer = ask(plain.uri("localhost", "/a%20b?c=d&e"), method);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Location")).contains(location);
            assertThat(answer.headers().allValues("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void aProxyThatEndsTlsIsBelievedWhereSpringBelievesIt() throws Exception {
        ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(handler(YEAR.redirectingTo(443)));
        try (LoopbackServer plain = LoopbackServer.startWith(server -> server.handle(adapter))) {
            HttpResponse<Void> answer = ask(plain.uri("localhost", "/"), "GET", "X-Forwarded-Proto", "https");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().allValues("Strict-Transport-Security"))
                    .containsExactly("max-age=31536000; includeSubDomains");
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> HstsFilter.of(Duration.ofSeconds(-1))).hasMessageContaining("zero or more");
        assertThatThrownBy(() -> HstsFilter.of(Duration.ofDays(365)).preload())
                .hasMessageContaining("includeSubDomains");
        assertThatThrownBy(() ->
                        HstsFilter.of(Duration.ofDays(364)).includeSubDomains().preload())
                .hasMessageContaining("31536000");
        assertThatThrownBy(() -> YEAR.redirectingTo(0)).hasMessageContaining("1 to 65535");
        assertThat(HstsFilter.of(Duration.ZERO)).asString().isEqualTo("max-age=0");
    }
}
