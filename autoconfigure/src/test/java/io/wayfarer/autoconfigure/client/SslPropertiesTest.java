/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.ExtendedSSLSession;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.tls.KeyPins;

/** What is offered over TLS and who is believed, as properties say; seen by a server of the JDK. */
class SslPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LoopbackTls TLS = LoopbackTls.of("localhost", "shop.example");

    private HttpsServer server;
    private ApplicationContextRunner runner;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TLS.jsseServerContext()));
        server.createContext("/", SslPropertiesTest::answer);
        server.start();
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClientAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ssl.bundle.pem.own.truststore.certificate="
                                + TLS.writeCertificate(folder).toUri(),
                        "wayfarer.client.ssl.bundle=own");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Version, suite and name of the handshake. */
    private static void answer(HttpExchange exchange) throws IOException {
        ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
        String seen = session.getProtocol() + " " + session.getCipherSuite() + " " + session.getRequestedServerNames();
        byte[] body = seen.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String seen(ApplicationContextRunner configured) {
        String[] seen = new String[1];
        configured.run(context -> seen[0] = context.getBean(ReactiveHttpClient.class)
                .get("https://localhost:" + server.getAddress().getPort() + "/")
                .bodyAsString()
                .block(PATIENCE));
        return seen[0];
    }

    @Test
    void byDefaultTheNewestVersionAndTheNameAreSent() {
        assertThat(seen(runner)).startsWith("TLSv1.3 TLS_AES_").endsWith("value=localhost]");
    }

    @ParameterizedTest
    @CsvSource({
        "wayfarer.client.ssl.max-version=TLSv1.2, TLSv1.2 TLS_ECDHE_",
        "spring.ssl.bundle.pem.own.options.enabled-protocols=TLSv1.2, TLSv1.2 TLS_ECDHE_",
        "spring.ssl.bundle.pem.own.options.ciphers=TLS_AES_128_GCM_SHA256, TLSv1.3 TLS_AES_128_GCM_SHA256",
        "wayfarer.client.ssl.min-version=TLSv1.3, TLSv1.3",
        "wayfarer.client.ssl.ciphers=modern, TLSv1.3"
    })
    void versionsAndSuitesAreOfferedAsThePropertySays(String property, String begins) {
        assertThat(seen(runner.withPropertyValues(property))).startsWith(begins);
    }

    @Test
    void anotherNameIsSentOrNone() {
        assertThat(seen(runner.withPropertyValues("wayfarer.client.ssl.server-name=shop.example")))
                .endsWith("value=shop.example]");
        assertThat(seen(runner.withPropertyValues("wayfarer.client.ssl.send-server-name=false")))
                .endsWith(" []");
        assertThatThrownBy(() -> seen(runner.withPropertyValues("wayfarer.client.ssl.server-name=elsewhere.example")))
                .hasStackTraceContaining("elsewhere.example");
    }

    @Test
    void pinsHoldBesidesTheBundle() {
        String pin = KeyPins.of(TLS.certificate());
        assertThat(seen(runner.withPropertyValues("wayfarer.client.ssl.pins[localhost]=" + pin)))
                .startsWith("TLSv1.3");
        String other = KeyPins.of(LoopbackTls.localhost().certificate());
        assertThatThrownBy(() -> seen(runner.withPropertyValues("wayfarer.client.ssl.pins[localhost]=" + other)))
                .cause()
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(pin + ", is none of those pinned");
    }
}
