/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.docs.guide.YamlFile;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.tls.CipherPolicy;
import io.wayfarer.protocol.tls.KeyPins;

class TlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer server = LoopbackServer.start(
            LoopbackTls.localhost(),
            routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("safe"))));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void settingsInJava() {
        TrustManagerFactory partners = LoopbackTls.localhost().trustManagerFactory();
        String current = KeyPins.of(LoopbackTls.localhost().certificate());
        String reserve = KeyPins.of(LoopbackTls.of("reserve").certificate());
        // tag::java[]
        TlsSettings tls = TlsSettings.defaults()
                .trusting(partners)
                .offering(CipherPolicy.MODERN) // TLS 1.3 alone
                .pinning(KeyPins.of(Map.of("localhost", List.of(current, reserve))));
        PooledTransport transport =
                new PooledTransport(TransportSettings.builder().tls(tls).build());
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().transport(transport).build();
        // end::java[]
        assertThat(http.get(server.uri("localhost", "/")).bodyAsString().block(PATIENCE))
                .isEqualTo("safe");
        transport.dispose();
    }

    @Test
    void settingsInYaml(@TempDir Path folder) throws IOException {
        LoopbackTls.localhost().writeCertificate(folder);
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClientAutoConfiguration.class))
                .withPropertyValues("folder=" + folder)
                .withInitializer(YamlFile.of("tls/client.yml"));
        runner.run(context -> assertThat(context.getBean(ReactiveHttpClient.class)
                        .get(server.uri("localhost", "/"))
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("safe"));
        runner.withPropertyValues(
                        "wayfarer.client.ssl.pins[localhost]=sha256/7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=")
                .run(context -> assertThatThrownBy(() -> context.getBean(ReactiveHttpClient.class)
                                .get(server.uri("localhost", "/"))
                                .bodyAsString()
                                .block(PATIENCE))
                        .cause()
                        .isInstanceOf(TlsException.class));
    }
}
