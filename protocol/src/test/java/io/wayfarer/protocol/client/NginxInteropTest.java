/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.protocol.tls.ClientTls;

/**
 * Our client with nginx, in HTTP/2 and HTTP/1.1 over TLS and in HTTP/2 by prior knowledge; behind it stands our own server,
 * of which nginx is a client.
 */
class NginxInteropTest {

    private static final int STREAMS = 7;

    @TempDir
    private Path folder;

    private int tlsPort;
    private int plainPort;
    private HttpListener origin;
    private PeerProgram nginx;

    @BeforeEach
    void start() throws IOException {
        String program = PeerProgram.installed("nginx", "nginx-light");
        origin = PeerTraffic.within(HttpListener.builder()
                .host("127.0.0.1")
                .port(0)
                .onStream(stream -> stream.reader()
                        .finalHeaders()
                        // Whole, before it answers: no proxy has to pass on an answer beside its request.
                        .then(stream.reader().all(PeerTraffic.LARGE))
                        .map(NginxInteropTest::unpooled) // nobody releases it if nginx is gone before the head is sent
                        .flatMap(content -> stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                                .then(stream.sendData(content, true))))
                .bind());
        tlsPort = PeerProgram.freePort();
        plainPort = PeerProgram.freePort();
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(folder.resolve("small"), "small");
        Files.write(folder.resolve("large"), new byte[PeerTraffic.LARGE]);
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log %1$s/error.log;
                events { worker_connections 64; }
                http {
                  access_log off; client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
                  uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e; http2_max_concurrent_streams %2$d;
                  server {
                    listen 127.0.0.1:%3$d ssl http2; listen 127.0.0.1:%4$d http2;
                    ssl_protocols TLSv1.3; ssl_certificate %5$s; ssl_certificate_key %6$s;
                    root %1$s; client_max_body_size 0; add_trailer x-end 1;
                    location /echo {
                      proxy_pass http://127.0.0.1:%7$d; proxy_http_version 1.1; proxy_request_buffering off; proxy_buffering off;
                    }
                  }
                }
                """.formatted(
                        folder,
                        STREAMS,
                        tlsPort,
                        plainPort,
                        LoopbackTls.localhost().writeCertificate(folder),
                        LoopbackTls.localhost().writePrivateKey(folder),
                        origin.port()));
        nginx = PeerProgram.start(program, "-c", configuration.toString()).awaitPort(plainPort);
    }

    private static ByteBuf unpooled(ByteBuf content) {
        byte[] octets = ByteBufUtil.getBytes(content);
        content.release();
        return Unpooled.wrappedBuffer(octets);
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (origin != null) {
            origin.close().block(PeerTraffic.PATIENCE);
        }
    }

    private PeerTraffic overTls(ProtocolVersion version) {
        ClientTls tls = ClientTls.builder()
                .trust(LoopbackTls.localhost().trustManagerFactory())
                .versions(EnumSet.of(version))
                .build();
        HttpConnector connector = HttpConnector.builder().tls(tls).build();
        return new PeerTraffic(
                PeerTraffic.within(connector.connect("localhost", tlsPort).doOnNext(connection -> {
                    assertThat(connection.version()).isEqualTo(version);
                    assertThat(Objects.requireNonNull(connection.tls()).getProtocol())
                            .isEqualTo("TLSv1.3");
                })),
                "localhost:" + tlsPort);
    }

    @Test
    void http2OverTlsCarriesBodiesOfAnySizeAndTrailers() {
        PeerTraffic traffic = overTls(ProtocolVersion.HTTP_2);
        bodiesAndTrailers(traffic);
        traffic.close();
    }

    @Test
    void http11OverTlsCarriesBodiesOfAnySizeAndTrailers() {
        PeerTraffic traffic = overTls(ProtocolVersion.HTTP_1_1);
        bodiesAndTrailers(traffic);
        assertThat(traffic.uploadWithTrailers("/echo").text()).isEqualTo("body"); // in HTTP/2 nginx takes no trailers
        traffic.close();
    }

    private static void bodiesAndTrailers(PeerTraffic traffic) {
        assertThat(traffic.get("/empty").octets()).isZero();
        PeerTraffic.Answer small = traffic.get("/small");
        assertThat(small.text()).isEqualTo("small");
        assertThat(small.trailers().first("x-end")).isEqualTo("1");
        assertThat(traffic.get("/large").octets()).isEqualTo(PeerTraffic.LARGE);
        assertThat(traffic.get("/none").head().status()).isEqualTo(404);
        assertThat(traffic.upload("/echo", 0).octets()).isZero();
        assertThat(traffic.upload("/echo", PeerTraffic.LARGE).octets()).isEqualTo(PeerTraffic.LARGE);
    }

    @Test
    void http2GoesOnWithOtherSettingsAndPadding() {
        for (PeerTraffic traffic : new PeerTraffic[] {overTls(ProtocolVersion.HTTP_2), byPriorKnowledge()}) {
            assertThat(traffic.http2().peerSettings().maxConcurrentStreams()).isEqualTo(STREAMS);
            traffic.changeSettings(() -> {
                assertThat(traffic.uploadPadded("/echo").text()).isEqualTo("padded");
                assertThat(traffic.get("/large").octets()).isEqualTo(PeerTraffic.LARGE);
            });
            traffic.close();
        }
    }

    private PeerTraffic byPriorKnowledge() {
        HttpConnector connector =
                HttpConnector.builder().version(ProtocolVersion.HTTP_2).build();
        return new PeerTraffic(PeerTraffic.within(connector.connect("127.0.0.1", plainPort)), "127.0.0.1:" + plainPort);
    }

    @Test
    void http2ByPriorKnowledgeCarriesBodiesOfAnySizeAndTrailers() {
        PeerTraffic traffic = byPriorKnowledge();
        bodiesAndTrailers(traffic);
        traffic.close();
    }
}
