/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTest {

    private static final Proxy SOCKS = new Proxy(Proxy.Kind.SOCKS5H, "socks.example", 1080, "ada", "s3cret");
    private static final Proxy HTTP = new Proxy(Proxy.Kind.HTTP, "proxy.example", 3128, "ada", "s3cret");

    @Test
    void listsItsWaysInOrderAndTheReasonWithoutPasswords() {
        Route route = new Route(List.of(HTTP, SOCKS), true, "PAC");
        assertThat(route).hasToString("http://***@proxy.example:3128, socks5h://***@socks.example:1080, direct (PAC)");
        assertThat(route.proxy()).isEqualTo(HTTP);
        assertThat(route.failsOver()).isTrue();
    }

    @Test
    void oneProxyIsTheOnlyWay() {
        Route route = new Route(HTTP, "test");
        assertThat(route.direct()).isFalse();
        assertThat(route.failsOver()).isFalse();
    }

    @Test
    void withoutAProxyItIsDirectOrNothing() {
        assertThat(Route.DIRECT.direct()).isTrue();
        assertThat(Route.DIRECT.failsOver()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Route(List.of(), false, "PAC"))
                .withMessageContaining("expected: a way");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, false, false, true",
        "HTTPS, false, false, true",
        "HTTP, true, false, false",
        "HTTP, false, true, false",
        "HTTPS, false, true, false",
        "SOCKS5, false, false, false"
    })
    void wholeUrlsGoToHttpProxiesAlone(Proxy.Kind kind, boolean secureUrl, boolean tunnels, boolean forwards) {
        Proxy proxy = new Proxy(kind, "p.example", 1, null, null);
        Proxy used = tunnels ? proxy.with(ProxyOptions.NONE.tunnellingAlways()) : proxy;
        assertThat(used.forwards(secureUrl)).isEqualTo(forwards);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS4", "SOCKS4A", "SOCKS5", "SOCKS5H"})
    void socksHasNoOptions(Proxy.Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proxy(kind, "p.example", 1, null, null).with(ProxyOptions.NONE.speakingHttp2()))
                .withMessageContaining(kind.scheme());
    }

    @Test
    void onlySocksStandsBeforeAProxy() {
        assertThat(HTTP.with(ProxyOptions.NONE.behind(SOCKS)))
                .hasToString("http://***@proxy.example:3128 behind socks5h://***@socks.example:1080")
                .isNotEqualTo(HTTP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.NONE.behind(HTTP))
                .withMessageContaining("expected: a SOCKS proxy")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"Host", "content-length", "Transfer-Encoding", "'a b'", "''", ":path"})
    void fieldsThatFrameARequestAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyOptions.NONE.withField(name, "x"));
    }

    @Test
    void aFieldCannotHoldALineOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.NONE.withField("X-Team", "crm\r\nX: y"))
                .withMessageNotContaining("crm");
    }

    @Test
    void aSocketHasNoPortAndAPortNoSocket() {
        assertThat(Proxy.unix(Proxy.Kind.HTTPS, Path.of("/run/p.sock"), null, null))
                .hasToString("https://localhost/run/p.sock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proxy(
                        Proxy.Kind.HTTP, "localhost", 1, Path.of("/run/p.sock"), null, null, ProxyOptions.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Proxy(Proxy.Kind.HTTP, "localhost", 0, null, null));
    }
}
