/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.ApacheHttpd;

/** Challenges by a server that others wrote: Apache httpd with mod_auth_digest. */
class ApacheDigestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private ApacheHttpd server;

    @BeforeEach
    void startServer(@TempDir Path folder) throws IOException {
        Path htdocs = Files.createDirectories(folder.resolve("htdocs/vault/deep"));
        Files.writeString(htdocs.resolve("a.txt"), "deep secret");
        Files.writeString(folder.resolve("htdocs/vault/b.txt"), "secret");
        ApacheHttpd.user(folder, "ada", "the vault", "open sesame");
        server = ApacheHttpd.start(folder, List.of(), """
                DocumentRoot htdocs
                <Location /vault>
                  AuthType Digest
                  AuthName "the vault"
                  AuthDigestProvider file
                  AuthDigestDomain /vault/
                  AuthDigestNonceLifetime 300
                  AuthUserFile users
                  Require valid-user
                </Location>
                """);
    }

    @AfterEach
    void stop() {
        transport.dispose();
        if (server != null) {
            server.close();
        }
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Test
    void itsChallengeIsAnsweredItsNonceUsedOnAndItsProofBelieved() {
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new CookiePolicy(new InMemoryCookieStore()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .policy(AuthPolicy.ofUrls().with(at("/"), Credentials.password("ada", "open sesame")))
                .build();

        assertThat(http.get(at("/vault/b.txt")).bodyAsString().block(PATIENCE)).isEqualTo("secret");
        Trace second = Objects.requireNonNull(
                http.get(at("/vault/deep/a.txt?x=y")).trace().block(PATIENCE));

        assertThat(second.hops()).extracting(Trace.TracedHop::status).containsExactly(200);
    }

    @Test
    void aWrongPasswordEndsWithItsRefusal() {
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .build();

        Trace trace = Objects.requireNonNull(http.get(at("/vault/b.txt"))
                .credentials(Credentials.password("ada", "wrong"))
                .trace()
                .block(PATIENCE));

        assertThat(trace.hops()).extracting(Trace.TracedHop::status).containsExactly(401, 401);
    }
}
