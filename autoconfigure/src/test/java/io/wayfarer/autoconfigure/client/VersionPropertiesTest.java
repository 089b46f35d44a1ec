/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** Which versions of HTTP a client speaks. */
class VersionPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class));

    /** As they are written by people. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"HTTP/1.0; HTTP/1.0", "HTTP/1.1, HTTP/2; HTTP/1.1 HTTP/2", "http_2,http-3; HTTP/2 HTTP/3", "''; ''"
            })
    void versionsAreNamedAsEverywhere(String written, String understood) {
        runner.withPropertyValues("wayfarer.client.versions=" + written)
                .run(context -> assertThat(
                                context.getBean(ClientProperties.class).versions())
                        .extracting(ProtocolVersion::toString)
                        .containsExactlyInAnyOrder(StringUtils.tokenizeToStringArray(understood, " ")));
    }

    @Test
    void http3AloneIsSpokenWithoutBeingNamedByTheServer() {
        try (Http3Server server = Http3Server.startWith(
                LoopbackTls.localhost(), 0, plan -> plan.handle((in, out) -> out.sendString(Mono.just("quick"))))) {
            runner.withPropertyValues("wayfarer.client.versions=HTTP/3", "wayfarer.client.allow-insecure=true")
                    .run(context -> assertThat(context.getBean(ReactiveHttpClient.class)
                                    .get("https://localhost:" + server.port() + "/")
                                    .insecure()
                                    .exchange(
                                            answer -> answer.bodyAsString().map(text -> text + " " + answer.protocol()))
                                    .block(PATIENCE))
                            .isEqualTo("quick HTTP/3"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "versions=HTTP/1.0,HTTP/2; http2-upgrade=false; HTTP/1.0 alone",
                "versions=HTTP/4; http2-upgrade=false; HTTP/4",
                "versions=HTTP/1.1; http2-prior-knowledge=true; http2-prior-knowledge",
                "versions=HTTP/1.1; http2-upgrade=true; HTTP/2 is not among",
                "versions=HTTP/2; http2-upgrade=true; HTTP/1.1 is not among"
            })
    void whatCannotBeIsRefusedAtTheStart(String versions, String how, String explanation) {
        runner.withPropertyValues("wayfarer.client." + versions, "wayfarer.client." + how)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(explanation));
    }
}
