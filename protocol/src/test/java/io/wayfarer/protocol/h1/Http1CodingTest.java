/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderList;

/** Transfer codings besides chunked: RFC 9112 section 7.2. */
class Http1CodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void transferCodingsAreUndoneAndApplied(String coding) {
        try (Served server = Served.streams(stream -> {
            stream.request(Long.MAX_VALUE);
            stream.receive(new Collected() {
                @Override
                public void onEnd() {
                    stream.exchange(
                            HeaderList.of(":status", "200", "Transfer-Encoding", coding + ", chunked"),
                            Http1ClientTest.buffer(content()),
                            this);
                }
            });
        })) {
            Http1Connection client = Dialled.to(server.address());
            String text = "transfer ".repeat(20_000);
            for (int i = 0; i < 2; i++) {
                Collected answer = Collected.exchange(
                                client.newStream(),
                                Dialled.request("POST", "/", "Transfer-Encoding", coding + ", chunked"),
                                Http1ClientTest.buffer(text))
                        .await();
                assertThat(answer.content()).isEqualTo(text);
            }
        }
    }

    @Test
    void aTransferCodingThatExpandsBeyondMeasureIsRefused() {
        try (Served server = Served.streams(stream -> stream.exchange(
                HeaderList.of(":status", "200", "Transfer-Encoding", "gzip, chunked"),
                Unpooled.buffer(16 << 20).writeZero(16 << 20),
                new Collected()))) {
            Http1Connection connection = Dialled.to(server.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null);
            assertThat(answer.failure()).isInstanceOf(PeerProtocolException.class);
            Dialled.closed(connection);
        }
    }
}
