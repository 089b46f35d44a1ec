/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.altsvc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.altsvc.AltSvcEntry;
import io.wayfarer.client.altsvc.AltSvcFile;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.Origin;
import io.wayfarer.docs.guide.YamlFile;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;

class AltSvcTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void whatAServerNamesIsRemembered() {
        TransportSettings settings = TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build();
        try (LoopbackServer shop = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/",
                        (request, response) -> response.header("Alt-Svc", "h2=\":8443\"; ma=60")
                                .sendString(Mono.just("open"))))) {

            // tag::store[]
            AltSvcStore known = new AltSvcStore();
            ReactiveHttpClient http = ReactiveHttpClient.builder()
                    .transport(new PooledTransport(settings))
                    .policy(new AltSvcPolicy(known))
                    .build();
            // end::store[]

            http.get(shop.uri("localhost", "/")).bodyAsString().block(PATIENCE);
            assertThat(known.snapshot()).singleElement().satisfies(entry -> {
                assertThat(entry.origin()).isEqualTo(new Origin("https", "localhost", shop.port()));
                assertThat(entry.port()).isEqualTo(8443);
            });
        }
    }

    @Test
    void alternativesInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("alt-svc.txt");
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class))
                .withInitializer(YamlFile.of("altsvc/client.yml"))
                .withPropertyValues("wayfarer.client.alt-svc.file=" + file)
                .run(context -> context.getBean(AltSvcStore.class)
                        .learn(new Origin("https", "shop.example", 443), List.of("h3=\":443\""), Duration.ZERO));
        assertThat(AltSvcFile.read(file).entries())
                .extracting(AltSvcEntry::protocol)
                .containsExactly("h3");
    }

    @Test
    void requestsStayOnTcp() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class))
                .withInitializer(YamlFile.of("altsvc/http3.yml"))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
