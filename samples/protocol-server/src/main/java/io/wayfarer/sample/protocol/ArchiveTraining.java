/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Objects;

import io.wayfarer.protocol.server.HttpListener;

/**
 * Serves a few requests of its own, so that the JVM loads what a run needs and can archive it
 * ({@code -XX:ArchiveClassesAtExit}). Part of the build, not of the program.
 */
final class ArchiveTraining {

    /** A preface, empty settings, and GET / on stream 1. */
    private static final String HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" // RFC 9113 section 3.4
            + "\0\0\0\4\0\0\0\0\0"
            + "\0\0\6\1\5\0\0\0\1\u0082\u0086\u0084\1\1a";

    private ArchiveTraining() {}

    /** Waits for each step: what is trained is loading classes, in order. */
    public static void main(String[] arguments) throws IOException {
        CommandLine tls = CommandLine.parse(List.of("--port", "0", "--tls"));
        Objects.requireNonNull(ProtocolServer.start(tls).block()).close().block();
        HttpListener listener = Objects.requireNonNull(
                ProtocolServer.start(CommandLine.parse(List.of("--port", "0"))).block());
        ask(listener, "GET /chunks/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        ask(listener, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        ask(listener, HTTP_2);
        listener.close().block();
    }

    private static void ask(HttpListener listener, String octets) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
            socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
            InputStream answer = socket.getInputStream();
            answer.readNBytes(100);
        }
    }
}
