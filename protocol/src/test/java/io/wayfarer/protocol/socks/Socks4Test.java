/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import static io.wayfarer.protocol.socks.SocksVersion.SOCKS4;
import static io.wayfarer.protocol.socks.SocksVersion.SOCKS4A;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

import io.netty.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.socks.SocksException.Refusal;

/** Versions 4 and 4a: what is sent octet for octet, and what becomes of each answer. */
class Socks4Test extends SocksCase {

    @ParameterizedTest
    @CsvSource({
        "SOCKS4, 192.0.2.7, 04 01 00 50 c0 00 02 07 61 64 61 00",
        "SOCKS4A, 192.0.2.7, 04 01 00 50 c0 00 02 07 61 64 61 00",
        "SOCKS4A, b.test, 04 01 00 50 00 00 00 01 61 64 61 00 62 2e 74 65 73 74 00"
    })
    void version4SendsTheUserAlways(SocksVersion version, String host, String request) {
        BlockingQueue<String> heard = new LinkedTransferQueue<>();
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            heard.add(hex(talk.read(bytes(request).length)));
            talk.write(bytes(CONNECTED_4));
            talk.awaitEnd();
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), version, ADA);
            StepVerifier.create(negotiation.negotiate(host, 80, LIMIT))
                    .expectNext(InetSocketAddress.createUnresolved("127.0.0.9", 8080))
                    .expectComplete()
                    .verify(LIMIT);
            negotiation.close().block(LIMIT);
        }
        assertThat(heard).containsExactly(request);
    }

    @ParameterizedTest
    @CsvSource({"5b, GENERAL_FAILURE", "5c, IDENTIFICATION_FAILED", "5d, IDENTIFICATION_FAILED", "5e, UNKNOWN_CODE"})
    void eachRefusalOfVersion4HasItsName(String code, Refusal refusal) {
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(9);
            talk.write(bytes("00 " + code + " 00 00 00 00 00 00"));
            talk.awaitEnd();
        })) {
            Channel channel = connect(proxy, true);
            expect(
                    SocksNegotiation.on(channel, SOCKS4).negotiate("192.0.2.7", 80, LIMIT),
                    refusal,
                    Integer.parseInt(code, 16));
            assertThat(channel.closeFuture().awaitUninterruptibly(20_000)).isTrue();
        }
    }

    @Test
    void whatIsNoAnswerOfVersion4IsTold() {
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(1);
            talk.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            talk.awaitEnd();
        })) {
            expect(
                    SocksNegotiation.on(connect(proxy, true), SOCKS4A).negotiate("a.test", 80, LIMIT),
                    Refusal.MALFORMED_ANSWER,
                    -1);
        }
    }
}
