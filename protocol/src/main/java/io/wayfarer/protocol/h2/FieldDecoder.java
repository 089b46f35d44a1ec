/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;

/** Netty's decompression into lists of ours, which judge the fields themselves. */
final class FieldDecoder extends DefaultHttp2HeadersDecoder {

    private final int maxFields;

    FieldDecoder(long maxHeaderBytes, int maxFields) {
        super(false, maxHeaderBytes);
        this.maxFields = maxFields;
    }

    @Override
    protected Http2Headers newHeaders() {
        return new InboundHeaders(maxFields);
    }
}
