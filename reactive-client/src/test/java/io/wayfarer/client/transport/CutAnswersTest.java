/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.zip.GZIPOutputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.fixture.FieldSection;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Answers that end at each of their octets in turn, by the connection's end and by its reset: never is one taken for whole,
 * and the next request is none the worse.
 */
@Timeout(120)
class CutAnswersTest {

    private static final String WHOLE = "the answer, whole";
    private static final String PACKED = gzip(WHOLE);

    /** How a connection ends. */
    enum Cut {
        FIN,
        RST
    }

    /** In place of a number of octets: all of them, and the connection stays. */
    private static final int NO_CUT = -1;

    private final AtomicInteger cutAt = new AtomicInteger(NO_CUT);

    /** Answers of HTTP/1, in octets (ISO 8859-1). */
    enum Answer {
        OF_KNOWN_LENGTH("HTTP/1.1 200 OK\r\nX-Field: one\r\nContent-Length: " + WHOLE.length() + "\r\n\r\n" + WHOLE),
        IN_CHUNKS_WITH_TRAILERS(String.join(
                "\r\n",
                "HTTP/1.1 103 Early Hints",
                "Link: </a>",
                "",
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "Trailer: X-End",
                "",
                "6;a=b",
                "the an",
                "00b",
                "swer, whole",
                "0",
                "X-End: 1",
                "X-Sum: 2",
                "",
                "")),
        COMPRESSED_IN_CHUNKS(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Content-Encoding: gzip",
                "Transfer-Encoding: chunked",
                "",
                Integer.toHexString(PACKED.length()),
                PACKED,
                "0",
                "",
                "")),
        UNTIL_THE_END("HTTP/1.0 200 OK\r\n\r\n" + WHOLE);

        private final String octets;

        Answer(String octets) {
            this.octets = octets;
        }
    }

    private static String gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** Cuts the answer at each of its octets, with a sound exchange behind each; after a sound exchange each time but the first. */
    private void cutEverywhere(OneConnection client, URI uri, int length, IntSupplier open) {
        for (int octets = 0; octets < length; octets++) {
            cutAt.set(octets);
            HttpExchangeException failure = client.failure(uri, "an answer of " + octets + " octets of " + length);
            assertThat(failure)
                    .as("after %d octets of %d", octets, length)
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(ConnectionException.Reason.CLOSED));
            cutAt.set(NO_CUT);
            assertThat(client.text(uri)).isEqualTo(WHOLE);
        }
        client.leavesNothing(uri, open);
    }

    @ParameterizedTest
    @CsvSource({
        "OF_KNOWN_LENGTH, FIN",
        "OF_KNOWN_LENGTH, RST",
        "IN_CHUNKS_WITH_TRAILERS, FIN",
        "IN_CHUNKS_WITH_TRAILERS, RST",
        "COMPRESSED_IN_CHUNKS, FIN",
        "COMPRESSED_IN_CHUNKS, RST",
        "UNTIL_THE_END, RST"
    })
    void anAnswerOfHttp1IsNeverTakenForWhole(Answer answer, Cut cut) {
        try (OneConnection client = OneConnection.http1();
                RawPeer peer = RawPeer.scripted(conversation -> {
                    while (!conversation.readHead().isEmpty()) {
                        int octets = cutAt.get();
                        conversation.write(octets == NO_CUT ? answer.octets : answer.octets.substring(0, octets));
                        if (octets != NO_CUT && cut == Cut.RST) {
                            conversation.reset();
                        }
                        if (octets != NO_CUT || answer == Answer.UNTIL_THE_END) {
                            return;
                        }
                    }
                })) {
            cutEverywhere(client, peer.uri("/"), answer.octets.length(), peer::open);
        }
    }

    /** Over TLS even a connection that is not reset may have been cut by somebody else: RFC 9112 section 9.8. */
    @Test
    void contentThatEndsWithItsConnectionIsWholeOnlyWithTheClosingAlertOfTls() {
        try (OneConnection client = OneConnection.http1();
                RawPeer peer = RawPeer.scripted(LoopbackTls.localhost(), conversation -> {
                    conversation.readHead();
                    conversation.write(Answer.UNTIL_THE_END.octets);
                    if (cutAt.get() != NO_CUT) {
                        conversation.end();
                    }
                })) {
            URI uri = URI.create("https://localhost:" + peer.port() + "/");
            assertThat(client.text(uri)).isEqualTo(WHOLE);
            cutAt.set(Answer.UNTIL_THE_END.octets.length());
            assertThat(client.failure(uri, "content without the closing alert"))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(ConnectionException.Reason.CLOSED));
            client.leavesNothing(uri, peer::open);
        }
    }

    @Test
    void compressedContentThatEndsWithItsConnectionTellsItsEndItself() {
        String head = "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
        try (OneConnection client = OneConnection.http1();
                RawPeer peer = RawPeer.scripted(conversation -> {
                    conversation.readHead();
                    conversation.write(head + PACKED.substring(0, cutAt.get()));
                })) {
            for (int octets = 1; octets < PACKED.length(); octets++) {
                cutAt.set(octets);
                assertThat(client.failure(peer.uri("/"), octets + " octets of gzip"))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("cannot be decompressed");
            }
            cutAt.set(PACKED.length());
            assertThat(client.text(peer.uri("/"))).isEqualTo(WHOLE);
            client.leavesNothing(peer.uri("/"), peer::open);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfHttp2IsNeverTakenForWhole(Cut cut) {
        try (OneConnection client = OneConnection.http2();
                ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
                    Octets answer = http2Answer(request.stream());
                    int octets = cutAt.get();
                    if (octets == NO_CUT) {
                        request.wire().writeOctets(answer).subscribe();
                        return;
                    }
                    Channel channel = request.wire().channel();
                    if (cut == Cut.RST) {
                        channel.config().setOption(ChannelOption.SO_LINGER, 0);
                    }
                    request.wire()
                            .writeOctets(Octets.of(Arrays.copyOf(answer.toByteArray(), octets)))
                            .subscribe(sent -> {}, failed -> {}, channel::close);
                })) {
            cutEverywhere(client, server.uri(), http2Answer(1).length(), server::open);
        }
    }

    private static Octets http2Answer(int stream) {
        ByteBuf out = Unpooled.buffer();
        Octets hints = FieldSection.of(HeaderList.STATUS, "103", "link", "</a>");
        Octets head = FieldSection.of(HeaderList.STATUS, "200", "content-encoding", "gzip");
        byte[] packed = PACKED.getBytes(StandardCharsets.ISO_8859_1);
        int half = packed.length / 2;
        new Http2Frame.Headers(stream, hints, false).writeTo(out);
        new Http2Frame.Headers(stream, head, false).writeTo(out);
        new Http2Frame.Data(stream, Octets.of(Arrays.copyOf(packed, half)), false).writeTo(out);
        new Http2Frame.Data(stream, Octets.of(Arrays.copyOfRange(packed, half, packed.length)), false).writeTo(out);
        new Http2Frame.Headers(stream, FieldSection.of("x-end", "1"), true).writeTo(out);
        return Octets.copyOf(out);
    }
}
