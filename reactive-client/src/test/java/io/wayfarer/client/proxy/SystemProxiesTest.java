/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class SystemProxiesTest {

    private static Map<String, String> properties(String assignments) {
        Map<String, String> properties = new HashMap<>();
        for (String assignment : assignments.split(" ", -1)) {
            if (!assignment.isEmpty()) {
                String[] pair = assignment.split("=", 2);
                properties.put(pair[0], pair[1]);
            }
        }
        return properties;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``;                                                  http://a.example/;  nothing",
                "http.proxyHost=p;                                    http://a.example/;  http://p:80 (http.proxyHost)",
                "http.proxyHost=p http.proxyPort=8080;                http://a.example/;  http://p:8080 (http.proxyHost)",
                "http.proxyHost=p http.proxyPort=8080;                ws://a.example/;    http://p:8080 (http.proxyHost)",
                "http.proxyHost=p;                                    https://a.example/; nothing",
                "http.proxyHost=;                                     http://a.example/;  nothing",
                "http.proxyPort=8080;                                 http://a.example/;  nothing",
                "https.proxyHost=p;                                   https://a.example/; http://p:443 (https.proxyHost)",
                "https.proxyHost=p https.proxyPort=3128;              wss://a.example/;   http://p:3128 (https.proxyHost)",
                "https.proxyHost=p;                                   http://a.example/;  nothing",
                "http.proxyHost=::1;                                  http://a.example/;  http://[::1]:80 (http.proxyHost)",
                "http.proxyHost=[::1];                                http://a.example/;  http://[::1]:80 (http.proxyHost)",
                "socksProxyHost=s;                                    http://a.example/;  socks5h://s:1080 (socksProxyHost)",
                "socksProxyHost=s socksProxyPort=9050;                wss://a.example/;   socks5h://s:9050 (socksProxyHost)",
                "socksProxyHost=s socksProxyVersion=4;                http://a.example/;  socks4a://s:1080 (socksProxyHost)",
                "socksProxyHost=s http.proxyHost=p;                   http://a.example/;  http://p:80 (http.proxyHost)",
                "socksProxyHost=s http.proxyHost=p;                   https://a.example/; socks5h://s:1080 (socksProxyHost)",
                "http.proxyHost=p http.nonProxyHosts=a.example;       http://a.example/;  direct (http.nonProxyHosts matches a.example)",
                "http.proxyHost=p http.nonProxyHosts=A.Example;       http://a.example/;  direct (http.nonProxyHosts matches a.example)",
                "http.proxyHost=p http.nonProxyHosts=b|a.example;     http://a.example/;  direct (http.nonProxyHosts matches a.example)",
                "http.proxyHost=p http.nonProxyHosts=example;         http://a.example/;  http://p:80 (http.proxyHost)",
                "http.proxyHost=p http.nonProxyHosts=*.example;       http://a.example/;  direct (http.nonProxyHosts matches *.example)",
                "http.proxyHost=p http.nonProxyHosts=*.example;       http://example/;    http://p:80 (http.proxyHost)",
                "http.proxyHost=p http.nonProxyHosts=a.*;             http://a.example/;  direct (http.nonProxyHosts matches a.*)",
                "http.proxyHost=p http.nonProxyHosts=*.ex*;           http://a.example/;  direct (http.nonProxyHosts matches *.ex*)",
                "http.proxyHost=p http.nonProxyHosts=a.*ple;          http://a.example/;  http://p:80 (http.proxyHost)",
                "http.proxyHost=p http.nonProxyHosts=*;               http://a.example/;  direct (http.nonProxyHosts matches *)",
                "http.proxyHost=p http.nonProxyHosts=10.*;            http://10.1.2.3/;   direct (http.nonProxyHosts matches 10.*)",
                "https.proxyHost=p http.nonProxyHosts=a.example;      https://a.example/; direct (http.nonProxyHosts matches a.example)",
                "socksProxyHost=s http.nonProxyHosts=a.example;       http://a.example/;  direct (http.nonProxyHosts matches a.example)",
                "http.nonProxyHosts=*;                                http://a.example/;  nothing",
                "http.proxyHost=p;                                    http://localhost/;  direct (http.nonProxyHosts matches localhost)",
                "http.proxyHost=p;                                    http://127.9.9.9/;  direct (http.nonProxyHosts matches 127.*)",
                "http.proxyHost=p http.nonProxyHosts=x;               http://[::1]/;      direct (http.nonProxyHosts matches [::1])",
                "http.proxyHost=p http.nonProxyHosts=;                http://localhost/;  http://p:80 (http.proxyHost)"
            })
    void theRouteIsTheOneThatTheJdkTakes(String properties, String url, String route) {
        assertThat(Objects.toString(SystemProxies.of(properties(properties)).select(HttpUrl.parse(url)), "nothing"))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "http.proxyHost=p http.proxyPort=80x,         http.proxyPort is not a number from 1 to 65535",
        "http.proxyHost=p http.proxyPort=0,           http.proxyPort is not a number from 1 to 65535",
        "https.proxyHost=p https.proxyPort=65536,     https.proxyPort is not a number from 1 to 65535",
        "socksProxyHost=s socksProxyPort=-1,          socksProxyPort is not a number from 1 to 65535",
        "socksProxyHost=s socksProxyVersion=6,        socksProxyVersion is neither 4 nor 5",
        "http.proxyHost=http://p,                     http.proxyHost is not the name of a host alone",
        "http.proxyHost=p:3128,                       http.proxyHost is not the name of a host alone",
        "http.proxyHost=[::1]:80,                     http.proxyHost is not the name of a host alone",
        "https.proxyHost=u:pw@p,                      https.proxyHost is not the name of a host alone",
        "https.proxyHost=256.1.1.1,                   https.proxyHost has a host that is not valid"
    })
    void aBadValueIsRefusedByTheNameOfItsProperty(String properties, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SystemProxies.of(properties(properties)))
                .withMessageStartingWith(message);
    }

    @Test
    void theUserOfASocksProxyIsTakenAsItStands() {
        SystemProxies proxies = SystemProxies.of(Map.of(
                "socksProxyHost", "s", "java.net.socks.username", "a:b@\u00e4%41", "java.net.socks.password", "p@:/"));
        Route route = proxies.select(HttpUrl.parse("http://a.example/"));
        assertThat(route)
                .extracting(Route::proxy)
                .isEqualTo(new Proxy(Proxy.Kind.SOCKS5H, "s", 1080, "a:b@\u00e4%41", "p@:/"));
        assertThat(proxies)
                .hasToString(
                        "system properties {http=socks5h://***@s:1080 (socksProxyHost), https=socks5h://***@s:1080 (socksProxyHost),"
                                + " ws=socks5h://***@s:1080 (socksProxyHost), wss=socks5h://***@s:1080 (socksProxyHost)}");
    }
}
