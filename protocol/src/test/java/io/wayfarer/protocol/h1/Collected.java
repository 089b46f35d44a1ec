/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;

/** Collects one message, asking for all of it. */
class Collected implements StreamReceiver {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final List<HeaderList> heads = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> whole = new CompletableFuture<>();
    volatile @Nullable HeaderList trailers;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    /** Makes one receive what a stream gets. */
    static Collected from(HttpStream stream) {
        Collected collected = new Collected();
        stream.request(Long.MAX_VALUE);
        stream.receive(collected);
        return collected;
    }

    /** Makes one receive the answer to a request. */
    static Collected exchange(HttpStream stream, HeaderList head, @Nullable ByteBuf content) {
        Collected collected = new Collected();
        stream.request(Long.MAX_VALUE);
        stream.exchange(head, content, collected);
        return collected;
    }

    @Override
    public void onHeaders(HeaderList head) {
        heads.add(head);
    }

    @Override
    public void onData(ByteBuf octets) {
        content.writeBytes(ByteBufUtil.getBytes(octets));
        octets.release();
    }

    @Override
    public void onTrailers(HeaderList section) {
        trailers = section;
    }

    @Override
    public void onEnd() {
        whole.complete(null);
    }

    @Override
    public void onFailure(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    /** Waits for the end of the message. */
    Collected await() {
        try {
            whole.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException failed) {
            throw new AssertionError("the message failed", failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("the message did not end", late);
        }
    }

    /** Waits for the failure of the message. */
    Throwable failure() {
        try {
            whole.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("the message did not fail: " + heads + " " + content.size());
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("the message did not end", late);
        }
    }

    /** The final head. */
    HeaderList head() {
        return heads.get(heads.size() - 1);
    }

    int status() {
        return head().status();
    }

    String content() {
        return content.toString(StandardCharsets.ISO_8859_1);
    }
}
