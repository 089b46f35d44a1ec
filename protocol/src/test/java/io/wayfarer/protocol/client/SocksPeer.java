/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RawPeer.Conversation;

/** A SOCKS proxy for tests, of versions 4a and 5, which asks for nothing and connects to wherever it is told. */
final class SocksPeer implements AutoCloseable {

    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final RawPeer peer = RawPeer.scripted(this::serve);

    private SocksPeer() {}

    static SocksPeer start() {
        return new SocksPeer();
    }

    InetSocketAddress address() {
        return peer.address();
    }

    /** What it was asked for, as {@code host:port}; addresses as literals. */
    List<String> targets() {
        return List.copyOf(targets);
    }

    private void serve(Conversation client) throws IOException {
        String host;
        int port;
        byte[] granted;
        if (client.read(1)[0] == 4) {
            byte[] fixed = client.read(7);
            port = port(fixed[1], fixed[2]);
            text(client);
            host = text(client);
            granted = new byte[] {0, 0x5a, 0, 0, 0, 0, 0, 0};
        } else {
            client.read(client.read(1)[0]);
            client.write(new byte[] {5, 0});
            int type = client.read(4)[3];
            byte[] address = client.read(type == 3 ? client.read(1)[0] : type == 1 ? 4 : 16);
            host = type == 3
                    ? new String(address, StandardCharsets.US_ASCII)
                    : InetAddress.getByAddress(address).getHostAddress();
            byte[] ends = client.read(2);
            port = port(ends[0], ends[1]);
            granted = new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
        }
        targets.add(host + ":" + port);
        try (Socket server = new Socket(InetAddress.getByName(host), port)) {
            client.write(granted);
            Thread back = new Thread(() -> pump(server, client), "socks-peer-back");
            back.setDaemon(true);
            back.start();
            for (byte[] octet = client.read(1); octet.length > 0; octet = client.read(1)) {
                server.getOutputStream().write(octet);
            }
        }
    }

    private static void pump(Socket server, Conversation client) {
        byte[] some = new byte[8192];
        try {
            InputStream in = server.getInputStream();
            for (int count = in.read(some); count > 0; count = in.read(some)) {
                client.write(Arrays.copyOf(some, count));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt(); // the test has closed one of the two ends
        }
    }

    private static int port(byte high, byte low) {
        return ((high & 0xff) << 8) | (low & 0xff);
    }

    private static String text(Conversation client) throws IOException {
        StringBuilder text = new StringBuilder();
        for (byte octet = client.read(1)[0]; octet != 0; octet = client.read(1)[0]) {
            text.append((char) octet);
        }
        return text.toString();
    }

    @Override
    public void close() {
        peer.close();
    }
}
