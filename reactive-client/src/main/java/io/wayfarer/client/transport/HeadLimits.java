/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/**
 * How large the head of an answer may be for one request, within what its connection reads at all.
 *
 * @param maxBytes of all names and values
 */
record HeadLimits(int maxBytes, int maxFields) {

    HeadLimits {
        Bound.atLeast("maxBytes", 0, maxBytes);
        Bound.atLeast("maxFields", 0, maxFields);
    }

    /** What is wrong with a head that was received; null when nothing is. */
    @Nullable
    ResponseLimitException tooLarge(HopId hop, HeaderList head) {
        long bytes = 0;
        int fields = 0;
        for (HeaderField field : head) {
            if (!field.pseudo()) {
                bytes += field.name().length() + field.value().length();
                fields++;
            }
        }
        return bytes <= maxBytes && fields <= maxFields
                ? null
                : new ResponseLimitException(
                        hop,
                        ResponseLimitException.Part.HEADERS,
                        maxBytes,
                        "the head of the answer has " + fields + " fields of " + bytes
                                + " bytes, and the request takes " + maxFields + " of " + maxBytes,
                        "Raise the limit of the request if the server is trusted.",
                        null);
    }
}
