/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The answer is larger than a limit of this client. */
public final class ResponseLimitException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** Which limit it was. */
    public enum Part {
        /** Status line and header fields. */
        HEADERS,
        /** The body, where it is gathered in memory. */
        BODY,
        /** The body as it comes, however it is read. */
        ANSWER,
        /** The body when it is decompressed, however it is read. */
        DECOMPRESSED,
        /** How many bytes come out for one that went in. */
        RATIO
    }

    private final Part part;
    private final long limitBytes;

    public ResponseLimitException(
            HopId hop, Part part, long limitBytes, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.part = part;
        this.limitBytes = limitBytes;
    }

    public Part part() {
        return part;
    }

    /** Bytes; of {@link Part#RATIO} for one byte. */
    public long limitBytes() {
        return limitBytes;
    }
}
