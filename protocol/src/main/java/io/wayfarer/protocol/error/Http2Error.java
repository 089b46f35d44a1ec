/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

/**
 * The error codes of HTTP/2 with the names of their registry (RFC 9113 section 7). HTTP/1 has no codes of its own; its
 * failures are told with these too.
 */
public enum Http2Error {
    /** Nothing is wrong: a graceful end. */
    NO_ERROR(0x0),
    PROTOCOL_ERROR(0x1),
    INTERNAL_ERROR(0x2),
    FLOW_CONTROL_ERROR(0x3),
    SETTINGS_TIMEOUT(0x4),
    STREAM_CLOSED(0x5),
    FRAME_SIZE_ERROR(0x6),
    /** The stream was not processed at all, so that the request is safe to repeat (RFC 9113 section 8.7). */
    REFUSED_STREAM(0x7),
    /** Nobody wants the stream any more. */
    CANCEL(0x8),
    COMPRESSION_ERROR(0x9),
    CONNECT_ERROR(0xa),
    ENHANCE_YOUR_CALM(0xb),
    INADEQUATE_SECURITY(0xc),
    HTTP_1_1_REQUIRED(0xd);

    private static final Http2Error[] BY_CODE = values();

    private final int code;

    Http2Error(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public long code() {
        return code;
    }

    /** The error of a number, which is its place in the list; unknown numbers are to be taken as {@link #INTERNAL_ERROR} (RFC 9113 section 7). */
    public static Http2Error of(long code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : INTERNAL_ERROR;
    }
}
