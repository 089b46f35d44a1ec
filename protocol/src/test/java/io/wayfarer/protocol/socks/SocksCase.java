/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.socks.SocksException.Refusal;

/** Proxies that play a script, and what is said to them. */
abstract class SocksCase {

    static final Duration LIMIT = Duration.ofSeconds(20);
    static final SocksCredentials ADA = new SocksCredentials("ada", "L\u00f6velace");

    /** Answers of version 5. */
    static final String ADMITTED = "05 00";

    static final String CONNECTED = "05 00 00 01 7f 00 00 09 1f 90";

    /** An answer of version 4. */
    static final String CONNECTED_4 = "00 5a 1f 90 7f 00 00 09";

    /** Of daemons, for all tests. */
    private static final EventLoopGroup LOOP =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("socks-test", true), NioIoHandler.newFactory());

    static void expect(Mono<InetSocketAddress> negotiated, Refusal refusal, int code) {
        StepVerifier.create(negotiated)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(SocksException.class, told -> {
                            assertThat(told.refusal()).isEqualTo(refusal);
                            assertThat(told.code()).isEqualTo(code);
                        }))
                .verify(LIMIT);
    }

    static Channel connect(RawPeer proxy, boolean autoRead) {
        return new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, autoRead)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(proxy.address())
                .syncUninterruptibly()
                .channel();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(byte... octets) {
        return HexFormat.ofDelimiter(" ").formatHex(octets);
    }
}
