/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;

import io.wayfarer.protocol.hpack.HpackDecoder;
import io.wayfarer.protocol.hpack.HpackResult;
import io.wayfarer.protocol.section.FieldSection;

/** Our decompression in Netty's codec, into lists that judge the fields themselves. */
final class FieldDecoder implements Http2HeadersDecoder, Http2HeadersDecoder.Configuration {

    private final HpackDecoder hpack;
    private final int maxFields;
    private long maxCompressedBytes;

    FieldDecoder(long maxHeaderBytes, int maxFields) {
        this.hpack = new HpackDecoder(4096, maxHeaderBytes);
        this.maxFields = maxFields;
        this.maxCompressedBytes = maxHeaderBytes + (maxHeaderBytes >>> 2);
    }

    @Override
    public Http2Headers decodeHeaders(int streamId, ByteBuf headerBlock) throws Http2Exception {
        FieldSection section = new FieldSection(maxFields);
        HpackResult.Refused refused = hpack.decode(headerBlock, section);
        if (refused != null) {
            if (!refused.tooLarge()) {
                throw Http2Exception.connectionError(Http2Error.COMPRESSION_ERROR, "%s", refused.rule());
            }
            Http2CodecUtil.headerListSizeExceeded(streamId, hpack.maxFieldBytes(), true);
        }
        if (section.tooMany()) {
            throw Http2Exception.headerListSizeError(
                    streamId, Http2Error.PROTOCOL_ERROR, true, "more than %d header fields", maxFields);
        }
        return new InboundHeaders(section);
    }

    @Override
    public Configuration configuration() {
        return this;
    }

    @Override
    public void maxHeaderTableSize(long max) {
        hpack.maxTableSize(max);
    }

    @Override
    public long maxHeaderTableSize() {
        return hpack.maxTableSize();
    }

    @Override
    public void maxHeaderListSize(long max, long goAwayMax) {
        hpack.maxFieldBytes(max);
        maxCompressedBytes = goAwayMax;
    }

    @Override
    public long maxHeaderListSize() {
        return hpack.maxFieldBytes();
    }

    @Override
    public long maxHeaderListSizeGoAway() {
        return maxCompressedBytes;
    }
}
