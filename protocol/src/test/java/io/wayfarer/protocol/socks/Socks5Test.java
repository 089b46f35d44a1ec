/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import static io.wayfarer.protocol.socks.SocksVersion.SOCKS5H;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

import io.netty.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.socks.SocksException.Refusal;

/** Version 5 (RFC 1928, RFC 1929): what is sent octet for octet, and what becomes of each answer. */
class Socks5Test extends SocksCase {

    private static final String PASSWORD_WANTED = "05 02";

    @Test
    void version5SendsANameToTheProxyThatIsToLookItUp() {
        BlockingQueue<String> heard = new LinkedTransferQueue<>();
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            heard.add(hex(talk.read(3)));
            talk.write(bytes(ADMITTED));
            heard.add(hex(talk.read(19)));
            talk.write(bytes(CONNECTED));
            talk.awaitEnd();
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), SOCKS5H);
            StepVerifier.create(negotiation.negotiate("shop.example", 443, LIMIT))
                    .expectNext(InetSocketAddress.createUnresolved("127.0.0.9", 8080))
                    .expectComplete()
                    .verify(LIMIT);
            negotiation.close().block(LIMIT);
        }
        assertThat(heard)
                .containsExactly("05 01 00", "05 01 00 03 0c " + hex("shop.example".getBytes(ISO_8859_1)) + " 01 bb");
    }

    @ParameterizedTest
    @CsvSource({
        "SOCKS5, 192.0.2.7, 05 01 00 01 c0 00 02 07 01 bb",
        "SOCKS5H, 192.0.2.7, 05 01 00 01 c0 00 02 07 01 bb",
        "SOCKS5H, 2001:db8::7, 05 01 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 07 01 bb"
    })
    void version5SendsAnAddressAsAnAddress(SocksVersion version, String host, String command) {
        BlockingQueue<String> heard = new LinkedTransferQueue<>();
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(3);
            talk.write(bytes(ADMITTED));
            heard.add(hex(talk.read(bytes(command).length)));
            talk.write(bytes(CONNECTED));
            talk.awaitEnd();
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), version);
            StepVerifier.create(negotiation.negotiate(host, 443, LIMIT))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(LIMIT);
            negotiation.close().block(LIMIT);
        }
        assertThat(heard).containsExactly(command);
    }

    @Test
    void version5SendsUserAndPasswordInUtf8IfAsked() {
        BlockingQueue<String> heard = new LinkedTransferQueue<>();
        byte[] password = ADA.password().getBytes(UTF_8);
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            heard.add(hex(talk.read(4)));
            talk.write(bytes(PASSWORD_WANTED));
            heard.add(hex(talk.read(6 + password.length)));
            talk.write(bytes("01 00"));
            talk.read(10);
            talk.write(bytes(CONNECTED));
            talk.awaitEnd();
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), SOCKS5H, ADA);
            StepVerifier.create(negotiation.negotiate("192.0.2.7", 80, LIMIT))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(LIMIT);
            negotiation.close().block(LIMIT);
        }
        assertThat(heard).containsExactly("05 02 00 02", "01 03 61 64 61 09 " + hex(password));
    }

    @ParameterizedTest
    @CsvSource({
        "1, GENERAL_FAILURE",
        "2, NOT_ALLOWED",
        "3, NETWORK_UNREACHABLE",
        "4, HOST_UNREACHABLE",
        "5, CONNECTION_REFUSED",
        "6, TTL_EXPIRED",
        "7, COMMAND_NOT_SUPPORTED",
        "8, ADDRESS_TYPE_NOT_SUPPORTED",
        "9, UNKNOWN_CODE",
        "255, UNKNOWN_CODE"
    })
    void eachRefusalOfVersion5HasItsName(int code, Refusal refusal) {
        expectOfVersion5(ADMITTED, "05 " + hex((byte) code) + " 00 01 00 00 00 00 00 00", refusal, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 ff", "05 01", "05 02", "05 80"})
    void aProxyThatAdmitsNobodyIsTold(String answer) {
        expectOfVersion5(answer, "", Refusal.NO_ACCEPTABLE_METHOD, bytes(answer)[1] & 0xff);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void wrongCredentialsAreTold(int status) {
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(4);
            talk.write(bytes(PASSWORD_WANTED));
            talk.write(bytes("01 " + hex((byte) status)));
            talk.awaitEnd();
        })) {
            expect(
                    SocksNegotiation.on(connect(proxy, true), SOCKS5H, ADA).negotiate("a.test", 80, LIMIT),
                    Refusal.AUTHENTICATION_FAILED,
                    status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "04 00, ''",
        "'48 54 54 50 2f 31 2e 31 20 34 30 30', ''",
        "05 00, 04 00 00 01 00 00 00 00 00 00",
        "05 00, 05 00 00 02 00 00 00 00 00 00"
    })
    void whatIsNoAnswerIsTold(String choice, String answer) {
        expectOfVersion5(choice, answer, Refusal.MALFORMED_ANSWER, -1);
    }

    private static void expectOfVersion5(String choice, String answer, Refusal refusal, int code) {
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(3);
            talk.write(bytes(choice));
            talk.write(bytes(answer));
            talk.awaitEnd();
        })) {
            Channel channel = connect(proxy, true);
            expect(SocksNegotiation.on(channel, SOCKS5H).negotiate("a.test", 80, LIMIT), refusal, code);
            assertThat(channel.closeFuture().awaitUninterruptibly(20_000)).isTrue();
        }
    }
}
