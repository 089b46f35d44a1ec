/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.error.PeerProtocolException;

/** Content as a reader gives it. */
public abstract class ContentReadingContract extends StreamReaderContract {

    @Test
    void theBodyIsGivenAtTheSubscribersPace() {
        Ends ends = ends().head().send("a");
        StepVerifier.create(ends.reader().body().map(StreamReaderContract::textOf), 0)
                .thenRequest(1)
                .expectNext("a")
                .then(() -> ends.send("b", "c"))
                .thenRequest(1)
                .expectNext("b")
                .thenRequest(Long.MAX_VALUE)
                .expectNext("c")
                .then(ends::end)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theRestOfACancelledBodyIsReadByTheNextStep() {
        Ends ends = ends().head();
        List<String> taken = new ArrayList<>();
        Mono<List<String>> first = started(
                ends.reader().body().map(StreamReaderContract::textOf).take(2).collectList());
        for (int i = 0; i < 40; i++) {
            ends.send(Integer.toString(i % 10));
        }
        ends.end();
        taken.addAll(get(first));
        assertThat(taken).hasSize(2);
        taken.addAll(get(ends.reader().body().map(StreamReaderContract::textOf).collectList()));
        assertThat(String.join("", taken)).isEqualTo("0123456789".repeat(4));
    }

    @Test
    void octetsAreCountedWhateverThePiecesTheyCameIn() {
        String sent = "abcdefghij";
        for (int split = 0; split <= sent.length(); split++) {
            Ends ends = ends().head()
                    .send(sent.substring(0, split), sent.substring(split))
                    .end();
            assertThat(text(ends.reader().read(4))).isEqualTo("abcd");
            assertThat(text(ends.reader().read(4))).isEqualTo("efgh");
            assertThat(text(ends.reader().read(4))).isEqualTo("ij");
            assertThat(text(ends.reader().read(4))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "one\\r\\ntwo, \\r\\n, one, two",
        "\\r\\ntwo, \\r\\n, '', two",
        "a\\r\\r\\nb, \\r\\n, a\\r, b",
        "aaab!, aab, a, !",
        "ababac, abac, ab, ''",
        "x--boundary--y, --boundary--, x, y"
    })
    void aDelimiterIsFoundWhereverThePiecesAreSplit(String content, String delimiter, String before, String behind) {
        String sent = escapes(content);
        byte[] wanted = escapes(delimiter).getBytes(StandardCharsets.ISO_8859_1);
        for (boolean include : new boolean[] {true, false}) {
            for (int split = 0; split <= sent.length(); split++) {
                Ends ends = ends();
                Mono<String> line = started(ends.reader()
                        .readUntil(wanted, 100, include)
                        .map(StreamReaderContract::textOf)
                        .defaultIfEmpty(""));
                ends.head()
                        .send(sent.substring(0, split), sent.substring(split))
                        .end();
                assertThat(get(line)).isEqualTo(escapes(before) + (include ? escapes(delimiter) : ""));
                assertThat(get(ends.reader().text(StandardCharsets.ISO_8859_1, 100)))
                        .isEqualTo(escapes(behind));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "6, true"})
    void aDelimiterIsFoundUpToAndIncludingTheLimit(int limit, boolean found) {
        Ends ends = ends().head().send("abcd\n").end();
        Mono<ByteBuf> line = ends.reader().readUntil(new byte[] {'\n'}, limit, false);
        if (found) {
            assertThat(text(line)).isEqualTo("abcd");
        } else {
            StepVerifier.create(line).expectError(PeerProtocolException.class).verify(PATIENCE);
            assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("abcd\n");
        }
    }

    @Test
    void contentWithoutTheDelimiterStaysToBeRead() {
        Ends ends = ends().head().send("ab", "cd").end();
        assertThat(text(ends.reader().readUntil(new byte[] {'\n'}, 100, false))).isEmpty();
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("abcd");
    }

    @ParameterizedTest
    @CsvSource({"5, false", "6, true", "7, true"})
    void allContentIsGivenUpToAndIncludingTheLimitAndElseStays(int limit, boolean given) {
        Ends ends = ends().head().send("abc", "def").end();
        if (given) {
            assertThat(text(ends.reader().all(limit))).isEqualTo("abcdef");
        } else {
            StepVerifier.create(ends.reader().all(limit))
                    .expectError(PeerProtocolException.class)
                    .verify(PATIENCE);
            assertThat(text(ends.reader().all(6))).isEqualTo("abcdef");
        }
    }

    @Test
    void malformedTextIsReplaced() {
        Ends ends = ends().head();
        ends.server()
                .sendData(Unpooled.wrappedBuffer(new byte[] {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xff}), true)
                .block(PATIENCE);
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("aé\ufffd");
    }

    @Test
    void whatIsPutBackComesFirst() {
        Ends ends = ends().head().send("cd").end();
        ends.reader().unread(buffer("b"));
        ends.reader().unread(buffer("a"));
        ends.reader().unread(Unpooled.EMPTY_BUFFER);
        assertThat(text(ends.reader().read(3))).isEqualTo("abc");
        ends.reader().unread(buffer("xy"));
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("xyd");
    }

    @Test
    void aWaitingStepSeesWhatIsPutBack() {
        Ends ends = ends().head();
        Mono<String> line = started(
                ends.reader().readUntil(new byte[] {'b', '\n'}, 100, true).map(StreamReaderContract::textOf));
        ends.send("b");
        ends.reader().unread(buffer("a"));
        ends.settle().send("\n").end();
        assertThat(get(line)).isEqualTo("ab\n");
    }

    @Test
    void boundsThatMakeNoSenseAreRejected() {
        Ends ends = ends();
        StreamReader reader = ends.reader();
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(0));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(16 * 1024 * 1024 + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.all(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.readUntil(new byte[] {1}, -1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.readUntil(new byte[0], 1, true));
        ends.head().end();
    }

    private static String escapes(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
