/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLSession;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.transport.InterimResponse;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.header.HeaderList;

/** What an answer says besides its body: before it, behind it, and about the connection that it came on. */
class AnswerHeadTest extends ClientCase {

    enum Version {
        HTTP_1,
        HTTP_2;

        FaultServer server(Fault fault) {
            return this == HTTP_1 ? FaultServer.http1(fault) : FaultServer.http2(fault);
        }
    }

    private final PooledTransport known = new PooledTransport(
            TransportSettings.builder().http2PriorKnowledge(true).build());

    private ReactiveHttpClient speaking(Version version) {
        return version == Version.HTTP_1
                ? http
                : http.toBuilder().transport(known).build();
    }

    private static HeaderList status(int status, String... fields) {
        return HeaderList.builder()
                .add(HeaderList.STATUS, Integer.toString(status))
                .addAll(HeaderList.of(fields))
                .build();
    }

    private static final Fault HINTS = (stream, request) -> stream.sendHeaders(status(102), false)
            .then(stream.sendHeaders(status(103, "link", "</a.css>; rel=preload"), false))
            .then(stream.sendHeaders(status(103, "link", "</b.css>; rel=preload"), false))
            .then(stream.sendHeaders(status(200, "content-length", "4"), false))
            .then(stream.sendData(Unpooled.wrappedBuffer(new byte[] {'d', 'o', 'n', 'e'}), true));

    @ParameterizedTest
    @EnumSource
    void interimAnswersAreToldInOrderAndNeverTakenForTheAnswer(Version version) {
        List<InterimResponse> interim = new CopyOnWriteArrayList<>();
        try (FaultServer server = version.server(HINTS)) {
            String text = speaking(version)
                    .get(server.uri("/page"))
                    .onInterim(interim::add)
                    .bodyAsString()
                    .block(PATIENCE);

            assertThat(text).isEqualTo("done");
            assertThat(interim).extracting(InterimResponse::status).containsExactly(102, 103, 103);
            assertThat(interim.get(2).headers().get("Link")).containsExactly("</b.css>; rel=preload");
            assertThat(interim.get(2).hop().url().path()).isEqualTo("/page");
        }
    }

    @ParameterizedTest
    @EnumSource
    void interimAnswersNobodyAskedForAreLeftOut(Version version) {
        try (FaultServer server = version.server(HINTS)) {
            assertThat(speaking(version)
                            .get(server.uri("/"))
                            .exchange(answer -> Mono.just(answer.status().value()))
                            .block(PATIENCE))
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAListenerForInterimAnswersThrowsFailsTheExchange(Version version) {
        try (FaultServer server = version.server(HINTS)) {
            StepVerifier.create(speaking(version)
                            .get(server.uri("/"))
                            .onInterim(hint -> {
                                throw new IllegalStateException("not today");
                            })
                            .bodyAsString())
                    .expectErrorMessage("not today")
                    .verify(PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trailersAreThereBehindTheBodyAndNotBefore(Version version) {
        Fault trailing = (stream, request) -> stream.sendHeaders(status(200), false)
                .then(stream.sendData(Unpooled.wrappedBuffer(new byte[] {'o', 'k'}), false))
                .then(stream.sendTrailers(HeaderList.of("checksum", "42", "checksum", "43")));
        try (FaultServer server = version.server(trailing)) {
            List<HttpHeaders> trailers = speaking(version)
                    .get(server.uri("/"))
                    .exchange(answer -> {
                        HttpHeaders before = answer.trailers();
                        return answer.bodyAsString().map(text -> List.of(before, answer.trailers()));
                    })
                    .block(PATIENCE);

            assertThat(trailers).isNotNull();
            assertThat(trailers.get(0).isEmpty()).isTrue();
            assertThat(trailers.get(1).get("Checksum")).containsExactly("42", "43");
        }
    }

    @Test
    void anAnswerOfHttp1HasAReasonPhrase() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 200 All is well\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(http.get(peer.uri("/"))
                            .exchange(answer -> Mono.just(answer.reasonPhrase()))
                            .block(PATIENCE))
                    .isEqualTo("All is well");
        }
    }

    @Test
    void anAnswerTellsBothEndsOfItsConnection() {
        http.get(at("/text"))
                .exchange(answer -> {
                    assertThat(answer.protocol()).isEqualTo("HTTP/1.1");
                    assertThat(answer.peer())
                            .hasValueSatisfying(
                                    peer -> assertThat(peer.getPort()).isEqualTo(server.port()));
                    assertThat(answer.localAddress()).hasValueSatisfying(local -> {
                        assertThat(local.getAddress().isLoopbackAddress()).isTrue();
                        assertThat(local.getPort()).isNotEqualTo(server.port());
                    });
                    assertThat(answer.tlsSession()).isEmpty();
                    return answer.discard();
                })
                .block(PATIENCE);
    }

    @Test
    void anAnswerOverTlsTellsTheSession() {
        try (LoopbackServer secure = LoopbackServer.start(LoopbackTls.localhost(), Pages::routes)) {
            SSLSession session = Objects.requireNonNull(http.get(secure.uri("localhost", "/text"))
                    .exchange(answer -> answer.discard().then(Mono.justOrEmpty(answer.tlsSession())))
                    .block(PATIENCE));

            assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
            assertThat(session.getCipherSuite()).startsWith("TLS_");
        }
    }
}
