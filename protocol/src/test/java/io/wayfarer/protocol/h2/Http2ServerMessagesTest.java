/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.fields;
import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.Breach.tolerated;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a server gets: RFC 9113 section 8. */
class Http2ServerMessagesTest {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    static Stream<Breach> section8() {
        return Stream.concat(
                Stream.of(
                        Breach.of(
                                "8.1 trailers",
                                tolerated(),
                                headers(1, false, post()),
                                data(1, false, "x"),
                                headers(1, true, "x-a", "1")),
                        Breach.of(
                                "8.1 a second section that does not end the stream",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post()),
                                headers(1, false, "x-a", "1")),
                        Breach.of(
                                "8.1 a pseudo-header field in trailers",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post()),
                                headers(1, true, ":method", "GET")),
                        Breach.of(
                                "8.1.1 less content than Content-Length",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post("content-length", "2")),
                                data(1, true, "x")),
                        Breach.of(
                                "8.1.1 more content than Content-Length",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post("content-length", "1")),
                                data(1, false, "x"),
                                data(1, true, "x")),
                        Breach.of(
                                "8.1.1 no content but a Content-Length",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, true, post("content-length", "1"))),
                        Breach.of(
                                "8.1.1 a malformed request, and what was under way of it",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, ":method", "POST"),
                                data(1, false, "x"),
                                data(1, true, "x")),
                        Breach.of(
                                "8.5 a sound CONNECT",
                                tolerated(),
                                headers(1, false, ":method", "CONNECT", ":authority", "a.example:443")),
                        Breach.of(
                                "8.3.1 the server as a whole",
                                tolerated(),
                                headers(
                                        1,
                                        true,
                                        ":method",
                                        "OPTIONS",
                                        ":scheme",
                                        "http",
                                        ":authority",
                                        "a",
                                        ":path",
                                        "*")),
                        Breach.of(
                                "8.3.1 a Host that is the :authority",
                                tolerated(),
                                headers(1, true, get("host", "A.example:80"))),
                        Breach.of("8.2.2 TE: trailers", tolerated(), headers(1, true, get("te", "trailers")))),
                malformed());
    }

    private static Stream<Breach> malformed() {
        return Stream.of(new String[][] {
                    {"8.1.1 two lengths"},
                    post("content-length", "1", "content-length", "2"),
                    {"8.1.1 a length that is no number"},
                    post("content-length", "1x"),
                    {"8.2.1 upper case in a name"},
                    get("X-A", "1"),
                    {"8.2.1 a space in a name"},
                    get("x a", "1"),
                    {"8.2.1 an octet above 0x7f in a name"},
                    get("x\u00e9", "1"),
                    {"8.2.1 a colon in a name"},
                    get("x:a", "1"),
                    {"8.2.1 an empty name"},
                    get("", "1"),
                    {"8.2.1 NUL in a value"},
                    get("x-a", "a\0b"),
                    {"8.2.1 LF in a value"},
                    get("x-a", "a\nb"),
                    {"8.2.1 CR in a value"},
                    get("x-a", "a\rb"),
                    {"8.2.1 white space at the beginning of a value"},
                    get("x-a", " a"),
                    {"8.2.1 white space at the end of a value"},
                    get("x-a", "a\t"),
                    {"8.2.2 Connection"},
                    get("connection", "keep-alive"),
                    {"8.2.2 Keep-Alive"},
                    get("keep-alive", "timeout=5"),
                    {"8.2.2 Proxy-Connection"},
                    get("proxy-connection", "keep-alive"),
                    {"8.2.2 Transfer-Encoding"},
                    get("transfer-encoding", "chunked"),
                    {"8.2.2 Upgrade"},
                    get("upgrade", "websocket"),
                    {"8.2.2 TE of something else"},
                    get("te", "gzip"),
                    {"8.3 a pseudo-header field behind others"},
                    new String[] {":method", "GET", ":scheme", "http", "x-a", "1", ":path", "/", ":authority", "a"},
                    {"8.3 a pseudo-header field that is not known"},
                    get0(":test", "1"),
                    {"8.3 a response's pseudo-header field"},
                    get0(":status", "200"),
                    {"8.3 :method twice"},
                    get0(":method", "GET"),
                    {"8.3 :path twice"},
                    get0(":path", "/"),
                    {"8.3.1 no :method"},
                    new String[] {":scheme", "http", ":path", "/", ":authority", "a"},
                    {"8.3.1 no :scheme"},
                    new String[] {":method", "GET", ":path", "/", ":authority", "a"},
                    {"8.3.1 no :path"},
                    new String[] {":method", "GET", ":scheme", "http", ":authority", "a"},
                    {"8.3.1 an empty :path"},
                    new String[] {":method", "GET", ":scheme", "http", ":path", "", ":authority", "a"},
                    {"8.3.1 a :path that does not begin with a slash"},
                    request(":path", "a"),
                    {"8.3.1 an asterisk for another method than OPTIONS"},
                    request(":path", "*"),
                    {"8.3.1 a :path that would end the request line of HTTP/1"},
                    request(":path", "/ HTTP/1.1"),
                    {"8.3.1 a :path with a control character"},
                    request(":path", "/\u007f"),
                    {"8.3.1 a :method that is no token"},
                    request(":method", "GET /x HTTP/1.1"),
                    {"8.3.1 an empty :method"},
                    request(":method", ""),
                    {"8.3.1 a :scheme that is none"},
                    request(":scheme", "http://b/"),
                    {"8.3.1 an :authority with user information"},
                    request(":authority", "u@a.example"),
                    {"8.3.1 an :authority with a path"},
                    request(":authority", "a.example/x"),
                    {"8.3.1 an :authority with a space"},
                    request(":authority", "a.example b"),
                    {"8.3.1 an empty :authority"},
                    request(":authority", ""),
                    {"8.3.1 a Host that is not the :authority"},
                    get("host", "b.example"),
                    {"8.3.1 nor at its port"},
                    get("host", "a.example:81"),
                    {"8.5 CONNECT to a target with a space"},
                    new String[] {":method", "CONNECT", ":authority", "a:1 b"},
                    {"8.5 CONNECT with :path"},
                    new String[] {":method", "CONNECT", ":authority", "a:1", ":path", "/"},
                    {"8.5 CONNECT without :authority"},
                    new String[] {":method", "CONNECT"},
                })
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        table -> IntStream.range(0, table.size() / 2)
                                .mapToObj(i -> Breach.of(
                                        table.get(2 * i)[0],
                                        streamError(1, PROTOCOL_ERROR),
                                        headers(1, true, table.get(2 * i + 1))))));
    }

    /** A request whose pseudo-header field of this name says something else. */
    private static String[] request(String name, String value) {
        String[] fields = get();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equals(name)) {
                fields[i + 1] = value;
            }
        }
        return fields;
    }

    /** A request with one more field among its pseudo-header fields. */
    private static String[] get0(String name, String value) {
        return new String[] {name, value, ":method", "GET", ":scheme", "http", ":authority", "a.example", ":path", "/"};
    }

    @ParameterizedTest
    @MethodSource("section8")
    void isTreatedAsTheRfcSays(Breach breach) {
        SERVER.suffers(breach);
    }
}
