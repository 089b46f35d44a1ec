/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.netty.handler.ssl.JdkSslContext;

/** Sockets of the platform that trust the certificate a server made for itself. */
public final class TrustedSockets {

    private TrustedSockets() {}

    /** Connects and makes the handshake, with these names of protocols offered. */
    public static SSLSocket connect(InetSocketAddress address, ServerTls server, String... offered) throws IOException {
        ClientTls client = ClientTls.builder()
                .trust(server.generatedCertificate().orElseThrow())
                .build();
        SSLSocketFactory factory = ((JdkSslContext) client.context()).context().getSocketFactory();
        Socket plain = new Socket();
        plain.connect(address, 20_000);
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, "localhost", address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(offered);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }
}
