/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

/**
 * A head, trailer section or promise is larger than the peer has announced that it takes (SETTINGS_MAX_HEADER_LIST_SIZE,
 * RFC 9113 section 6.5.2), so that it was not sent. The stream and the connection go on as if nobody had tried.
 *
 * <p>The peer knows nothing of it, and yet this is not {@link #unprocessed()}: sent again it would fail again.
 */
public final class HeadTooLargeException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long limit;

    /**
     * @param size of the head in octets, each field with 32 more than its name and value have
     * @param limit what the peer takes, counted in the same way
     */
    public HeadTooLargeException(long size, long limit) {
        super(
                Http2Error.CANCEL,
                "a head of " + size + " octets (expected by the peer: at most " + limit + ", RFC 9113 section 6.5.2)",
                null);
        this.size = size;
        this.limit = limit;
    }

    /** Octets of the head that was not sent, counted as the limit is. */
    public long size() {
        return size;
    }

    /** The most octets that the peer takes: those of all names and values, and 32 for each field. */
    public long limit() {
        return limit;
    }
}
