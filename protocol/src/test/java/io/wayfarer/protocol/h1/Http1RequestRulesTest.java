/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderList;

/** What a server takes for a request, rule by rule. */
class Http1RequestRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1 | http  | a     | /",
                "GET http://b:8080/p?q HTTP/1.1 | http | b:8080 | /p?q",
                "GET http://b HTTP/1.1 | http | b | /",
                "GET http://b?q HTTP/1.1 | http | b | /?q",
                "OPTIONS * HTTP/1.1 | http | a | *",
                "OPTIONS http://b HTTP/1.1 | http | b | *",
            })
    void theTargetComesInPiecesWhateverItsForm(String line, String scheme, String authority, String path) {
        CompletableFuture<HeaderList> head = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> {
            stream.receive(new Collected() {
                @Override
                public void onHeaders(HeaderList request) {
                    head.complete(request);
                }
            });
            Handlers.answer(stream, "200", "");
        })) {
            server.say(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
            HeaderList request = head.join();
            assertThat(request.first(":scheme")).isEqualTo(scheme);
            assertThat(request.first(":authority")).isEqualTo(authority);
            assertThat(request.first(":path")).isEqualTo(path);
            assertThat(request.first("host")).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.2: a line ends with CRLF|Handlers.GET / HTTP/1.1~Host: a\\r\\n\\r\\n|400",
                "2.2: no white space between start line and fields|Handlers.GET / HTTP/1.1\\r\\n Host: a\\r\\n\\r\\n|400",
                "2.3: the version has this form|Handlers.GET / HTTP/1\\r\\nHost: a\\r\\n\\r\\n|400",
                "2.3: the major version is 1|Handlers.GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n|505",
                "3: one space apart|Handlers.GET  / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3: a target without white space|Handlers.GET /a b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.1: the method is a token|G(T / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2: a Host there must be|Handlers.GET / HTTP/1.1\\r\\n\\r\\n|400",
                "3.2: and only one|Handlers.GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2: which is valid|Handlers.GET / HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n|400",
                "3.2.3: CONNECT has host and port|CONNECT /a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.4: the asterisk is for OPTIONS|Handlers.GET * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "5.1: no space before the colon|Handlers.GET / HTTP/1.1\\r\\nHost : a\\r\\n\\r\\n|400",
                "5.1: a name is a token|Handlers.GET / HTTP/1.1\\r\\nHost: a\\r\\nX[]: y\\r\\n\\r\\n|400",
                "5.2: no line folding|Handlers.GET / HTTP/1.1\\r\\nHost: a\\r\\nX: y\\r\\n z\\r\\n\\r\\n|400",
                "5.5 of RFC 9110: no bare CR|Handlers.GET / HTTP/1.1\\r\\nHost: a\\r\\nX: y\\rz\\r\\n\\r\\n|400",
                "6.1: an unknown coding|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: sdch, chunked\\r\\n\\r\\n|501",
                "6.3: chunked is last|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n|400",
                "6.3: one length|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nab|400",
                "6.3: a list of lengths|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1, 2\\r\\n\\r\\nab|400",
                "6.3: a length is digits|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: +1\\r\\n\\r\\na|400",
                "6.3: length or coding|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n|400",
                "7.1: a size in hexadecimal|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0x2\\r\\nab|400",
                "7.1: a size of bounds|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nfffffffffffffffff\\r\\n|400",
                "7.1: a chunk of its size|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nabc|400",
                "3.2.2: an authority without user information|Handlers.GET http://u@b/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.2: and with a port that is one|Handlers.GET http://b:80:80/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.3: CONNECT has a port of digits|CONNECT a:x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.3: CONNECT has a port|CONNECT a: HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "6.1: chunked once|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n|501",
                "6.1: nothing behind chunked|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n|501",
                "6.1: a coding that is a token|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: \u000bchunked\\r\\n\\r\\n0\\r\\n\\r\\n|400",
                "6.3: the same length but once|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 1\\r\\n\\r\\na|400",
                "6.3: a length that fits|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 18446744073709551617\\r\\n\\r\\na|400",
                "7.1: a size without a sign|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-2\\r\\nab\\r\\n|400",
                "7.1: a size without white space|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2 \\r\\nab\\r\\n|400",
                "7.1: a size line that ends with CRLF|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2~ab\\r\\n|400",
                "7.1: a chunk that ends with CRLF|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nab~0\\r\\n\\r\\n|400",
                "7.1.1: an extension without bare CR|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2;a=\"\\r\"\\r\\nab\\r\\n|400",
                "7.1.1: an extension after a semicolon|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2 x\\r\\n|400",
            })
    void rfc9112Section(String rule, String request, int status) {
        try (Served server = Served.streams(stream -> stream.receive(new Collected()))) {
            String octets = request.replace("\\r", "\r").replace("\\n", "\n").replace("~", "\n");
            assertThat(server.say(octets))
                    .as(rule)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Connection: close");
            assertThat(server.connections.get(0).violation())
                    .isInstanceOf(PeerProtocolException.class)
                    .hasMessageContaining("section");
        }
    }

    @Test
    void whatIsTooLongIsAnswered414Or431() {
        try (Served server = Served.streams(Handlers::echo)) {
            assertThat(server.say("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 414 ");
            assertThat(server.say("GET / HTTP/1.1\r\nX: " + "a".repeat(70_000))).startsWith("HTTP/1.1 431 ");
            assertThat(server.say("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(257)))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(server.say(
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + "X: y\r\n".repeat(254) + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void theLongestLineCanBeSet() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 200 " + "x".repeat(100) + "\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            connection.maxLineBytes(100);
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .failure())
                    .isInstanceOf(PeerProtocolException.class);
        }
    }
}
