/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.fixture.LoopbackServer;

class AuthenticationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopbackServer server = LoopbackServer.start(routes -> routes.get("/**", (request, response) -> {
        String given = request.requestHeaders().get("Authorization");
        return given == null
                ? response.status(401)
                        .header(
                                "WWW-Authenticate",
                                "Digest realm=\"files\", qop=auth, algorithm=SHA-256, nonce=\"abc\"")
                        .send()
                : response.sendString(Mono.just(given.substring(0, given.indexOf(' '))));
    }));
    private final String secret = "open sesame";

    /** Who fetches tokens and keeps them. */
    private static final class Tokens {
        Mono<String> current(boolean renew) {
            return Mono.just(renew ? "new" : "old");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void credentialsGoToTheirOrigin() {
        String files = server.uri("localhost", "/").toString();
        // tag::origins[]
        AuthPolicy auth = AuthPolicy.ofUrls()
                .with(files, Credentials.password("ada", secret).digestOnly());
        ReactiveHttpClient http = ReactiveHttpClient.builder().policy(auth).build();
        // end::origins[]

        assertThat(http.get(files).bodyAsString().block(PATIENCE)).isEqualTo("Digest");
        assertThat(http.get(server.uri("127.0.0.1", "/"))
                        .exchange(answer -> Mono.just(answer.status().value()))
                        .block(PATIENCE))
                .isEqualTo(401);
    }

    @Test
    void tokensAreSupplied() {
        String api = server.uri("localhost", "/").toString();
        Tokens tokens = new Tokens();
        // tag::bearer[]
        AuthPolicy auth = AuthPolicy.ofUrls().with(api, Credentials.bearer(renew -> tokens.current(renew)));
        // end::bearer[]
        ReactiveHttpClient http = ReactiveHttpClient.builder().policy(auth).build();

        assertThat(http.get(api).bodyAsString().block(PATIENCE)).isEqualTo("Bearer");
    }

    @Test
    void oneRequestHasCredentialsOfItsOwn() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String page = server.uri("localhost", "/").toString();
        // tag::request[]
        Mono<String> text =
                http.get(page).credentials(Credentials.password("ada", secret)).bodyAsString();
        // end::request[]

        assertThat(text.block(PATIENCE)).isEqualTo("Digest");
    }

    @Test
    void thePropertiesAreThoseThatThereAre() throws Exception {
        List<String> names = new YamlPropertySourceLoader()
                .load("auth", new ClassPathResource("auth/application.yml")).stream()
                        .flatMap(source -> ((Map<?, ?>) source.getSource()).keySet().stream())
                        .map(String::valueOf)
                        .toList();

        assertThat(names)
                .allMatch(
                        name -> name.matches("wayfarer\\.client\\.auth\\.\\w+\\.(url|username|password|token|scheme)"));
    }
}
