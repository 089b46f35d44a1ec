/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

/** Where the trailer section of a request goes when the request is redirected. */
class RedirectedTrailersTest extends ClientCase {

    private final AtomicInteger asked = new AtomicInteger();

    private static void routes(HttpServerRoutes routes) {
        routes.post(
                        "/kept",
                        (in, out) -> out.status(307).header("Location", "/echo").send())
                .post(
                        "/seen",
                        (in, out) -> out.status(303).header("Location", "/page").send())
                .post("/away", (in, out) -> {
                    int port = Objects.requireNonNull(in.hostAddress()).getPort();
                    return out.status(307)
                            .header("Location", "http://127.0.0.1:" + port + "/back")
                            .send();
                })
                .post("/back", (in, out) -> {
                    int port = Objects.requireNonNull(in.hostAddress()).getPort();
                    return out.status(307)
                            .header("Location", "http://localhost:" + port + "/echo")
                            .send();
                })
                .get("/page", (in, out) -> out.sendString(Mono.just("a page")))
                .post("/echo", (in, out) -> out.send(in.receive().retain()));
    }

    private RecordedRequest last(String path) {
        try (LoopbackServer redirecting = LoopbackServer.start(RedirectedTrailersTest::routes)) {
            http.post(redirecting.uri("localhost", path).toString())
                    .body("content")
                    .trailers(() -> {
                        asked.incrementAndGet();
                        HttpHeaders section = new HttpHeaders();
                        section.add("X-Signature", "of this user");
                        return section;
                    })
                    .bodyAsString()
                    .block(PATIENCE);
            return redirecting.requests().get(redirecting.requests().size() - 1);
        }
    }

    @Test
    void insideTheOriginTheyGoWithTheBody() {
        assertThat(last("/kept").bodyAsString()).isEqualTo("content");
        assertThat(asked).hasValue(2);
    }

    @Test
    void theyAreDroppedWithTheBody() {
        RecordedRequest page = last("/seen");

        assertThat(page.method()).isEqualTo("GET");
        assertThat(page.header("Transfer-Encoding")).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void theyDoNotGoToAnotherOriginNorComeBackFromThere() {
        RecordedRequest echo = last("/away");

        assertThat(echo.requestLine()).isEqualTo("POST /echo HTTP/1.1");
        assertThat(echo.bodyAsString()).isEqualTo("content");
        assertThat(asked).hasValue(1);
    }
}
