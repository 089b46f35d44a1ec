/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ProxyTimeoutException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.hop.Route;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.ProxyTable;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RawPeer.Conversation;

/** Proxies that misbehave once: each fault is told as what it is, with a remedy, and the next request is none the worse. */
class ProxyFaultsTest extends TransportCase {

    /** Something that a proxy does with a connection. */
    interface Step {

        void take(Conversation client) throws IOException;
    }

    private static final Step HEAD = Conversation::readHead;
    private static final Step RESET = Conversation::reset;
    private static final Step END = Conversation::awaitEnd;

    private static Step read(int octets) {
        return client -> client.read(octets);
    }

    private static Step write(String text) {
        return client -> client.write(text);
    }

    /** What a proxy does with its first connection, step by step. */
    @SuppressWarnings("ImmutableEnumChecker") // the steps hold nothing that changes
    enum Fault {
        REFUSES(
                Kind.HTTP,
                ProxyException.class,
                "would not connect to localhost",
                "Ask the proxy's log",
                HEAD,
                write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")),
        WANTS_OTHER_CREDENTIALS(
                Kind.HTTP,
                ProxyException.class,
                "did not accept the credentials",
                "user name and password",
                HEAD,
                write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n")),
        STALLS(
                Kind.HTTP,
                ProxyTimeoutException.class,
                "opened no way within",
                "timeouts.proxy",
                HEAD,
                write("HTTP/1.1 2"),
                END),
        CLOSES_AT_ONCE(Kind.HTTP, ProxyException.class, "did not open a way", "of the kind that its URL says", HEAD),
        CLOSES_AFTER_200(
                Kind.HTTP,
                TlsException.class,
                "TLS handshake with localhost",
                "Check that the port speaks TLS",
                HEAD,
                write("HTTP/1.1 200 OK\r\n\r\n"),
                read(1)),
        RESETS_AFTER_200(
                Kind.HTTP,
                TlsException.class,
                "TLS handshake with localhost",
                "Check that the port speaks TLS",
                HEAD,
                write("HTTP/1.0 200 OK\r\n\r\n"),
                read(1),
                RESET),
        SENDS_A_MEBIBYTE_OF_FIELDS(
                Kind.HTTP,
                ProxyException.class,
                "did not open a way",
                "of the kind that its URL says",
                HEAD,
                write("HTTP/1.1 200 OK\r\n" + ("X-Filler: " + "x".repeat(1000) + "\r\n").repeat(1024)),
                write("\r\n"),
                END),
        IS_NO_HTTP_PROXY(
                Kind.HTTP,
                ProxyException.class,
                "did not open a way",
                "of the kind that its URL says",
                write("SSH-2.0-OpenSSH_9.2\r\n"),
                END),
        IS_NO_SOCKS_PROXY(
                Kind.SOCKS5H,
                ProxyException.class,
                "did not open a way",
                "of the kind that its URL says",
                write("HTTP/1.1 400 Bad Request\r\n\r\n"),
                END),
        IS_NO_SOCKS_4_PROXY(
                Kind.SOCKS4A,
                ProxyException.class,
                "did not open a way",
                "of the kind that its URL says",
                write("\5\0\0\0\0\0\0\0"),
                END),
        STALLS_IN_SOCKS(
                Kind.SOCKS5H,
                ProxyTimeoutException.class,
                "opened no way within",
                "timeouts.proxy",
                read(3),
                write("\5"),
                END),
        REFUSES_IN_SOCKS(
                Kind.SOCKS5H,
                ProxyException.class,
                "would not connect to localhost",
                "Ask the proxy's log",
                read(3),
                write("\5\0"),
                read(5),
                write("\5\2\0\1\0\0\0\0\0\0"),
                END),
        WANTS_CREDENTIALS_IN_SOCKS(
                Kind.SOCKS5H,
                ProxyException.class,
                "did not accept the credentials",
                "user name",
                read(3),
                write("\5\u00ff"),
                END),
        IS_NO_TLS_PROXY(
                Kind.HTTPS,
                ProxyException.class,
                "TLS handshake with the proxy",
                "write http://",
                write("HTTP/1.1 400 Bad Request\r\n\r\n"),
                END);

        private final Kind kind;
        private final Class<? extends HttpExchangeException> type;
        private final String what;
        private final String remedy;
        private final List<Step> steps;

        Fault(Kind kind, Class<? extends HttpExchangeException> type, String what, String remedy, Step... steps) {
            this.kind = kind;
            this.type = type;
            this.what = what;
            this.remedy = remedy;
            this.steps = List.of(steps);
        }

        void play(Conversation client) throws IOException {
            for (Step step : steps) {
                step.take(client);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isToldAsWhatItIsAndTheNextRequestIsNoneTheWorse(Fault fault) {
        AtomicBoolean faulty = new AtomicBoolean(true);
        try (LoopbackServer server = ProxyTable.server(true);
                RawPeer proxy = RawPeer.scripted(client -> {
                    if (faulty.get()) {
                        fault.play(client);
                    } else {
                        client.readHead();
                        client.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine");
                        client.awaitEnd();
                    }
                })) {
            Route route = new Route(new Proxy(fault.kind, "127.0.0.1", proxy.port(), null, null), "http_proxy");
            HttpExchangeException e = failure(fault.type, get("https://localhost:" + server.port() + "/", route));
            assertThat(e).hasMessageContaining(fault.what).hasMessageContaining(fault.remedy);
            if (!(e instanceof TlsException)) {
                assertThat(e).hasMessageContaining("127.0.0.1:" + proxy.port() + " (http_proxy)");
            }
            assertThat(server.requests()).isEmpty();

            faulty.set(false);
            Proxy well = new Proxy(Kind.HTTP, "127.0.0.1", proxy.port(), null, null);
            assertThat(exchange(get("http://server.example/", new Route(well, "http_proxy")))
                            .body())
                    .isEqualTo("fine");
            assertThat(exchange(get("https://localhost:" + server.port() + "/")).status())
                    .isEqualTo(200);
        }
    }
}
