/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.wayfarer.protocol.server.HttpListener;

/** The server, running in this JVM. */
final class Running implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);

    private final CommandLine line;
    private final HttpListener listener;

    Running(String... arguments) {
        this.line = CommandLine.parse(List.of(arguments));
        this.listener = Objects.requireNonNull(ProtocolServer.start(line).block(LIMIT));
    }

    /** On a port that is free. */
    static Running plain() {
        return new Running("--port", "0");
    }

    /** The address of a path; paths begin with a slash. */
    String url(String path) {
        String root = ProtocolServer.url(line, listener);
        return root.substring(0, root.length() - 1) + path;
    }

    int port() {
        return listener.port();
    }

    /** Sends octets on a connection of their own, ends the sending, and returns all that comes. */
    String raw(String octets) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 20_000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Override
    public void close() {
        listener.close().block(LIMIT);
    }
}
