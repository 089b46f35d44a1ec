/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import static io.wayfarer.protocol.socks.SocksVersion.SOCKS4;
import static io.wayfarer.protocol.socks.SocksVersion.SOCKS5;
import static io.wayfarer.protocol.socks.SocksVersion.SOCKS5H;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.socks.SocksException.Refusal;

/** What negotiations of all versions have in common: look-ups, ends, limits, and the channel that is handed on. */
class SocksNegotiationTest extends SocksCase {

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
                assertThat(handlersOf(negotiation.channel())).noneMatch(name -> name.matches("Socks[45D].*"));
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

    /** As the event loop sees them, when it is done with what it does: the greeting is heard amid the leaving. */
    private static List<String> handlersOf(Channel channel) throws Exception {
        return channel.eventLoop().submit(() -> channel.pipeline().names()).get(20, TimeUnit.SECONDS);
    }

    private static void writeSlowly(RawPeer.Conversation talk, byte[] octets) throws java.io.IOException {
        for (byte octet : octets) {
            talk.write(new byte[] {octet});
        }
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
