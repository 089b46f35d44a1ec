/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;

class InboxTest {

    private static final HeaderList HEAD = HeaderList.of(":status", "200");
    private static final HeaderList TRAILERS = HeaderList.of("x-sum", "1");

    /** Writes down what it is told. */
    private static class Told implements StreamReceiver {

        final List<String> calls = new ArrayList<>();
        int depth;

        @Override
        public void onHeaders(HeaderList head) {
            calls.add("head " + head.status());
        }

        @Override
        public void onData(ByteBuf content) {
            assertThat(++depth).as("one call within another").isEqualTo(1);
            calls.add(content.toString(StandardCharsets.US_ASCII));
            content.release();
            depth--;
        }

        @Override
        public void onTrailers(HeaderList trailers) {
            calls.add("trailers " + trailers.first("x-sum"));
        }

        @Override
        public void onEnd() {
            calls.add("end");
        }

        @Override
        public void onFailure(Throwable failure) {
            calls.add("failure " + failure.getMessage());
        }
    }

    /** Counts what a stream would return to the peer. */
    private static final class Counting extends Inbox {

        long taken;
        int threw;

        @Override
        protected void taken(long octets) {
            taken += octets;
        }

        @Override
        protected void receiverThrew() {
            threw++;
        }
    }

    private final Counting inbox = new Counting();
    private final Told told = new Told();

