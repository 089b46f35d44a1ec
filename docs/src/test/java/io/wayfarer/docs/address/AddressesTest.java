/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.autoconfigure.client.NamedClientsAutoConfiguration;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.spring.RequestOptions;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.docs.guide.YamlFile;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.protocol.client.LocalEnd;

class AddressesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aPolicyInCode() {
        try (LoopbackServer inside = LoopbackServer.start(
                routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("secret"))))) {
            String url = "http://0x7f.1:" + inside.port() + "/";
            // tag::policy[]
            AddressPolicy policy = AddressPolicy.builder()
                    .deny("internal")
                    .allow("10.1.2.0/24")
                    .build();
            PooledTransport transport = new PooledTransport(
                    TransportSettings.builder().addresses(policy).build());
            ReactiveHttpClient http =
                    ReactiveHttpClient.builder().transport(transport).build();
            Mono<String> page = http.get(url)
                    .bodyAsString()
                    .onErrorMap(
                            BlockedAddressException.class,
                            e -> new IllegalArgumentException("This URL cannot be fetched: " + e.refusals()));
            // end::policy[]
            assertThatThrownBy(() -> page.block(PATIENCE))
                    .hasMessage("This URL cannot be fetched: [127.0.0.1 is denied by \"internal\"]");
            transport.dispose();
        }
    }

    @Test
    void aPolicyInYaml() {
        with("address/client.yml").run(context -> {
            ReactiveHttpClient shared = context.getBean(ReactiveHttpClient.class);
            assertThatThrownBy(
                            () -> shared.get("http://10.1.3.1/").bodyAsString().block(PATIENCE))
                    .hasCauseInstanceOf(BlockedAddressException.class)
                    .hasMessageContaining("denied by \"internal\"");
            ReactiveHttpClient webhooks = context.getBean(
                    NamedClientsAutoConfiguration.BEAN_NAME_PREFIX + "webhooks", ReactiveHttpClient.class);
            assertThatThrownBy(() ->
                            webhooks.get("http://198.51.100.1/").bodyAsString().block(PATIENCE))
                    .hasCauseInstanceOf(BlockedAddressException.class)
                    .hasMessageContaining("is not among what is allowed");
        });
    }

    @Test
    void placesInYaml() {
        with("address/places.yml").run(context -> {
            ReactiveHttpClient client = context.getBean(ReactiveHttpClient.class);
            assertThatThrownBy(() ->
                            client.get("https://shop.test/").bodyAsString().block(PATIENCE))
                    .as("nobody listens there")
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessageContaining("shop.test")
                    .hasMessageContaining("refused");
        });
    }

    @Test
    void aRequestFromElsewhere() {
        try (LoopbackServer partner = LoopbackServer.startWith(plan -> plan.handle((in, out) -> out.sendString(
                Mono.just(Objects.requireNonNull(in.remoteAddress()).getHostString()))))) {
            String url = partner.uri("/").toString();
            ReactiveHttpClient http = ReactiveHttpClient.create();
            WebClient webClient = WebClient.builder()
                    .clientConnector(new WayfarerClientHttpConnector(http))
                    .build();
            // tag::from[]
            Mono<String> page = http.get(url).from(LocalEnd.of("127.0.0.2")).bodyAsString(); // <1>
            Mono<String> same = webClient
                    .get()
                    .uri(url)
                    .attributes(RequestOptions.of(request -> request.from(LocalEnd.of("127.0.0.2")))) // <2>
                    .retrieve()
                    .bodyToMono(String.class);
            // end::from[]
            assertThat(page.block(PATIENCE)).isEqualTo("127.0.0.2");
            assertThat(same.block(PATIENCE)).isEqualTo("127.0.0.2");
        }
    }

    private static ApplicationContextRunner with(String file) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class))
                .withInitializer(YamlFile.of(file));
    }
}
