/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

import javax.net.ssl.SSLSocket;

import io.wayfarer.protocol.tls.ServerTls;
import io.wayfarer.protocol.tls.TrustedSockets;

/** A client that sends what it is told, octet for octet, and reads until the server closes or has answered. */
final class RawClient implements AutoCloseable {

    private final Socket socket;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
    }

    static RawClient connect(HttpListener listener) {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
    }

    static RawClient connect(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.connect(address, 20_000);
            return new RawClient(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Over TLS, with these names of protocols offered. */
    static RawClient connectTls(HttpListener listener, ServerTls tls, String... offered) {
        try {
            SSLSocket socket = TrustedSockets.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), tls, offered);
            return new RawClient(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RawClient send(String octets) {
        try {
            socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RawClient get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** Everything up to and including the text. */
    String readUntil(String text) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            while (true) {
                int octet = in.read();
                if (octet < 0) {
                    return heard.toString(ISO_8859_1) + "<end>";
                }
                heard.write(octet);
                if (heard.toString(ISO_8859_1).endsWith(text)) {
                    return heard.toString(ISO_8859_1);
                }
            }
        } catch (IOException failure) {
            return heard.toString(ISO_8859_1) + "<" + failure.getClass().getSimpleName() + ">";
        }
    }

    /** Everything up to the end. */
    String readAll() {
        return readUntil("\0\0never\0\0");
    }

    /** Whether nothing comes for a moment. */
    boolean silentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < -1;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    /** Ends the connection amid a test. */
    void hangUp() {
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
