/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;

/** Servers that ask for credentials, and clients that have some. */
abstract class GuardedServers {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final PasswordCredentials ADA = Credentials.password("ada", "secret");
    static final String BASIC = "Basic YWRhOnNlY3JldA==";

    /** What a server says to one request. */
    record Reply(int status, List<Map.Entry<String, String>> fields) {

        static final Reply OK = new Reply(200, List.of());

        static Reply challenge(String... values) {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (String value : values) {
                fields.add(Map.entry("WWW-Authenticate", value));
            }
            return new Reply(401, fields);
        }

        static Reply redirect(String location) {
            return new Reply(302, List.of(Map.entry("Location", location)));
        }
    }

    /** One request as the server's function sees it. */
    record Seen(String method, String target, @Nullable String authorization, String body) {}

    final PooledTransport transport = new PooledTransport(TransportSettings.defaults());

    final List<LoopbackServer> servers = new ArrayList<>();

    LoopbackServer serve(Function<Seen, Reply> answers) {
        LoopbackServer server = LoopbackServer.startWith(plan -> plan.handle((in, out) -> in.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    Reply reply = answers.apply(seen(in, body));
                    reply.fields().forEach(field -> out.addHeader(field.getKey(), field.getValue()));
                    return out.status(reply.status())
                            .sendString(Mono.just("status " + reply.status()))
                            .then();
                })));
        servers.add(server);
        return server;
    }

    static Seen seen(HttpServerRequest in, byte[] body) {
        return new Seen(
                in.method().name(),
                in.uri(),
                in.requestHeaders().get("Authorization"),
                new String(body, StandardCharsets.ISO_8859_1));
    }

    LoopbackServer guarded(DigestGuard guard) {
        return serve(seen -> {
            String challenge = guard.judge(seen.method(), seen.target(), seen.authorization(), seen.body());
            return challenge == null ? Reply.OK : Reply.challenge(challenge);
        });
    }

    ReactiveHttpClient client(AuthPolicy auth) {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new CookiePolicy(new InMemoryCookieStore()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .policy(auth)
                .build();
    }

    static AuthPolicy forServer(LoopbackServer server, Credentials credentials) {
        return AuthPolicy.ofUrls().with(server.uri("/").toString(), credentials);
    }

    static int status(RequestSpec request) {
        return Objects.requireNonNull(request.exchange(
                        answer -> answer.discard().thenReturn(answer.status().value()))
                .block(PATIENCE));
    }

    static List<String> authorizations(LoopbackServer server) {
        return server.requests().stream()
                .map(request -> request.header("Authorization").orElse("none"))
                .map(value -> value.startsWith("Digest") ? "Digest" : value)
                .toList();
    }

    @AfterEach
    void close() {
        servers.forEach(LoopbackServer::close);
        transport.dispose();
    }

    static RequestBody once() {
        return RequestBody.stream(RequestBody.text("once").content(), 4, null);
    }
}
