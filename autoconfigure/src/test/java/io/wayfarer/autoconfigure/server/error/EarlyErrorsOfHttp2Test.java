/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.autoconfigure.server.error.ErroneousApplication.Said;
import io.wayfarer.autoconfigure.server.error.RawHttp2.Outcome;
import io.wayfarer.fixture.LoopbackTls;

/** Errors before there is a request to route, of a server that speaks both versions. */
class EarlyErrorsOfHttp2Test {

    private static final int PROTOCOL_ERROR = 1;
    private static final String[] GOOD = {":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/locked"};

    @TempDir
    static Path folder;

    private static ErroneousApplication application;

    @BeforeAll
    static void start() {
        application = ErroneousApplication.with("server.http2.enabled=true");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static RawHttp2 client() throws IOException {
        return new RawHttp2(application.uri("/").getPort());
    }

    private static Outcome ask(RawHttp2 client, String... more) throws IOException {
        List<String> fields = new ArrayList<>(List.of(GOOD));
        fields.addAll(List.of(more));
        return client.ask(fields.toArray(String[]::new));
    }

    private static String[] target(String method, String path) {
        return new String[] {":method", method, ":scheme", "http", ":authority", "a", ":path", path};
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a%2", "/a|b", "/{a}", "/a#b#c", "/a?b=^"})
    void aTargetThatIsNoUriIsAnsweredWithAPageInBothVersions(String path) throws IOException {
        try (RawHttp2 client = client()) {
            Outcome outcome = client.ask(target("GET", path));
            assertThat(outcome.status()).isEqualTo("400");
            assertThat(outcome.fields())
                    .contains(
                            "content-type: text/html;charset=UTF-8",
                            "content-length: " + outcome.body().length());
            assertThat(outcome.body()).contains("<h1>400 Bad Request</h1>").doesNotContain(path);
            assertThat(client.ask(target("HEAD", path)).body()).isEmpty();
            assertThat(ask(client).status()).isEqualTo("423");
        }
        Said said = application.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(said.status()).isEqualTo(400);
        assertThat(said.body()).contains("<h1>400 Bad Request</h1>").doesNotContain(path);
        assertThat(application
                        .raw("HEAD " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                        .body())
                .isEmpty();
    }

    @Test
    void fieldsBeyondTheLimitAre431AndTheConnectionGoesOn() throws IOException {
        try (RawHttp2 client = client()) {
            Outcome outcome = ask(client, "cookie", "x".repeat(9_000));
            assertThat(outcome.fields()).containsExactly(":status: 431");
            assertThat(outcome.body()).isEmpty();
            assertThat(ask(client).status()).isEqualTo("423");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a pseudo-field that is none  | :nonsense  | x
                    a pseudo-field of an answer  | :status    | 200
                    a pseudo-field twice         | :path      | /b
                    a name in upper case         | Upper      | x
                    a field of the connection    | connection | close
                    """)
    void malformedFieldsResetTheirStreamAndTheConnectionGoesOn(String what, String name, String value)
            throws IOException {
        try (RawHttp2 client = client()) {
            Outcome outcome = ask(client, name, value);
            assertThat(outcome.reset()).as(what).contains(PROTOCOL_ERROR);
            assertThat(outcome.fields()).isEmpty();
            assertThat(ask(client).status()).isEqualTo("423");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":scheme=http :authority=a :path=/locked",
                ":method=GET :authority=a :path=/locked",
                ":method=GET :scheme=http :authority=a",
                "accept=*/*"
            })
    void aRequestWithoutWhatEachMustHaveResetsItsStreamAndTheConnectionGoesOn(String fields) throws IOException {
        try (RawHttp2 client = client()) {
            assertThat(client.ask(fields.split("[ =]")).reset()).contains(PROTOCOL_ERROR);
            assertThat(ask(client).status()).isEqualTo("423");
        }
    }

    @ParameterizedTest
    @CsvSource({"NONSENSE, 400", "GET / HTTP/1.1 & Cookie: LONG, 431", "GET /LONG HTTP/1.1, 414"})
    void whatIsNoRequestOfHttp1EitherGetsThePage(String lines, int status) throws IOException {
        Said said = application.raw(lines.replace(" & ", "\r\n").replace("LONG", "x".repeat(20_000)) + "\r\n\r\n");
        assertThat(said.status()).isEqualTo(status);
        assertThat(said.body()).contains("<h1>" + status + " ");
    }

    @Test
    void overTlsBothVersionsHaveThePageToo() throws IOException {
        LoopbackTls tls = LoopbackTls.localhost();
        try (ErroneousApplication secure = ErroneousApplication.with(
                "server.http2.enabled=true",
                "server.ssl.certificate=" + tls.writeCertificate(folder),
                "server.ssl.certificate-private-key=" + tls.writePrivateKey(folder))) {
            int port = secure.uri("/").getPort();
            try (RawHttp2 client = new RawHttp2(connect(tls, port, "h2"))) {
                assertThat(client.ask(target("GET", "/%zz")).body()).contains("<h1>400 Bad Request</h1>");
            }
            try (SSLSocket socket = connect(tls, port, "http/1.1")) {
                assertThat(ErroneousApplication.raw(socket, "NONSENSE\r\n\r\n").body())
                        .contains("<h1>400 Bad Request</h1>");
            }
        }
    }

    private static SSLSocket connect(LoopbackTls tls, int port, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket)
                tls.jsseClientContext().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
        return socket;
    }
}
