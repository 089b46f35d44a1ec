/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class OptionedRoutesTest {

    private static final HttpUrl URL = HttpUrl.parse("http://server.example/");
    private static final ProxyOptions OPTIONS =
            ProxyOptions.NONE.tunnellingAlways().withField("X-Team", "s3cret");
    private static final Proxy HTTP = new Proxy(Proxy.Kind.HTTP, "a.example", 1, null, null);
    private static final Proxy SOCKS = new Proxy(Proxy.Kind.SOCKS5, "b.example", 2, null, null);

    @Test
    void httpProxiesGetTheOptionsAndSocksProxiesNone() {
        RouteSelector routes = OptionedRoutes.of(url -> new Route(List.of(HTTP, SOCKS), true, "test"), OPTIONS);
        Route expected = new Route(List.of(HTTP.with(OPTIONS), SOCKS), true, "test");
        assertThat(routes.select(URL)).isEqualTo(expected);
        assertThat(routes.select(URL)).as("made once").isSameAs(routes.select(URL));
    }

    @Test
    void whatIsFoundWithTimeGetsThemToo() {
        RouteSelector routes = OptionedRoutes.of(
                new RouteSelector() {
                    @Override
                    public @Nullable Route select(HttpUrl url) {
                        return null;
                    }

                    @Override
                    public Mono<Route> find(HttpUrl url) {
                        return Mono.just(new Route(HTTP, "late"));
                    }
                },
                OPTIONS);
        assertThat(routes.select(URL)).isNull();
        assertThat(routes.find(URL).block(Duration.ofSeconds(5))).isEqualTo(new Route(HTTP.with(OPTIONS), "late"));
    }

    @Test
    void theDirectWayStaysTheSame() {
        assertThat(OptionedRoutes.of(RouteSelector.direct(), OPTIONS).select(URL))
                .isSameAs(Route.DIRECT);
    }

    @Test
    void withoutOptionsThereIsNothingInBetween() {
        RouteSelector direct = RouteSelector.direct();
        assertThat(OptionedRoutes.of(direct, ProxyOptions.NONE)).isSameAs(direct);
    }

    @Test
    void itsTextHasNoValueOfAField() {
        assertThat(OptionedRoutes.of(RouteSelector.direct(), OPTIONS).toString())
                .contains("X-Team")
                .doesNotContain("s3cret");
    }
}
