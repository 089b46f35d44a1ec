/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.protocol.server.ListenerFailure;

/** RFC 9113 section 9.2, at both ends. */
class Http2SecurityTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** In appendix A, and in {@link CipherPolicy#OLD} for the sake of very old peers of HTTP/1. */
    private static final String PROHIBITED = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256";

    private static final LoopbackTls TLS = LoopbackTls.localhost();

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_128_GCM_SHA256, true",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true",
        "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256, false",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, false",
        "TLSv1.2, SSL_RSA_WITH_3DES_EDE_CBC_SHA, false",
        "TLSv1.1, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, false",
        "SSLv3, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, false",
        "NONE, SSL_NULL_WITH_NULL_NULL, false"
    })
    void section92WantsTls12AndAnAllowedSuite(String protocol, String suite, boolean adequate) {
        assertThat(Http2Security.lacking(protocol, suite) == null).isEqualTo(adequate);
    }

    @Test
    void withoutTlsNothingIsDemandedOfIt() {
        assertThat(Http2Security.lacking(null)).isNull();
    }

    @Test
    void section922AServerRefusesAProhibitedSuite() throws Exception {
        LinkedTransferQueue<ListenerFailure> failures = new LinkedTransferQueue<>();
        HttpListener listener = Objects.requireNonNull(HttpListener.builder()
                .host("127.0.0.1")
                .tls(ServerTls.builder()
                        .certificate(TLS.keyManagerFactory())
                        .ciphers(CipherPolicy.OLD)
                        .build())
                .onStream(stream -> {
                    throw new AssertionError("no stream was expected");
                })
                .onError(failures::add)
                .bind()
                .block(LIMIT));
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), 20_000);
            SSLSocket client = (SSLSocket)
                    TLS.jsseClientContext().getSocketFactory().createSocket(plain, "localhost", listener.port(), true);
            restrict(client);
            client.startHandshake();
            client.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(errorOfGoAway(new DataInputStream(client.getInputStream())))
                    .isEqualTo(Http2Error.INADEQUATE_SECURITY);
            assertThat(client.getInputStream().read()).isNegative();
            ListenerFailure failure = Objects.requireNonNull(failures.poll(20, TimeUnit.SECONDS));
            assertThat(failure.phase()).isEqualTo(ListenerFailure.Phase.SETUP);
            assertThat(failure.cause()).hasMessageContaining("9.2.2");
        } finally {
            listener.close().block(LIMIT);
        }
    }

    @Test
    void section922AClientRefusesAProhibitedSuite() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(TLS.keyManagerFactory().getKeyManagers(), null, null);
        try (SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Http2Error> heard = new CompletableFuture<>();
            Thread server = new Thread(() -> hear(listening, heard), "prohibited-suite");
            server.start();
            HttpConnector connector = HttpConnector.builder()
                    .tls(ClientTls.builder()
                            .trust(TLS.trustManagerFactory())
                            .ciphers(CipherPolicy.OLD)
                            .versions(EnumSet.of(ProtocolVersion.HTTP_2))
                            .build())
                    .build();
            assertThatThrownBy(() -> connector
                            .connect("localhost", listening.getLocalPort())
                            .block(LIMIT))
                    .cause()
                    .isInstanceOfSatisfying(HttpConnectException.class, failure -> {
                        assertThat(failure.phase()).isEqualTo(HttpConnectException.Phase.NEGOTIATE);
                        assertThat(failure.getCause())
                                .isInstanceOfSatisfying(
                                        PeerProtocolException.class,
                                        refusal ->
                                                assertThat(refusal.error()).isEqualTo(Http2Error.INADEQUATE_SECURITY));
                    });
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo(Http2Error.INADEQUATE_SECURITY);
            server.join();
        }
    }

    private static void hear(SSLServerSocket listening, CompletableFuture<Http2Error> heard) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            restrict(socket);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
            heard.complete(errorOfGoAway(in));
        } catch (IOException failure) {
            heard.completeExceptionally(failure);
        }
    }

    /** The suite under test and HTTP/2, nothing else. */
    private static void restrict(SSLSocket socket) throws IOException {
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {PROHIBITED});
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
    }

    /** The error that the first GOAWAY frame names; other frames are skipped. */
    private static Http2Error errorOfGoAway(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.skipNBytes(5);
            byte[] payload = in.readNBytes(length);
            if (type == 7) {
                return Http2Error.of(payload[7]);
            }
        }
    }
}
