/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import org.jspecify.annotations.Nullable;

/** Netty's compression, told for each field whether it may be remembered (RFC 7541 section 7.1.3). */
final class FieldEncoder extends DefaultHttp2HeadersEncoder {

    private final Current current;

    FieldEncoder() {
        this(new Current());
    }

    private FieldEncoder(Current current) {
        super(current, true);
        this.current = current;
    }

    @Override
    public void encodeHeaders(int streamId, Http2Headers headers, ByteBuf buffer) throws Http2Exception {
        current.headers = headers instanceof OutboundHeaders ours ? ours : null;
        try {
            super.encodeHeaders(streamId, headers, buffer);
        } finally {
            current.headers = null;
        }
    }

    /** Is asked about the field that the list has just given out. */
    private static final class Current implements Http2HeadersEncoder.SensitivityDetector {

        private @Nullable OutboundHeaders headers;

        @Override
        public boolean isSensitive(CharSequence name, CharSequence value) {
            return headers != null && headers.neverIndexed();
        }
    }
}
