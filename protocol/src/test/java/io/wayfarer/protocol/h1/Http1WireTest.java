/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

class Http1WireTest {

    @Test
    void anAnswerIsReadStepByStep() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 200 Very well\r\nA: b\r\nTransfer-Encoding:chunked\r\n\r\n"
                + "3;x=y\r\nabc\r\n0;last\r\nT: u\r\n\r\nrest till close")) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(peer.address()));
            await(wire.writeRequestLine("GET", "/", "HTTP/1.1").then(wire.writeHeadersDone()));
            assertThat(got(wire.readStatusLine())).isEqualTo(new Http1Wire.StatusLine("HTTP/1.1", 200, "Very well"));
            assertThat(got(wire.readHeader())).isEqualTo(new HeaderField("A", "b"));
            assertThat(got(wire.readHeader())).isEqualTo(new HeaderField("Transfer-Encoding", "chunked"));
            await(wire.readHeader());
            Http1Wire.Chunk chunk = got(wire.readChunk());
            assertThat(text(chunk.content())).isEqualTo("abc");
            assertThat(chunk.extensions()).isEqualTo(";x=y");
            Http1Wire.Chunk last = got(wire.readChunk());
            assertThat(last.last()).isTrue();
            assertThat(last.extensions()).isEqualTo(";last");
            last.content().release();
            assertThat(got(wire.readHeader())).isEqualTo(new HeaderField("T", "u"));
            await(wire.readHeader());
            assertThat(text(got(wire.readBodyByLength(4)))).isEqualTo("rest");
            assertThat(text(got(wire.readBodyTillClose(100)))).isEqualTo(" till close");
            await(wire.readLine());
            await(wire.close());
        }
    }

    @Test
    void aRequestIsReadAndAnsweredStepByStep() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.write("\r\nPOST /a HTTP/1.0\r\nX:\t y \r\n\n12345");
            conversation.readHead();
            conversation.awaitEnd();
        })) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(peer.address()));
            assertThat(got(wire.readRequestLine())).isEqualTo(new Http1Wire.RequestLine("POST", "/a", "HTTP/1.0"));
            assertThat(got(wire.readHeader())).isEqualTo(new HeaderField("X", "y"));
            await(wire.readHeader());
            assertThat(text(got(wire.readBodyByLength(5)))).isEqualTo("12345");
            await(wire.writeStatusLine("HTTP/1.1", 299, "Odd")
                    .then(wire.writeHeader("Transfer-Encoding", "chunked"))
                    .then(wire.writeHeadersDone())
                    .then(wire.shutdownOutput()));
            StepVerifier.create(wire.readLine()).expectComplete().verify(Dialled.PATIENCE);
            assertThat(peer.heads()).containsExactly("HTTP/1.1 299 Odd\r\nTransfer-Encoding: chunked\r\n\r\n");
        }
    }

    /** What lua-http has {@code clearerr} for (L086): there, a connection remembers what failed, and fails until it is told. */
    @Test
    void aStepThatFailedLeavesNothingToClear() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("no status line\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n");
            conversation.awaitEnd();
        })) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(peer.address()));
            Mono<Http1Wire.StatusLine> impatient = wire.readStatusLine().timeout(Duration.ofMillis(50));
            for (int i = 0; i < 2; i++) {
                StepVerifier.create(impatient)
                        .expectError(TimeoutException.class)
                        .verify(Dialled.PATIENCE);
            }
            await(wire.writeRequestLine("GET", "/", "HTTP/1.1").then(wire.writeHeadersDone()));
            StepVerifier.create(wire.readStatusLine())
                    .expectError(PeerProtocolException.class)
                    .verify(Dialled.PATIENCE);
            assertThat(got(wire.readStatusLine()).status()).isEqualTo(200);
            assertThat(got(wire.readHeader())).isEqualTo(new HeaderField("A", "b"));
            await(wire.close());
        }
    }

    @Test
    void whatTheSpecificationForbidsIsSentAsItIs() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            String sent = new String(conversation.read(75), StandardCharsets.ISO_8859_1);
            conversation.write(sent);
        })) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(peer.address()));
            await(wire.writeRequestLine("G T", "/\0", "HTTP/9.9")
                    .then(wire.writeHeader("Host", "a\rb"))
                    .then(wire.writeHeader("Content-Length", "-1"))
                    .then(wire.writeHeadersDone())
                    .then(wire.writeChunk(Http1ClientTest.buffer("abc"), " no extension"))
                    .then(wire.writeLastChunk(null))
                    .then(wire.writePlain(Http1ClientTest.buffer("\n"))));
            assertThat(text(got(wire.readBodyTillClose(100))))
                    .isEqualTo(
                            "G T /\0 HTTP/9.9\r\nHost: a\rb\r\nContent-Length: -1\r\n\r\n3 no extension\r\nabc\r\n0\r\n\n");
            await(wire.close());
        }
    }

    @Test
    void aServerOfTheModuleRefusesWhatAWireSends() {
        try (Served server = Served.streams(Handlers::echo)) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(server.address()));
            await(wire.writeRequestLine("GET", "/", "HTTP/1.1")
                    .then(wire.writeHeader("Host", "a"))
                    .then(wire.writeHeader("Host", "b"))
                    .then(wire.writeHeadersDone()));
            assertThat(got(wire.readStatusLine()).status()).isEqualTo(400);
            await(wire.close());
        }
    }

    @Test
    void aWireGivesItsChannelToAConnection() {
        try (Served server = Served.streams(Handlers::echo)) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(server.address()));
            await(wire.write("GET /wire HTTP/1.1\r\nHost: a\r\n\r\n"));
            assertThat(got(wire.readStatusLine()).status()).isEqualTo(200);
            for (HeaderField field = wire.readHeader().block(Dialled.PATIENCE);
                    field != null;
                    field = wire.readHeader().block(Dialled.PATIENCE)) {
                assertThat(field.name()).isEqualTo("Content-Length");
            }
            assertThat(text(got(wire.readBodyByLength("GET /wire ".length())))).isEqualTo("GET /wire ");
            Http1Connection connection = got(
                    wire.takeChannel().map(channel -> Http1Connection.client(channel, ConnectionSettings.defaults())));
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/next"), null)
                    .await();
            assertThat(answer.head()).isEqualTo(HeaderList.of(":status", "200", "Content-Length", "10"));
            await(connection.close());
        }
    }

    @Test
    void stepsFailTyped() {
        try (RawPeer peer = RawPeer.answering("nonsense\r\nno colon\r\nxyz\r\nabc")) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(peer.address()));
            await(wire.write("\r\n\r\n"));
            StepVerifier.create(wire.readStatusLine())
                    .expectError(PeerProtocolException.class)
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(wire.readHeader())
                    .expectError(PeerProtocolException.class)
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(wire.readChunk())
                    .expectError(PeerProtocolException.class)
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(wire.readBodyByLength(10))
                    .expectError(ConnectionEndedException.class)
                    .verify(Dialled.PATIENCE);
            assertThat(text(got(wire.readBodyByLength(3)))).isEqualTo("abc");
            await(wire.close());
        }
    }

    @Test
    void aLineThatIsTooLongFailsTyped() {
        try (RawPeer peer = RawPeer.answeringAndHolding("x".repeat(200))) {
            Http1Wire wire = Http1Wire.on(Dialled.channel(peer.address()));
            wire.maxLineBytes(100);
            await(wire.write("\r\n\r\n"));
            StepVerifier.create(wire.readLine())
                    .expectError(PeerProtocolException.class)
                    .verify(Dialled.PATIENCE);
            await(wire.close());
        }
    }

    private static void await(Mono<?> step) {
        StepVerifier.create(step).expectComplete().verify(Dialled.PATIENCE);
    }

    private static <T> T got(Mono<T> step) {
        T value = step.block(Dialled.PATIENCE);
        if (value == null) {
            throw new AssertionError("nothing came");
        }
        return value;
    }

    private static String text(ByteBuf octets) {
        String text = octets.toString(StandardCharsets.ISO_8859_1);
        octets.release();
        return text;
    }
}
