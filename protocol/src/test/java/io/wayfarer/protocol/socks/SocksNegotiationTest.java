/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import static io.wayfarer.protocol.socks.SocksVersion.SOCKS4;
import static io.wayfarer.protocol.socks.SocksVersion.SOCKS4A;
import static io.wayfarer.protocol.socks.SocksVersion.SOCKS5;
import static io.wayfarer.protocol.socks.SocksVersion.SOCKS5H;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.socks.SocksException.Refusal;

/** Scripted proxies: what is sent to them octet for octet, and what becomes of each answer. */
class SocksNegotiationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final SocksCredentials ADA = new SocksCredentials("ada", "L\u00f6velace");
    private static final String ADMITTED = "05 00";
    private static final String PASSWORD_WANTED = "05 02";
    private static final String CONNECTED = "05 00 00 01 7f 00 00 09 1f 90";
    private static final String CONNECTED_4 = "00 5a 1f 90 7f 00 00 09";

    private static final EventLoopGroup LOOP = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterAll
    static void stop() throws InterruptedException {
        LOOP.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"SOCKS4", "SOCKS5"})
    void aNameIsLookedUpHereWhereTheVersionSaysSo(SocksVersion version) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedTransferQueue<>();
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            if (version == SOCKS4) {
                heard.add(hex(talk.read(9)));
                return;
            }
            talk.read(3);
            talk.write(bytes(ADMITTED));
            heard.add(hex(talk.read(4)));
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), version);
            expect(negotiation.negotiate("localhost", 80, LIMIT), Refusal.CONNECTION_CLOSED, -1);
        }
        assertThat(heard.take()).isIn("04 01 00 50 7f 00 00 01 00", "05 01 00 01", "05 01 00 04");
    }

    @Test
    void aNameWithoutAddressIsToldAndClosesTheChannel() {
        try (RawPeer proxy = RawPeer.scripted(RawPeer.Conversation::awaitEnd)) {
            Channel channel = connect(proxy, true);
            expect(
                    SocksNegotiation.on(channel, SOCKS5).negotiate("no-such-name.invalid", 80, LIMIT),
                    Refusal.UNRESOLVED,
                    -1);
            assertThat(channel.closeFuture().awaitUninterruptibly(20_000)).isTrue();
        }
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

    @Test
    void anEndAtEachOctetOfTheTalkIsToldAsAnEnd() {
        List<String> answers = List.of(ADMITTED, CONNECTED);
        byte[] all = bytes(String.join(" ", answers));
        for (int end = 0; end < all.length; end++) {
            int length = end;
            try (RawPeer proxy = RawPeer.scripted(talk -> {
                talk.read(1);
                writeSlowly(talk, Arrays.copyOf(all, length));
                talk.endOutput();
                talk.awaitEnd();
            })) {
                expect(
                        SocksNegotiation.on(connect(proxy, true), SOCKS5H).negotiate("a.test", 80, LIMIT),
                        Refusal.CONNECTION_CLOSED,
                        -1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersMayComeOctetByOctetAndWhatTheTargetSaysBehindThemIsKept(boolean autoRead) throws Exception {
        for (String bound : List.of(
                "05 00 00 01 7f 00 00 09 1f 90",
                "05 00 00 03 01 61 1f 90",
                "05 00 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 07 1f 90")) {
            try (RawPeer proxy = RawPeer.scripted(talk -> {
                talk.read(3);
                writeSlowly(talk, bytes(ADMITTED));
                talk.read(13);
                writeSlowly(talk, bytes(bound));
                writeSlowly(talk, "220 ready".getBytes(ISO_8859_1));
                talk.awaitEnd();
            })) {
                SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, autoRead), SOCKS5H);
                StringBuilder heard = new StringBuilder();
                CountDownLatch greeted = new CountDownLatch(1);
                StepVerifier.create(negotiation
                                .negotiate("a.test", 80, LIMIT)
                                .then(negotiation.takeChannel())
                                .doOnNext(channel -> {
                                    channel.pipeline().addLast(new Greeting(heard, greeted));
                                    channel.config().setAutoRead(true);
                                }))
                        .expectNextCount(1)
                        .expectComplete()
                        .verify(LIMIT);
                assertThat(greeted.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(heard.toString()).isEqualTo("220 ready");
                assertThat(negotiation.channel().pipeline().names()).noneMatch(name -> name.matches("Socks[45D].*"));
                StepVerifier.create(negotiation.takeChannel())
                        .expectError(IllegalStateException.class)
                        .verify(LIMIT);
                negotiation.close().block(LIMIT);
            }
        }
    }

    @Test
    void theGreetingOfTheTargetMayComeInOnePieceWithTheAnswers() throws Exception {
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(3);
            talk.write(bytes(ADMITTED));
            talk.read(13);
            talk.write(bytes(CONNECTED + " " + hex("220 ready".getBytes(ISO_8859_1))));
            talk.awaitEnd();
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), SOCKS5H);
            StringBuilder heard = new StringBuilder();
            CountDownLatch greeted = new CountDownLatch(1);
            StepVerifier.create(negotiation
                            .negotiate("a.test", 80, LIMIT)
                            .then(negotiation.takeChannel())
                            .doOnNext(channel -> channel.pipeline().addLast(new Greeting(heard, greeted))))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(LIMIT);
            assertThat(greeted.await(20, TimeUnit.SECONDS)).isTrue();
            negotiation.close().block(LIMIT);
        }
    }

    @Test
    void aSilentProxyIsLeftAfterTheLimit() {
        try (RawPeer proxy = RawPeer.scripted(RawPeer.Conversation::awaitEnd)) {
            Channel channel = connect(proxy, true);
            expect(
                    SocksNegotiation.on(channel, SOCKS5H).negotiate("a.test", 80, Duration.ofMillis(100)),
                    Refusal.TIMEOUT,
                    -1);
            assertThat(channel.closeFuture().awaitUninterruptibly(20_000)).isTrue();
        }
    }

    @Test
    void cancellingClosesTheChannel() {
        try (RawPeer proxy = RawPeer.scripted(RawPeer.Conversation::awaitEnd)) {
            Channel channel = connect(proxy, true);
            SocksNegotiation.on(channel, SOCKS5H)
                    .negotiate("a.test", 80, LIMIT)
                    .subscribe()
                    .dispose();
            assertThat(channel.closeFuture().awaitUninterruptibly(20_000)).isTrue();
        }
    }

    @Test
    void nothingIsTakenAndNothingNegotiatedTwice() {
        try (RawPeer proxy = RawPeer.scripted(talk -> {
            talk.read(3);
            talk.write(bytes(ADMITTED));
            talk.read(13);
            talk.write(bytes(CONNECTED));
            talk.awaitEnd();
        })) {
            SocksNegotiation negotiation = SocksNegotiation.on(connect(proxy, true), SOCKS5H);
            StepVerifier.create(negotiation.takeChannel())
                    .expectError(IllegalStateException.class)
                    .verify(LIMIT);
            assertThat(negotiation.negotiate("a.test", 80, LIMIT).block(LIMIT)).isNotNull();
            StepVerifier.create(negotiation.negotiate("a.test", 80, LIMIT))
                    .expectError(IllegalStateException.class)
                    .verify(LIMIT);
        }
    }

    @Test
    void whatCannotBeSentIsRefusedAtOnce() {
        try (RawPeer proxy = RawPeer.scripted(RawPeer.Conversation::awaitEnd)) {
            Channel channel = connect(proxy, true);
            SocksNegotiation negotiation = SocksNegotiation.on(channel, SOCKS4);
            assertThatIllegalArgumentException().isThrownBy(() -> negotiation.negotiate("::1", 80, LIMIT));
            assertThatIllegalArgumentException().isThrownBy(() -> negotiation.negotiate("", 80, LIMIT));
            assertThatIllegalArgumentException().isThrownBy(() -> negotiation.negotiate("a.".repeat(128), 80, LIMIT));
            assertThatIllegalArgumentException().isThrownBy(() -> negotiation.negotiate("a\0b", 80, LIMIT));
            assertThatIllegalArgumentException().isThrownBy(() -> negotiation.negotiate("a.test", 0, LIMIT));
            assertThatIllegalArgumentException().isThrownBy(() -> negotiation.negotiate("a.test", 65_536, LIMIT));
            channel.close().awaitUninterruptibly();
        }
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

    private static void expect(Mono<InetSocketAddress> negotiated, Refusal refusal, int code) {
        StepVerifier.create(negotiated)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(SocksException.class, told -> {
                            assertThat(told.refusal()).isEqualTo(refusal);
                            assertThat(told.code()).isEqualTo(code);
                        }))
                .verify(LIMIT);
    }

    private static Channel connect(RawPeer proxy, boolean autoRead) {
        return new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, autoRead)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(proxy.address())
                .syncUninterruptibly()
                .channel();
    }

    private static void writeSlowly(RawPeer.Conversation talk, byte[] octets) throws java.io.IOException {
        for (byte octet : octets) {
            talk.write(new byte[] {octet});
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(byte... octets) {
        return HexFormat.ofDelimiter(" ").formatHex(octets);
    }

    private static final class Greeting extends SimpleChannelInboundHandler<ByteBuf> {

        private final StringBuilder heard;
        private final CountDownLatch greeted;

        Greeting(StringBuilder heard, CountDownLatch greeted) {
            this.heard = heard;
            this.greeted = greeted;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf octets) {
            heard.append(octets.toString(ISO_8859_1));
            if (heard.length() == "220 ready".length()) {
                greeted.countDown();
            }
        }
    }
}
