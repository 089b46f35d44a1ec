/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.protocol.client.LocalEnd;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;

/** What one request wants otherwise than its client. Immutable; {@link #none()} for most. */
public final class TransportOptions {

    static final String WHOLE_SERVER = "*";

    private static final char DELETE = 0x7f;

    private static final TransportOptions NONE = new TransportOptions();

    // Each is written once, by the method that makes the copy it is in.
    private @Nullable Consumer<InterimResponse> interim;
    private @Nullable Supplier<HttpHeaders> trailers;
    private @Nullable Boolean expectContinue;
    private @Nullable String target;
    private @Nullable Decompression decompression;
    private boolean raw;
    private @Nullable UnaryOperator<Timeouts> timeouts;
    private long maxAnswerBytes = -1;
    private int maxBodyBytes = -1;
    private @Nullable HeadLimits head;
    private ConnectionWishes connection = ConnectionWishes.NONE;
    private boolean once;
    private boolean timed;

    private TransportOptions() {}

    private TransportOptions(TransportOptions other) {
        this.interim = other.interim;
        this.trailers = other.trailers;
        this.expectContinue = other.expectContinue;
        this.target = other.target;
        this.decompression = other.decompression;
        this.raw = other.raw;
        this.timeouts = other.timeouts;
        this.maxAnswerBytes = other.maxAnswerBytes;
        this.maxBodyBytes = other.maxBodyBytes;
        this.head = other.head;
        this.connection = other.connection;
        this.once = other.once;
        this.timed = other.timed;
    }

    private TransportOptions with(Consumer<TransportOptions> change) {
        TransportOptions changed = new TransportOptions(this);
        change.accept(changed);
        return changed;
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
        return with(changed -> changed.interim = listener);
    }

    /** With a trailer section (RFC 9110 section 6.5), asked for when the body has been sent. */
    public TransportOptions trailers(Supplier<HttpHeaders> section) {
        return with(changed -> changed.trailers = section);
    }

    /** Without the trailer section. */
    public TransportOptions withoutTrailers() {
        return trailers == null ? this : with(changed -> changed.trailers = null);
    }

    /** Whether the body waits for the server's consent; without this, {@link TransportSettings} decides. */
    public TransportOptions expectContinue(boolean expected) {
        return with(changed -> changed.expectContinue = expected);
    }

    /** With {@code *} in place of path and query (RFC 9110 section 9.3.7), whatever these are. */
    public TransportOptions wholeServer() {
        return requestTarget(WHOLE_SERVER);
    }

    /**
     * With this in place of path and query, as it is; a redirect leads to its own URL.
     *
     * @throws IllegalArgumentException when it is empty, or holds a blank, a control character, or one beyond ASCII
     */
    public TransportOptions requestTarget(String asItIs) {
        if (asItIs.isEmpty() || !asItIs.chars().allMatch(c -> c > ' ' && c < DELETE)) {
            throw new IllegalArgumentException("request target: " + asItIs.length()
                    + " characters (expected: visible ones of ASCII, at least one)");
        }
        return with(changed -> changed.target = asItIs);
    }

    /** With decompression of its own; of an answer that the transport leaves as it comes. */
    public TransportOptions decompression(Decompression own) {
        return with(changed -> changed.decompression = own);
    }

    /**
     * With the body as it comes: not decompressed, whatever {@link #decompression(Decompression)} says, and in HTTP/1 in its
     * transfer codings (RFC 9112 section 7), chunk sizes and trailer section included.
     */
    public TransportOptions raw() {
        return with(changed -> changed.raw = true);
    }

    /**
     * With changed time limits; changes add up. A request whose limits on the way to a connection differ from its client's
     * opens one for itself when none is free.
     */
    public TransportOptions timeouts(UnaryOperator<Timeouts> change) {
        UnaryOperator<Timeouts> before = timeouts;
        return with(changed -> changed.timeouts = before == null ? change : all -> change.apply(before.apply(all)));
    }

