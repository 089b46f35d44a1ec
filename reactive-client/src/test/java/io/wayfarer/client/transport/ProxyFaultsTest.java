/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProxyException;
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

    /** What a proxy does with its first connection. */
    enum Fault {
        REFUSES(Kind.HTTP, ProxyException.class, "would not connect to localhost", "Ask the proxy's log") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
                client.write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
            }
        },
        WANTS_OTHER_CREDENTIALS(
                Kind.HTTP, ProxyException.class, "did not accept the credentials", "user name and password") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
                client.write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
            }
        },
        STALLS(Kind.HTTP, HttpTimeoutException.class, "opened no way in time", "timeouts.connect") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
                client.write("HTTP/1.1 2");
                client.awaitEnd();
            }
        },
        CLOSES_AT_ONCE(Kind.HTTP, ProxyException.class, "did not open a way", "of the kind that its URL says") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
            }
        },
        CLOSES_AFTER_200(
                Kind.HTTP, TlsException.class, "TLS handshake with localhost", "Check that the port speaks TLS") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
                client.write("HTTP/1.1 200 OK\r\n\r\n");
                client.read(1);
            }
        },
        RESETS_AFTER_200(
                Kind.HTTP, TlsException.class, "TLS handshake with localhost", "Check that the port speaks TLS") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
                client.write("HTTP/1.0 200 OK\r\n\r\n");
                client.read(1);
                client.reset();
            }
        },
        SENDS_A_MEBIBYTE_OF_FIELDS(
                Kind.HTTP, ProxyException.class, "did not open a way", "of the kind that its URL says") {
            @Override
            void play(Conversation client) throws IOException {
                client.readHead();
                client.write("HTTP/1.1 200 OK\r\n" + ("X-Filler: " + "x".repeat(1000) + "\r\n").repeat(1024));
                client.write("\r\n");
                client.awaitEnd();
            }
        },
        IS_NO_HTTP_PROXY(Kind.HTTP, ProxyException.class, "did not open a way", "of the kind that its URL says") {
            @Override
            void play(Conversation client) throws IOException {
                client.write("SSH-2.0-OpenSSH_9.2\r\n");
                client.awaitEnd();
            }
        },
        IS_NO_SOCKS_PROXY(Kind.SOCKS5H, ProxyException.class, "did not open a way", "of the kind that its URL says") {
            @Override
            void play(Conversation client) throws IOException {
                client.write("HTTP/1.1 400 Bad Request\r\n\r\n");
                client.awaitEnd();
            }
        },
        IS_NO_SOCKS_4_PROXY(Kind.SOCKS4A, ProxyException.class, "did not open a way", "of the kind that its URL says") {
            @Override
            void play(Conversation client) throws IOException {
                client.write("\5\0\0\0\0\0\0\0");
                client.awaitEnd();
            }
        },
        STALLS_IN_SOCKS(Kind.SOCKS5H, HttpTimeoutException.class, "opened no way in time", "timeouts.connect") {
            @Override
            void play(Conversation client) throws IOException {
                client.read(3);
                client.write("\5");
                client.awaitEnd();
            }
        },
        REFUSES_IN_SOCKS(Kind.SOCKS5H, ProxyException.class, "would not connect to localhost", "Ask the proxy's log") {
            @Override
            void play(Conversation client) throws IOException {
                client.read(3);
                client.write("\5\0");
                client.read(5);
                client.write("\5\2\0\1\0\0\0\0\0\0");
                client.awaitEnd();
            }
        },
        WANTS_CREDENTIALS_IN_SOCKS(Kind.SOCKS5H, ProxyException.class, "did not accept the credentials", "user name") {
            @Override
            void play(Conversation client) throws IOException {
                client.read(3);
                client.write("\5\u00ff");
                client.awaitEnd();
            }
        },
        IS_NO_TLS_PROXY(Kind.HTTPS, ProxyException.class, "TLS handshake with the proxy", "write http://") {
            @Override
            void play(Conversation client) throws IOException {
                client.write("HTTP/1.1 400 Bad Request\r\n\r\n");
                client.awaitEnd();
            }
        };

        private final Kind kind;
        private final Class<? extends HttpExchangeException> type;
        private final String what;
        private final String remedy;

        Fault(Kind kind, Class<? extends HttpExchangeException> type, String what, String remedy) {
            this.kind = kind;
            this.type = type;
            this.what = what;
            this.remedy = remedy;
        }

        abstract void play(Conversation client) throws IOException;
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
