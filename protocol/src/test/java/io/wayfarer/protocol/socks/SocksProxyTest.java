/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyPipeline;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.socks.SocksException.Refusal;

class SocksProxyTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aProxyIsReadFromItsUrl() {
        assertThat(SocksProxy.of(URI.create("SOCKS5H://ada:p%40ss%3A@proxy.example:1081")))
                .isEqualTo(new SocksProxy(
                        SocksVersion.SOCKS5H, "proxy.example", 1081, new SocksCredentials("ada", "p@ss:")));
        assertThat(SocksProxy.of(URI.create("socks4a://ada@[::1]")))
                .isEqualTo(new SocksProxy(SocksVersion.SOCKS4A, "::1", 1080, new SocksCredentials("ada", "")));
        assertThat(SocksProxy.of(URI.create("socks4://proxy.example")).credentials())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://proxy.example",
                "proxy.example:1080",
                "//proxy.example",
                "socks5:proxy.example",
                "socks5://:secret@proxy.example",
                "socks5://%ff@proxy.example",
                "socks5://proxy.example:0",
                "socks5://proxy.example:70000"
            })
    void whatIsNoUrlOfAProxyIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> SocksProxy.of(URI.create(url)));
    }

    @Test
    void credentialsAreBoundedAndNeverShown() {
        assertThat(SocksProxy.of(URI.create("socks5://ada:secret@[::1]:1080"))).hasToString("socks5://[::1]:1080");
        assertThat(new SocksCredentials("ada", "secret").toString()).doesNotContain("ada", "secret");
        assertThat(new SocksCredentials("u".repeat(255), "p".repeat(255)).user())
                .hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> new SocksCredentials("u".repeat(256), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new SocksCredentials("ada", "p".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SocksCredentials("", "secret"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SocksCredentials("a\0", "secret"));
    }

    @ParameterizedTest
    @CsvSource({"SOCKS4, true", "SOCKS4A, false", "SOCKS5, true", "SOCKS5H, false"})
    void theVersionSaysWhoLooksUpNames(SocksVersion version, boolean here) {
        assertThat(version.resolvesHere()).isEqualTo(here);
        assertThat(SocksVersion.ofScheme(version.scheme())).contains(version);
    }

    @Test
    void aProxyThatCannotBeReachedIsToldAsSuch() {
        SocksProxy nobody = new SocksProxy(SocksVersion.SOCKS5, "127.0.0.1", PeerProgram.freePort(), null);
        StepVerifier.create(nobody.connect("127.0.0.1", 80, LIMIT))
                .expectError(ConnectException.class)
                .verify(LIMIT);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS5", "SOCKS5H"})
    void microsocksConnects(SocksVersion version) {
        int port = PeerProgram.freePort();
        String microsocks = PeerProgram.installed("microsocks", "microsocks");
        PeerProgram proxy = PeerProgram.start(microsocks, "-i", "127.0.0.1", "-p", Integer.toString(port))
                .awaitPort(port);
        try (proxy) {
            assertThat(hello(new SocksProxy(version, "127.0.0.1", port, null), "localhost"))
                    .isEqualTo("world");
            refusesTheClosedPort(new SocksProxy(version, "127.0.0.1", port, null));
        }
    }

    @Test
    void microsocksChecksUserAndPassword() {
        int port = PeerProgram.freePort();
        String microsocks = PeerProgram.installed("microsocks", "microsocks");
        PeerProgram proxy = PeerProgram.start(
                        microsocks, "-i", "127.0.0.1", "-p", Integer.toString(port), "-u", "ada", "-P", "L\u00f6ve")
                .awaitPort(port);
        try (proxy) {
            SocksCredentials right = new SocksCredentials("ada", "L\u00f6ve");
            assertThat(hello(new SocksProxy(SocksVersion.SOCKS5H, "127.0.0.1", port, right), "127.0.0.1"))
                    .isEqualTo("world");
            SocksCredentials wrong = new SocksCredentials("ada", "other");
            expectRefusal(
                    new SocksProxy(SocksVersion.SOCKS5H, "127.0.0.1", port, wrong), 80, Refusal.AUTHENTICATION_FAILED);
            expectRefusal(
                    new SocksProxy(SocksVersion.SOCKS5H, "127.0.0.1", port, null), 80, Refusal.NO_ACCEPTABLE_METHOD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void danteConnectsInEachVersion(SocksVersion version, @TempDir Path folder) throws IOException {
        String danted = PeerProgram.installed("danted", "dante-server");
        int port = PeerProgram.freePort();
        Path configuration = Files.writeString(folder.resolve("danted.conf"), """
                logoutput: stderr
                internal: 127.0.0.1 port = %d
                external: lo
                clientmethod: none
                socksmethod: none
                client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
                socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
                """.formatted(port));
        PeerProgram proxy = PeerProgram.start(
                        danted,
                        "-f",
                        configuration.toString(),
                        "-p",
                        folder.resolve("pid").toString())
                .awaitPort(port);
        try (proxy) {
            String host = version == SocksVersion.SOCKS4A ? "127.0.0.1" : "localhost"; // it does not know 4a's names
            assertThat(hello(new SocksProxy(version, "127.0.0.1", port, null), host))
                    .isEqualTo("world");
            refusesTheClosedPort(new SocksProxy(version, "127.0.0.1", port, null));
        }
    }

    private static void refusesTheClosedPort(SocksProxy proxy) {
        expectRefusal(
                proxy,
                PeerProgram.freePort(),
                proxy.version().isVersion4() ? Refusal.GENERAL_FAILURE : Refusal.CONNECTION_REFUSED);
    }

    private static void expectRefusal(SocksProxy proxy, int targetPort, Refusal refusal) {
        StepVerifier.create(proxy.connect("127.0.0.1", targetPort, LIMIT))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                SocksException.class,
                                told -> assertThat(told.refusal()).isEqualTo(refusal)))
                .verify(LIMIT);
    }

    /** Says hello to a target behind the proxy, and returns what it answers. */
    private static String hello(SocksProxy proxy, String targetHost) {
        try (RawPeer target = RawPeer.scripted(talk -> {
            if (new String(talk.read(5), ISO_8859_1).equals("hello")) {
                talk.write("world");
            }
            talk.awaitEnd();
        })) {
            Channel channel = proxy.connect(targetHost, target.port(), LIMIT).block(LIMIT);
            assertThat(channel).isNotNull();
            Sinks.One<String> answer = Sinks.one();
            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new ChannelInboundHandlerAdapter() {

                private final StringBuilder heard = new StringBuilder();

                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    heard.append(((ByteBuf) message).toString(ISO_8859_1));
                    ((ByteBuf) message).release();
                    if (heard.length() == 5) {
                        answer.tryEmitValue(heard.toString()).orThrow();
                    }
                }
            });
            channel.config().setAutoRead(true);
            channel.writeAndFlush(Unpooled.copiedBuffer("hello", ISO_8859_1));
            String heard = answer.asMono()
                    .timeout(LIMIT, Mono.just("nothing"))
                    .blockOptional(LIMIT)
                    .orElseThrow();
            channel.close().awaitUninterruptibly();
            return heard;
        }
    }
}
