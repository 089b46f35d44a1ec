/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.handler.codec.http3.Http3ErrorCode;

import io.wayfarer.protocol.error.Http2Error;

/** The error codes of HTTP/3 (RFC 9114 section 8.1) by those of HTTP/2 that say the same. */
final class ErrorCodes {

    private ErrorCodes() {}

    /** What the peer told. Unknown codes say nothing (RFC 9114 section 8.1). */
    static Http2Error told(long code) {
        for (Http3ErrorCode known : Http3ErrorCode.values()) {
            if (known.code() == code) {
                return of(known);
            }
        }
        return Http2Error.NO_ERROR;
    }

    static Http2Error of(Http3ErrorCode code) {
        return switch (code) {
            case H3_NO_ERROR -> Http2Error.NO_ERROR;
            case H3_INTERNAL_ERROR -> Http2Error.INTERNAL_ERROR;
            case H3_EXCESSIVE_LOAD -> Http2Error.ENHANCE_YOUR_CALM;
            case H3_REQUEST_REJECTED -> Http2Error.REFUSED_STREAM;
            case H3_REQUEST_CANCELLED -> Http2Error.CANCEL;
            case H3_CONNECT_ERROR -> Http2Error.CONNECT_ERROR;
            case H3_VERSION_FALLBACK -> Http2Error.HTTP_1_1_REQUIRED;
            case QPACK_DECOMPRESSION_FAILED, QPACK_ENCODER_STREAM_ERROR, QPACK_DECODER_STREAM_ERROR ->
                Http2Error.COMPRESSION_ERROR;
            default -> Http2Error.PROTOCOL_ERROR;
        };
    }

    /** What tells the peer of an error on a stream. */
    static int tell(Http2Error error) {
        Http3ErrorCode code = switch (error) {
            case NO_ERROR -> Http3ErrorCode.H3_NO_ERROR;
            case INTERNAL_ERROR -> Http3ErrorCode.H3_INTERNAL_ERROR;
            case ENHANCE_YOUR_CALM -> Http3ErrorCode.H3_EXCESSIVE_LOAD;
            case PROTOCOL_ERROR -> Http3ErrorCode.H3_MESSAGE_ERROR;
            case CONNECT_ERROR -> Http3ErrorCode.H3_CONNECT_ERROR;
            case HTTP_1_1_REQUIRED -> Http3ErrorCode.H3_VERSION_FALLBACK;
            default -> Http3ErrorCode.H3_REQUEST_CANCELLED;
        };
        return code.code();
    }
}
