/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.channel.Channel;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.header.HeaderList;

/** Client connections for tests, on channels that Reactor Netty opens without a pool. */
final class Dialled {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Dialled() {}

    static Channel channel(InetSocketAddress peer) {
        return opened(TcpClient.create(ConnectionProvider.newConnection()).remoteAddress(() -> peer));
    }

    static Channel tlsChannel(InetSocketAddress peer, LoopbackTls tls) {
        return opened(TcpClient.create(ConnectionProvider.newConnection())
                .remoteAddress(() -> peer)
                .secure(spec -> spec.sslContext(tls.clientContext())));
    }

    private static Channel opened(TcpClient client) {
        Connection connection = client.connect().block(PATIENCE);
        if (connection == null) {
            throw new AssertionError("not connected");
        }
        return connection.channel();
    }

    static Http1Connection to(InetSocketAddress peer) {
        return to(peer, ConnectionSettings.defaults());
    }

    static Http1Connection to(InetSocketAddress peer, ConnectionSettings settings) {
        return Http1Connection.client(channel(peer), settings);
    }

    static HeaderList get(String path) {
        return request("GET", path);
    }

    static HeaderList request(String method, String path, String... namesAndValues) {
        HeaderList.Builder head = HeaderList.builder()
                .add(HeaderList.METHOD, method)
                .add(HeaderList.SCHEME, "http")
                .add(HeaderList.AUTHORITY, "peer.test")
                .add(HeaderList.PATH, path);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            head.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return head.build();
    }

    static void onLoop(Http1Connection connection) {
        connection.channel().eventLoop().submit(() -> {}).syncUninterruptibly();
    }

    static void close(Http1Connection connection) {
        StepVerifier.create(connection.close()).expectComplete().verify(PATIENCE);
    }

    static void closed(Http1Connection connection) {
        StepVerifier.create(connection.closed()).expectComplete().verify(PATIENCE);
    }
}
