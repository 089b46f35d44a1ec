/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;

import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.hpack.HpackEncoder;
import io.wayfarer.protocol.section.FieldRules;

/** Our compression in Netty's codec. The size of a section was checked before Netty saw it. */
final class FieldEncoder implements Http2HeadersEncoder, Http2HeadersEncoder.Configuration {

    /** Short strings are not worth the time of the Huffman code. */
    private static final int HUFFMAN_FROM = 64;

    private static final long MAX_TABLE = 4096;

    private final HpackEncoder hpack = new HpackEncoder(MAX_TABLE, HUFFMAN_FROM);

    @Override
    public void encodeHeaders(int streamId, Http2Headers headers, ByteBuf buffer) {
        HeaderList fields = ((OutboundHeaders) headers).list();
        hpack.begin(buffer);
        for (int i = 0; i < fields.size(); i++) {
            String name = FieldRules.lower(fields.name(i));
            String value = fields.value(i);
            if (!FieldRules.connectionSpecific(name, value)) {
                hpack.field(name, value, fields.neverIndexed(i), buffer);
            }
        }
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
    public void maxHeaderListSize(long max) {
        // the session knows the peer's limit, and tells the caller
    }

    @Override
    public long maxHeaderListSize() {
        return Long.MAX_VALUE;
    }
}
