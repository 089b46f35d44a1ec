/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;

/** Files as bodies: handed to the operating system where nothing needs to see their octets, read in pieces elsewhere. */
class FileUploadTest {

    private static final int LARGE = 16 << 20;

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    private byte[] octets = {};
    private Path file = Path.of("");

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
        octets = new byte[LARGE];
        new Random(1).nextBytes(octets);
        file = Files.write(folder.resolve("body"), octets);
    }

    @AfterEach
    void close() {
        transport.dispose();
    }

    private TransportRequest put(RawPeer peer) {
        return Hops.of(HttpMethod.PUT, peer.uri("/"), RequestBody.file(file, null));
    }

    @Test
    void aFileArrivesWholeWithItsLength() throws Exception {
        CompletableFuture<byte[]> arrived = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            arrived.complete(conversation.read(LARGE));
            conversation.write("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");
        })) {
            assertThat(Hops.got(Hops.answer(transport, put(peer)))).isEqualTo("201 ok");
            assertThat(arrived.get(Hops.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(octets);
            assertThat(peer.heads()).singleElement().asString().contains("Content-Length: " + LARGE);
        }
    }

    @Test
    void aFileArrivesWholeOverTls() {
        try (LoopbackServer server = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.put(
                        "/",
                        (in, out) -> out.sendString(in.receive()
                                .aggregate()
                                .asByteArray()
                                .map(received -> "" + java.util.Arrays.equals(received, octets)))))) {
            TransportRequest request =
                    Hops.of(HttpMethod.PUT, server.uri("localhost", "/"), RequestBody.file(file, null));
            assertThat(Hops.got(Hops.answer(transport, request))).isEqualTo("200 true");
        }
    }

    @Test
    void anAnswerBeforeTheFileIsSentIsReceivedAndEndsTheSending() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\n\r\ntoo much");
            conversation.awaitEnd();
        })) {
            assertThat(Hops.got(Hops.answer(transport, put(peer)))).isEqualTo("413 too much");
        }
    }

    @Test
    void aFileThatHasGoneFailsTheExchangeByItsOwnFailure() throws Exception {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            TransportRequest request = put(peer);
            Files.delete(file);
            StepVerifier.create(transport.exchange(request))
                    .expectError(NoSuchFileException.class)
                    .verify(Hops.PATIENCE);
        }
    }

    @Test
    void aFileThatWasCutShortBeforeItIsSentFailsTheExchange() throws Exception {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            TransportRequest request = put(peer);
            Files.write(file, new byte[10]);
            StepVerifier.create(transport.exchange(request))
                    .expectErrorMessage("a file of 10 octets (expected: >= " + LARGE + ")")
                    .verify(Hops.PATIENCE);
        }
    }

    @Test
    void aFileThatBecomesShorterWhileItIsSentFailsTheExchange() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.read(1000);
            try (FileChannel shorter = FileChannel.open(file, StandardOpenOption.WRITE)) {
                shorter.truncate(1000);
            }
            conversation.awaitEnd();
        })) {
            StepVerifier.create(transport.exchange(put(peer)))
                    .expectErrorMessage(file + " became shorter while it was sent")
                    .verify(Hops.PATIENCE);
        }
    }

    @Test
    void cancellingEndsTheSending() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            begun.complete(true);
            try {
                conversation.read(LARGE);
            } finally {
                ended.complete(true);
            }
        })) {
            Disposable exchange = transport.exchange(put(peer)).subscribe();
            begun.get(Hops.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            exchange.dispose();
            assertThat(ended.get(Hops.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }
}
