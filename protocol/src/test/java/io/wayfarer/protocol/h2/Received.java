/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;

/** Collects one message. */
class Received implements StreamReceiver {

    final List<HeaderList> heads = new CopyOnWriteArrayList<>();
    final List<HeaderList> trailers = new CopyOnWriteArrayList<>();
    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Received> whole = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile boolean calledBehindTheEnd;

    /** A request on a new stream; all content of the answer is asked for. */
    static Received of(HttpStream stream, HeaderList request, @org.jspecify.annotations.Nullable ByteBuf content) {
        Received received = new Received();
        stream.exchange(request, content, received);
        stream.request(Long.MAX_VALUE);
        return received;
    }

    HeaderList head() {
        return heads.get(heads.size() - 1);
    }

    String text() {
        return String.join("", pieces);
    }

    Received whole() {
        return within(whole);
    }

    Throwable failure() {
        return within(failure);
    }

    static final String WHOLE = "whole";
    static final String FAILED = "failed";

    /** How it ended. */
    String end() {
        return within(CompletableFuture.anyOf(
                        whole.handle((done, failed) -> failed == null ? WHOLE : FAILED),
                        failure.handle((cause, no) -> cause == null ? WHOLE : FAILED)))
                .toString();
    }

    boolean calledBehindTheEnd() {
        return calledBehindTheEnd;
    }

    boolean done() {
        return whole.isDone();
    }

    private static <T> T within(CompletableFuture<T> future) {
        try {
            return future.get(Loopback.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void onHeaders(HeaderList head) {
        calledBehindTheEnd |= whole.isDone();
        heads.add(head);
    }

    @Override
    public void onData(ByteBuf content) {
        calledBehindTheEnd |= whole.isDone();
        pieces.add(content.toString(StandardCharsets.ISO_8859_1));
        content.release();
    }

    @Override
    public void onTrailers(HeaderList fields) {
        calledBehindTheEnd |= whole.isDone();
        trailers.add(fields);
    }

    @Override
    public void onEnd() {
        calledBehindTheEnd |= whole.isDone();
        failure.completeExceptionally(new AssertionError("the message ended well"));
        whole.complete(this);
    }

    @Override
    public void onFailure(Throwable cause) {
        calledBehindTheEnd |= whole.isDone();
        whole.completeExceptionally(cause);
        failure.complete(cause);
    }
}
