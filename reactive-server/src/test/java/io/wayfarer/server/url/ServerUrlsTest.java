/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.url;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.wayfarer.server.forwarded.TrustedForwarding;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.TestServer;

class ServerUrlsTest {

    private static final URI LISTENER = URI.create("http://localhost:8080");

    private static ServerUrls urls(String... external) {
        return new ServerUrls(
                List.of(external).stream().map(URI::create).toList(),
                Map.of("moved", "/elsewhere/", "root", "/"),
                () -> LISTENER);
    }

    @Test
    void theBasePathOfAGroupIsItsNameUnlessConfiguredOtherwise() {
        assertThat(urls().basePath("hello")).isEqualTo("/hello");
        assertThat(urls().basePath("moved")).isEqualTo("/elsewhere");
        assertThat(urls().basePath("root")).isEmpty();
        assertThat(urls().basePath(ServerUrlsTest.class)).isEqualTo("/server-urls-test");
        assertThat(urls().basePath(ShopItemsRoutes.class)).isEqualTo("/shop-items");
    }

    private static final class ShopItemsRoutes {}

    @Test
    void aConfiguredUrlIsPreferredAndAmongThemOneWithHttps() {
        assertThat(urls().externalUrl("hello")).hasToString("http://localhost:8080/hello");
        assertThat(urls("http://a.example/x/").externalUrl("hello")).hasToString("http://a.example/x/hello");
        assertThat(urls("http://a.example", "https://b.example").externalUrl("moved"))
                .hasToString("https://b.example/elsewhere");
        assertThat(urls("https://b.example").externalUrl("root")).hasToString("https://b.example/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/path", "ftp://a.example", "https://a.example?x", "https://a.example#x", "mailto:a@b"})
    void whatIsNoUrlOfAnApplicationIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> urls(url)).withMessageContaining(url);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerUrls(List.of(), Map.of("a", "b"), () -> LISTENER))
                .withMessageContaining("a: 'b'");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, https://shop.example/hello",
        "10.0.0.1, http://127.0.0.1:PORT/hello",
    })
    void forARequestItIsTheHostThatItsClientAskedForAsFarAsProxiesAreTrusted(String trusted, String expected)
            throws Exception {
        ServerUrls urls = urls();
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> r.get(
                            "/a/{b}",
                            request -> text(urls.externalUrl(request, "hello").toString()))));
            context.registerBean(
                    "forwardedHeaderTransformer",
                    ForwardedHeaderTransformer.class,
                    () -> new TrustedForwarding(List.of(trusted), TrustedForwarding.Fields.X_FORWARDED));
        })) {
            String url = server.get("/a/b?c", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example")
                    .body();
            assertThat(url)
                    .isEqualTo(expected.replace("PORT", "" + server.uri("/").getPort()));
        }
    }
}
