/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderList;

/** Content in the transfer codings that it comes in: RFC 9112 section 7. */
class Http1RawContentTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static final String CHUNKS =
            "4;ext=token\r\nwiki\r\n0005 ; q=\"a;\\\"\"\r\npedia\r\n1\r\n\r\r\n000;last\r\nExpires: never\r\nX: y\r\n\r\n";

    private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Collected raw(Http1Connection connection) {
        HttpStream stream = connection.newStream();
        stream.rawContent();
        return Collected.exchange(stream, Dialled.get("/"), null);
    }

    private static RawPeer answeringEachRequest(String... answers) {
        return RawPeer.scripted(conversation -> {
            for (String answer : answers) {
                conversation.readHead();
                conversation.write(answer);
            }
            conversation.awaitEnd();
        });
    }

    @Test
    void chunksComeAsTheyWereSentAndTheConnectionCarriesTheNextExchange() {
        try (RawPeer peer = answeringEachRequest(CHUNKED + CHUNKS, CHUNKED + CHUNKS, PLAIN, CHUNKED + CHUNKS)) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected first = raw(connection).await();
            assertThat(first.content()).isEqualTo(CHUNKS);
            assertThat(first.trailers).isEqualTo(HeaderList.of("Expires", "never", "X", "y"));
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .await()
                            .content())
                    .isEqualTo("wikipedia\r");
            assertThat(raw(connection).await().content()).isEqualTo("ok");
            assertThat(raw(connection).await().content()).isEqualTo(CHUNKS);
            assertThat(peer.connections()).isOne();
            Dialled.close(connection);
        }
    }

    @Test
    void ofAnEmptyMessageTheLastChunkComes() {
        try (RawPeer peer = answeringEachRequest(CHUNKED + "0\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = raw(connection).await();
            assertThat(answer.content()).isEqualTo("0\r\n\r\n");
            assertThat(answer.trailers).isNull();
            Dialled.close(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "deflate, chunked"})
    void aCompressedTransferStaysSo(String codings) {
        String chunks = "3\r\n\u001f\u008b\b\r\n0\r\n\r\n";
        try (RawPeer peer = answeringEachRequest(CHUNKED.replace("chunked", codings) + chunks)) {
            Http1Connection connection = Dialled.to(peer.address());
            assertThat(raw(connection).await().content()).isEqualTo(chunks);
            Dialled.close(connection);
        }
    }

    @Test
    void aCompressedTransferWithoutChunksEndsWithTheConnection() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n\u001f\u008b\b")) {
            assertThat(raw(Dialled.to(peer.address())).await().content()).isEqualTo("\u001f\u008b\b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z\r\n",
                "2\nok\r\n",
                "2\r\nok0\r\n\r\n",
                "2\r\nok\r\nx\r\n",
                "2;=\r\nok\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\n",
                "2\r\nok\r\n0\r\n: none\r\n\r\n",
                "2\r\nok\r\n0\r\nT: \0\r\n\r\n"
            })
    void badChunksFailAsThoseThatArePutTogether(String chunks) {
        try (RawPeer peer = RawPeer.answeringAndHolding(CHUNKED + chunks)) {
            Http1Connection connection = Dialled.to(peer.address());
            Throwable failure = raw(connection).failure();
            Dialled.closed(connection);
            Throwable usual = Collected.exchange(Dialled.to(peer.address()).newStream(), Dialled.get("/"), null)
                    .failure();
            assertThat(failure)
                    .isInstanceOf(PeerProtocolException.class)
                    .hasSameClassAs(usual)
                    .hasMessage(usual.getMessage());
        }
    }

    @Test
    void extensionsAndTrailersHaveTheSameLimits() {
        String extended = "1;" + "x".repeat(2000) + "\r\na\r\n";
        String trailer = "T: " + "v".repeat(1000) + "\r\n";
        for (String chunks : List.of(extended.repeat(40), "1;" + "x".repeat(5000), "0\r\n" + trailer.repeat(100))) {
            try (RawPeer peer = RawPeer.answeringAndHolding(CHUNKED + chunks)) {
                Throwable failure = raw(Dialled.to(peer.address())).failure();
                Throwable usual = Collected.exchange(Dialled.to(peer.address()).newStream(), Dialled.get("/"), null)
                        .failure();
                assertThat(failure).hasSameClassAs(usual).hasMessage(usual.getMessage());
            }
        }
    }

    @Test
    void itComesPieceByPieceAsItIsAskedForAndTrailersAfterwards() {
        try (RawPeer peer = answeringEachRequest(CHUNKED + CHUNKS)) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            stream.rawContent();
            StringBuilder order = new StringBuilder();
            Collected answer = new Collected() {
                @Override
                public void onHeaders(HeaderList head) {
                    order.append("head ");
                    stream.request(1);
                }

                @Override
                public void onData(ByteBuf octets) {
                    super.onData(octets);
                    order.append("content ");
                    stream.request(1);
                }

                @Override
                public void onTrailers(HeaderList section) {
                    order.append("trailers ");
                }
            };
            stream.exchange(Dialled.get("/"), null, answer);
            answer.await();
            assertThat(answer.content()).isEqualTo(CHUNKS);
            assertThat(order.toString()).matches("head (content )+trailers ");
            Dialled.close(connection);
        }
    }

    @Test
    void whatIsUnderWayCannotBeMadeRaw() {
        try (RawPeer peer = answeringEachRequest(PLAIN)) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected.exchange(stream, Dialled.get("/"), null).await();
            assertThatThrownBy(stream::rawContent).isInstanceOf(IllegalStateException.class);
            Dialled.close(connection);
        }
    }

    @Test
    void whereverOctetsAreCutTheSameComes() throws BadMessage {
        String two = CHUNKS + PLAIN;
        for (int first = 0; first <= CHUNKS.length(); first++) {
            for (int second = first; second <= CHUNKS.length(); second++) {
                assertThat(read(two.substring(0, first), two.substring(first, second), two.substring(second)))
                        .isEqualTo(CHUNKS);
            }
        }
        assertThat(read(two.split(""))).isEqualTo(CHUNKS);
    }

    /** What comes of chunks in these pieces, with another message behind them that is left unread. */
    private static String read(String... pieces) throws BadMessage {
        MessageReader reader = new MessageReader(false, ConnectionSettings.defaults());
        StringBuilder text = new StringBuilder();
        List<MessageReader.Event> others = new ArrayList<>();
        @Nullable HeaderList trailers = null;
        try {
            reader.expectRawChunks();
            for (String piece : pieces) {
                ByteBuf octets = UnpooledByteBufAllocator.DEFAULT.buffer();
                octets.writeCharSequence(piece, ISO_8859_1);
                reader.feed(UnpooledByteBufAllocator.DEFAULT, octets);
                while (others.isEmpty()) {
                    MessageReader.Event event = reader.next();
                    if (event == MessageReader.Event.NOTHING) {
                        break;
                    } else if (event == MessageReader.Event.CONTENT) {
                        ByteBuf content = reader.content();
                        assertThat(content.isReadable()).isTrue();
                        text.append(content.toString(ISO_8859_1));
                        content.release();
                    } else {
                        others.add(event);
                        trailers = reader.section();
                    }
                }
            }
            assertThat(others).containsExactly(MessageReader.Event.END);
            assertThat(trailers).isEqualTo(HeaderList.of("Expires", "never", "X", "y"));
            ByteBuf rest = Objects.requireNonNull(reader.takeRest());
            assertThat(ByteBufUtil.getBytes(rest)).isEqualTo(PLAIN.getBytes(ISO_8859_1));
            rest.release();
            return text.toString();
        } finally {
            reader.release();
        }
    }
}
