/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.header.HeaderList;

/** Tunnels and upgrades: what is not HTTP any more, and what still is. */
class Http1TakeOverTest {

    @Test
    void connectGivesATunnel() {
        AtomicReference<String> tunnelled = new AtomicReference<>();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 Connected\r\nContent-Length: 5\r\n\r\nbehind");
            tunnelled.set(new String(conversation.read(4), StandardCharsets.US_ASCII));
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = Collected.exchange(
                            connection.newStream(),
                            HeaderList.of(":method", "CONNECT", ":authority", "target.test:443"),
                            null)
                    .await();
            assertThat(answer.content()).isEmpty();
            assertThat(connection.open()).isFalse();
            Http1Wire wire = connection.takeChannel().map(Http1Wire::on).block(Dialled.PATIENCE);
            assertThat(wire).isNotNull();
            Dialled.closed(connection);
            ByteBuf behind = wire.readBodyByLength(6).block(Dialled.PATIENCE);
            assertThat(behind).isNotNull();
            assertThat(behind.toString(StandardCharsets.US_ASCII)).isEqualTo("behind");
            behind.release();
            wire.write("ping").then(wire.readLine()).block(Dialled.PATIENCE);
            assertThat(tunnelled).hasValue("ping");
            wire.close().block(Dialled.PATIENCE);
            assertThat(peer.heads())
                    .containsExactly("CONNECT target.test:443 HTTP/1.1\r\nHost: target.test:443\r\n\r\n");
        }
    }

    @Test
    void aChannelIsNotGivenAwayWhileAnExchangeIsUnderWay() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected.exchange(connection.newStream(), Dialled.get("/"), null);
            StepVerifier.create(connection.takeChannel())
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            Dialled.close(connection);
            StepVerifier.create(connection.takeChannel())
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
        }
    }

    @Test
    void anUpgradeHandsTheChannelOverWithWhatCameBehind() throws Exception {
        CompletableFuture<String> tunnelled = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> stream.sendHeaders(
                                HeaderList.of(":status", "101", "Connection", "upgrade", "Upgrade", "x"), true)
                        .then(stream.connection().takeChannel())
                        .subscribe(channel -> channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                ByteBuf octets = (ByteBuf) message;
                                tunnelled.complete(octets.toString(StandardCharsets.US_ASCII));
                                octets.release();
                                ctx.writeAndFlush(Unpooled.copiedBuffer("pong", StandardCharsets.US_ASCII))
                                        .addListener(done -> ctx.close());
                            }
                        })));
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nping Handlers.GET / HTTP/1.1"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .isEqualTo("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\npong");
            assertThat(tunnelled.get(10, TimeUnit.SECONDS)).isEqualTo("ping Handlers.GET / HTTP/1.1");
        }
    }

    @Test
    void anUpgradeThatIsDeclinedLeavesTheConnectionToHttp() {
        try (Served server = Served.streams(Handlers::echo)) {
            assertThat(server.say("GET /u HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\n\r\n" + Handlers.LAST_GET))
                    .containsSubsequence("GET /u ", "GET / ");
        }
    }

    /** What follows a CONNECT is the tunnel's, whatever its length says; where there is none, nobody must take it for more. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 30", "Transfer-Encoding: chunked"})
    void behindAConnectWithContentThatIsRefusedNothingIsRead(String framing) {
        try (Served server = Served.streams(stream -> Handlers.answer(stream, "405", "no"))) {
            assertThat(server.say("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n" + framing + "\r\n\r\n" + Handlers.GET))
                    .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        }
    }
}
