/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.forwarded;

import static io.wayfarer.server.forwarded.TrustedForwarding.Fields.FORWARDED;
import static io.wayfarer.server.forwarded.TrustedForwarding.Fields.X_FORWARDED;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import reactor.core.publisher.Mono;

import io.wayfarer.server.forwarded.TrustedForwarding.Fields;
import io.wayfarer.server.route.Requests;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.TestServer;

class TrustedForwardingTest {

    /** What a handler behind the transformer sees: secure or not, the host, and the client. */
    private static Mono<ServerResponse> seen(ServerRequest request) {
        InetSocketAddress client = request.remoteAddress().orElseThrow();
        return text((Requests.secure(request) ? "secure " : "plain ")
                + request.uri().getHost()
                + ' '
                + client.getHostString()
                + ' '
                + request.headers().asHttpHeaders().containsHeader("X-Forwarded-For")
                + request.headers().asHttpHeaders().containsHeader("Forwarded"));
    }

    private static String asked(List<String> trusted, Fields fields, String... headers) throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(
                    "routes", Routes.class, () -> Routes.of(r -> r.get("/a", TrustedForwardingTest::seen)));
            context.registerBean(
                    "forwardedHeaderTransformer",
                    ForwardedHeaderTransformer.class,
                    () -> new TrustedForwarding(trusted, fields));
        })) {
            return server.get("/a", headers).body();
        }
    }

    private static final List<String> PEER_AND_TENS = List.of("127.0.0.0/8", "::1", "10.0.0.0/8");

    @Test
    void whoIsNotTrustedIsNotBelieved() throws Exception {
        String[] claims = {
            "X-Forwarded-For",
            "192.0.2.7",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "evil.example",
            "Forwarded",
            "for=192.0.2.7;proto=https;host=evil.example"
        };
        assertThat(asked(List.of("10.0.0.0/8"), X_FORWARDED, claims)).isEqualTo("plain 127.0.0.1 127.0.0.1 falsefalse");
        assertThat(asked(List.of("10.0.0.0/8"), FORWARDED, claims)).isEqualTo("plain 127.0.0.1 127.0.0.1 falsefalse");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    192.0.2.7                      | https       | shop.example         | secure shop.example 192.0.2.7
                    6.6.6.6, 192.0.2.7             | https       | shop.example         | secure shop.example 192.0.2.7
                    6.6.6.6, 192.0.2.7, 10.0.0.2   | http, https, http | e.example, shop.example, inner | secure shop.example 192.0.2.7
                    6.6.6.6, 192.0.2.7, 10.0.0.2   | https       | shop.example         | secure shop.example 192.0.2.7
                    10.0.0.3, 10.0.0.2             | https, http | shop.example, inner  | secure shop.example 10.0.0.3
                    6.6.6.6, unknown               | https       | shop.example         | secure shop.example unknown
                    """)
    void theChainIsFollowedFromItsEndAsFarAsProxiesAreTrusted(String chain, String proto, String host, String seen)
            throws Exception {
        assertThat(asked(
                        PEER_AND_TENS,
                        X_FORWARDED,
                        "X-Forwarded-For",
                        chain,
                        "X-Forwarded-Proto",
                        proto,
                        "X-Forwarded-Host",
                        host))
                .startsWith(seen + ' ');
    }

    @Test
    void theStandardFieldIsReadWhereTheProxiesWriteIt() throws Exception {
        assertThat(asked(
                        PEER_AND_TENS,
                        FORWARDED,
                        "Forwarded",
                        "for=6.6.6.6;host=e.example, For=\"192.0.2.7:4711\";proto=https;host=shop.example, for=10.0.0.2",
                        "X-Forwarded-Host",
                        "evil.example"))
                .startsWith("secure shop.example 192.0.2.7 ");
    }

    @Test
    void theOtherKindOfFieldIsTheClientsAndRemoved() throws Exception {
        assertThat(asked(PEER_AND_TENS, X_FORWARDED, "Forwarded", "for=6.6.6.6;proto=https;host=evil.example"))
                .isEqualTo("plain 127.0.0.1 127.0.0.1 falsefalse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "proxy.example", "::1/129", "10.0.0.0/8/8"})
    void whatIsNoAddressIsRefused(String block) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedForwarding(List.of(block), X_FORWARDED))
                .withMessageContaining("'" + block + "'");
    }
}
