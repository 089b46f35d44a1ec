/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.PeerProtocolException;

/** What a client takes for an answer, and where that ends: RFC 9112 sections 4 and 6. */
class Http1AnswerRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H",
                "HTTP/1.1 200 OK\r\nConten",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
            })
    void aTruncatedAnswerFailsAndIsNeverAShortOne(String bytes) {
        try (RawPeer peer = RawPeer.answering(bytes)) {
            Throwable failure = Collected.exchange(Dialled.to(peer.address()).newStream(), Dialled.get("/"), null)
                    .failure();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.begun()).isTrue());
        }
    }

    @Test
    void anAnswerWithoutLengthEndsWithTheConnection() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 200 OK\r\n\r\nuntil here")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                    .await();
            assertThat(answer.content()).isEqualTo("until here");
            Dialled.closed(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\nx"
            })
    void octetsThatNobodyAskedForEndTheConnection(String bytes) {
        try (RawPeer peer = RawPeer.answeringAndHolding(bytes)) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            Dialled.closed(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: sdch\r\n\r\nz",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: \013chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, \0131\r\n\r\na",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"
            })
    void anAnswerThatBreaksTheRulesFailsTyped(String bytes) {
        try (RawPeer peer = RawPeer.answeringAndHolding(bytes)) {
            Http1Connection connection = Dialled.to(peer.address());
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .failure())
                    .isInstanceOf(PeerProtocolException.class)
                    .hasMessageContaining("section");
            Dialled.closed(connection);
        }
    }
}