    private static ByteBuf content(String text) {
        return PooledByteBufAllocator.DEFAULT
                .buffer()
                .writeBytes(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    @Test
    void headsComeAtOnceAndContentAsFarAsItIsAskedFor() {
        inbox.receiver(told);
        inbox.head(HEAD);
        assertThat(inbox.content(content("a"))).isFalse();
        assertThat(inbox.content(content("b"))).isFalse();
        inbox.trailers(TRAILERS);
        inbox.end();
        assertThat(told.calls).containsExactly("head 200");
        assertThat(inbox.queuedBytes()).isEqualTo(2);
        inbox.request(1);
        assertThat(told.calls).containsExactly("head 200", "a");
        assertThat(inbox.taken).isEqualTo(1);
        inbox.request(1);
        assertThat(told.calls).containsExactly("head 200", "a", "b", "trailers 1", "end");
        assertThat(inbox.taken).isEqualTo(2);
    }

    @Test
    void contentThatWasAskedForIsNotKept() {
        inbox.receiver(told);
        inbox.request(2);
        assertThat(inbox.content(content("a"))).isTrue();
        assertThat(inbox.queuedBytes()).isZero();
        assertThat(inbox.taken).isZero();
        assertThat(told.calls).containsExactly("a");
    }

    @Test
    void whatCameBeforeTheReceiverIsToldToIt() {
        inbox.head(HEAD);
        inbox.content(content("a"));
        inbox.end();
        inbox.request(Long.MAX_VALUE);
        inbox.receiver(told);
        assertThat(told.calls).containsExactly("head 200", "a", "end");
    }

    @Test
    void somethingIsAwaitedUnlessItWaitsItselfOrTheEndIsKnown() {
        assertThat(inbox.awaiting()).isTrue();
        inbox.receiver(told);
        inbox.request(1);
        assertThat(inbox.awaiting()).isTrue();
        inbox.content(content("a"));
        assertThat(inbox.awaiting()).as("nothing more is asked for").isFalse();
        inbox.request(1);
        inbox.end();
        assertThat(inbox.awaiting()).isFalse();
    }

    /** Of what a peer sends octet by octet, each would hold on to the buffer that it was read into. */
    @Test
    void smallPiecesThatWaitAreKeptTogether() {
        List<ByteBuf> read = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            ByteBuf buffer = content("x" + i % 10);
            read.add(buffer);
            inbox.content(buffer.skipBytes(1));
        }
        assertThat(inbox.queuedBytes()).isEqualTo(10_000);
        assertThat(read).filteredOn(buffer -> buffer.refCnt() > 0).hasSizeLessThanOrEqualTo(16);
        inbox.receiver(told);
        inbox.request(Long.MAX_VALUE);
        assertThat(String.join("", told.calls)).isEqualTo("0123456789".repeat(1000));
        assertThat(inbox.taken).isEqualTo(10_000);
        assertThat(read).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void largePiecesAmongSmallOnesKeepTheirPlace() {
        String large = "y".repeat(600);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String text = i % 7 == 0 ? large : "" + i % 10;
            all.append(text);
            inbox.content(content(text));
        }
        inbox.receiver(told);
        inbox.request(Long.MAX_VALUE);
        assertThat(String.join("", told.calls)).isEqualTo(all.toString());
    }

    @Test
    void anyNumberOfPiecesIsToldOnOneStack() {
        byte[] octets = new byte[600];
        IntStream.range(0, 100_000).forEach(i -> inbox.content(Unpooled.wrappedBuffer(octets)));
        inbox.end();
        inbox.receiver(told);
        inbox.request(Long.MAX_VALUE);
        assertThat(told.calls).hasSize(100_001).last().isEqualTo("end");
    }

    @Test
    void whatIsAskedForWithinACallComesAfterIt() {
        Told asking = new Told() {
            @Override
            public void onData(ByteBuf content) {
                super.onData(content);
                depth++;
                inbox.request(1);
                depth--;
            }
        };
        inbox.receiver(asking);
        inbox.content(content("a"));
        inbox.content(content("b"));
        inbox.end();
        inbox.request(1);
        assertThat(asking.calls).containsExactly("a", "b", "end");
    }

    @Test
    void whatWaitsWhenTheStreamLeavesIsInBuffersOfNoPool() {
        ByteBuf pooled = content("kept");
        inbox.content(pooled);
        inbox.end();
        inbox.detach();
        assertThat(pooled.refCnt()).isZero();
        inbox.detach();
        inbox.receiver(told);
        inbox.request(1);
        assertThat(told.calls).containsExactly("kept", "end");
    }

    @Test
    void aFailureComesBehindWhatHasArrived() {
        inbox.receiver(told);
        inbox.content(content("a"));
        inbox.fail(new IllegalStateException("late"));
        inbox.fail(new IllegalStateException("later"));
        inbox.end();
        assertThat(told.calls).isEmpty();
        inbox.request(1);
        assertThat(told.calls).containsExactly("a", "failure late");
    }

    @Test
    void aFailureAtOnceReleasesWhatWaits() {
        ByteBuf waiting = content("a");
        inbox.receiver(told);
        inbox.content(waiting);
        inbox.breakOff(new IllegalStateException("now"));
        assertThat(waiting.refCnt()).isZero();
        assertThat(told.calls).containsExactly("failure now");
        ByteBuf late = content("late");
        assertThat(inbox.content(late)).isTrue();
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void aWholeMessageRemainsToBeReadUnlessItIsDropped() {
        ByteBuf waiting = content("a");
        inbox.receiver(told);
        inbox.content(waiting);
        inbox.end();
        inbox.breakOff(new IllegalStateException("too late"));
        assertThat(waiting.refCnt()).isEqualTo(1);
        inbox.failNow(new IllegalStateException("dropped"));
        assertThat(waiting.refCnt()).isZero();
        assertThat(told.calls).containsExactly("failure dropped");
    }

    @Test
    void ofTwoFailuresTheFirstIsTold() {
        ByteBuf waiting = content("a");
        inbox.content(waiting);
        inbox.fail(new IllegalStateException("first"));
        inbox.failNow(new IllegalStateException("second"));
        assertThat(waiting.refCnt()).isZero();
        inbox.receiver(told);
        assertThat(told.calls).containsExactly("failure first");
    }

    @Test
    void afterItIsAbandonedNothingIsTold() {
        ByteBuf waiting = content("a");
        inbox.content(waiting);
        inbox.abandon();
        assertThat(waiting.refCnt()).isZero();
        inbox.head(HEAD);
        inbox.end();
        inbox.receiver(told);
        inbox.request(1);
        assertThat(told.calls).isEmpty();
    }

    @Test
    void aReceiverThatThrowsHearsOfItAndOfNothingElse() {
        ByteBuf waiting = content("b");
        Told throwing = new Told() {
            @Override
            public void onData(ByteBuf content) {
                super.onData(content);
                throw new AssertionError("thrown");
            }
        };
        inbox.receiver(throwing);
        inbox.content(content("a"));
        inbox.content(waiting);
        inbox.end();
        inbox.request(Long.MAX_VALUE);
        assertThat(throwing.calls).containsExactly("a", "failure thrown");
        assertThat(waiting.refCnt()).isZero();
        assertThat(inbox.threw).isEqualTo(1);
    }
}
