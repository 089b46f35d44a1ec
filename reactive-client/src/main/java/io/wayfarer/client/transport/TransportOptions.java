/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.Decompression;

/** What one request wants otherwise than its client. Immutable; {@link #none()} for most. */
public final class TransportOptions {

    private static final TransportOptions NONE = new TransportOptions(null, null, null, false, null);

    private final @Nullable Consumer<InterimResponse> interim;
    private final @Nullable Supplier<HttpHeaders> trailers;
    private final @Nullable Boolean expectContinue;
    private final boolean wholeServer;
    private final @Nullable Decompression decompression;

    private TransportOptions(
            @Nullable Consumer<InterimResponse> interim,
            @Nullable Supplier<HttpHeaders> trailers,
            @Nullable Boolean expectContinue,
            boolean wholeServer,
            @Nullable Decompression decompression) {
        this.interim = interim;
        this.trailers = trailers;
        this.expectContinue = expectContinue;
        this.wholeServer = wholeServer;
        this.decompression = decompression;
    }

    /** All as the client has it. */
    public static TransportOptions none() {
        return NONE;
    }

    /**
     * With somebody who is told of each head that comes before the answer, on an event loop, in their order. What it throws
     * fails the exchange.
     */
    public TransportOptions onInterim(Consumer<InterimResponse> listener) {
        return new TransportOptions(listener, trailers, expectContinue, wholeServer, decompression);
    }

    /** With a trailer section (RFC 9110 section 6.5), asked for when the body has been sent. */
    public TransportOptions trailers(Supplier<HttpHeaders> section) {
        return new TransportOptions(interim, section, expectContinue, wholeServer, decompression);
    }

    /** Whether the body waits for the server's consent; without this, {@link TransportSettings} decides. */
    public TransportOptions expectContinue(boolean expected) {
        return new TransportOptions(interim, trailers, expected, wholeServer, decompression);
    }

    /** With {@code *} in place of path and query (RFC 9110 section 9.3.7), whatever these are. */
    public TransportOptions wholeServer() {
        return new TransportOptions(interim, trailers, expectContinue, true, decompression);
    }

    /** With decompression of its own; of an answer that the transport leaves as it comes. */
    public TransportOptions decompression(Decompression own) {
        return new TransportOptions(interim, trailers, expectContinue, wholeServer, own);
    }

    /** Its own decompression; empty for that of the client. */
    public Optional<Decompression> decompression() {
        return Optional.ofNullable(decompression);
    }

    /** Who is told of interim answers. */
    public Optional<Consumer<InterimResponse>> interim() {
        return Optional.ofNullable(interim);
    }

    /** What makes the trailer section; null for none. */
    @Nullable
    Supplier<HttpHeaders> trailers() {
        return trailers;
    }

    /** Whether the body of a request waits for the server's consent. */
    boolean expectsContinue(TransportRequest request, TransportSettings settings) {
        if (request.body().absent()) {
            return false;
        }
        if (expectContinue != null) {
            return expectContinue;
        }
        long length = request.body().length();
        return length > settings.expectContinueAbove()
                || (length < 0 && settings.expectContinueAbove() < Long.MAX_VALUE)
                || "100-continue".equalsIgnoreCase(request.headers().getFirst(HttpHeaders.EXPECT));
    }

    boolean concernsWholeServer() {
        return wholeServer;
    }
}