    /**
     * With another limit of the body as it comes, however it is read; {@link Long#MAX_VALUE} for none. Of an answer that the
     * transport hands over whatever its size.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public TransportOptions maxAnswerBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxAnswerBytes: " + bytes + " (expected: >= 0)");
        }
        return with(changed -> changed.maxAnswerBytes = bytes);
    }

    /**
     * With another limit of what is gathered of the body in memory, which is done by whoever has the transport's answer.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public TransportOptions maxBodyBytes(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxBodyBytes: " + bytes + " (expected: >= 0)");
        }
        return with(changed -> changed.maxBodyBytes = bytes);
    }

    /**
     * With a smaller limit of the answer's head; a larger one than that of the {@link TransportSettings} changes nothing.
     *
     * @param bytes of all names and values
     * @throws IllegalArgumentException when one of them is negative
     */
    public TransportOptions maxHead(int bytes, int fields) {
        HeadLimits own = new HeadLimits(bytes, fields);
        return with(changed -> changed.head = own);
    }

    /**
     * With servers whose certificates are not verified, on connections of its own. Fails unless
     * {@link TransportSettings#allowsInsecure()}.
     */
    public TransportOptions insecure() {
        return with(changed -> changed.connection = connection.unverified());
    }

    /** From another local end than the client's, on connections that come from there. */
    public TransportOptions from(LocalEnd local) {
        return with(changed -> changed.connection = connection.from(local));
    }

    /**
     * With these versions of HTTP and no others, on connections of their own, and not to alternatives of the server. Without TLS
     * HTTP/2 alone is prior knowledge, and of several HTTP/1.1 is spoken; HTTP/3 goes by QUIC to the server's own port, and with
     * others it is tried first.
     *
     * @throws IllegalArgumentException for none, or HTTP/1.0 with another
     */
    public TransportOptions versions(Set<ProtocolVersion> allowed) {
        Versions own = Versions.only(allowed);
        return with(changed -> changed.connection = connection.versions(own));
    }

    /** Sent once, even where it could safely be sent again because the server has certainly done nothing with it. */
    public TransportOptions once() {
        return with(changed -> changed.once = true);
    }

    /** With {@link TransportResponse#times()}. */
    public TransportOptions timed() {
        return with(changed -> changed.timed = true);
    }

    /**
     * How long a body this request takes.
     *
     * @param usual what holds where this one has no limit of its own
     */
    public long maxAnswerBytesOr(long usual) {
        return maxAnswerBytes < 0 ? usual : maxAnswerBytes;
    }

    /**
     * How much of a body may be gathered in memory.
     *
     * @param usual what holds where this one has no limit of its own
     */
    public int maxBodyBytesOr(int usual) {
        return maxBodyBytes < 0 ? usual : maxBodyBytes;
    }

    /** Its own decompression; empty for that of the client. */
    public Optional<Decompression> decompression() {
        return raw ? Optional.of(Decompression.off()) : Optional.ofNullable(decompression);
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

    /** Its own time limits; null for those of the settings. */
    @Nullable
    Timeouts timeouts(TransportSettings settings) {
        return timeouts == null ? null : timeouts.apply(settings.timeouts());
    }

    /** Whether the body of a request waits for the server's consent. */
    boolean expectsContinue(TransportRequest request, TransportSettings settings) {
        if (request.body().absent() || connection.versionsOr(settings.allowed()).oldest()) { // RFC 9110 section 10.1.1
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

    /** What is wrong with the head of an answer by this request's own limits; null when nothing is. */
    @Nullable
    ResponseLimitException tooLarge(HopId hop, HeaderList received) {
        return head == null ? null : head.tooLarge(hop, received);
    }

    ConnectionWishes connection() {
        return connection;
    }

    /** Whether a server's alternatives, whose connections all requests share, are not for it. */
    boolean shunsAlternatives() {
        return !connection.equals(ConnectionWishes.NONE);
    }

    boolean isRaw() {
        return raw;
    }

    boolean isOnce() {
        return once;
    }

    boolean isTimed() {
        return timed;
    }

    /** What the first hop asks for in place of what the URL says; null for that. */
    @Nullable
    String requestTarget() {
        return target;
    }
}
