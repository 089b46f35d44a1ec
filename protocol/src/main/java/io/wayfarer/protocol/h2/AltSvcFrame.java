/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An ALTSVC frame (RFC 7838 section 4).
 *
 * @param origin whose alternatives it names; empty for that of the stream it came on
 * @param value as that of an {@code Alt-Svc} field
 */
record AltSvcFrame(String origin, String value) {

    /** A longer one is nobody's honest list. */
    static final int MOST_OCTETS = 8192;

    /** Null for one that is to be ignored. The payload's indices stay. */
    static @Nullable AltSvcFrame of(int streamId, ByteBuf payload) {
        int octets = payload.readableBytes();
        if (octets < Short.BYTES || octets > MOST_OCTETS) {
            return null;
        }
        int from = payload.readerIndex();
        int originLength = payload.getUnsignedShort(from);
        int value = Short.BYTES + originLength;
        if (value > octets || (streamId == 0) == (originLength == 0)) {
            return null;
        }
        return new AltSvcFrame(
                payload.toString(from + Short.BYTES, originLength, ISO_8859_1),
                payload.toString(from + value, octets - value, ISO_8859_1));
    }
}
