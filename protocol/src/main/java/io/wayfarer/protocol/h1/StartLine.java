/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.wayfarer.protocol.header.HeaderList;

/** The first line of a message, which tells a request from an answer (RFC 9112 section 2.1). */
abstract class StartLine {

    /** Adds what the line says to the facts and, as pseudo-header fields, to the list. */
    abstract void read(byte[] octets, int begin, int end, HeadFacts facts, HeaderList.Builder fields) throws BadMessage;

    /** The whole head was read. */
    void complete(HeadFacts facts, HeaderList.Builder fields) {}

    /** The scheme of requests that name none. */
    void scheme(String name) {}

    /** The last digit of the version, 1 for all later ones of HTTP/1. */
    static int version(byte[] octets, int begin, int end) throws BadMessage {
        if (end - begin != 8
                || octets[begin] != 'H'
                || octets[begin + 1] != 'T'
                || octets[begin + 2] != 'T'
                || octets[begin + 3] != 'P'
                || octets[begin + 4] != '/'
                || octets[begin + 6] != '.'
                || !digit(octets[begin + 5])
                || !digit(octets[begin + 7])) {
            throw new BadMessage(400, "a version that is none (RFC 9112 section 2.3)");
        }
        if (octets[begin + 5] != '1') {
            throw new BadMessage(505, "a version that is not HTTP/1 (RFC 9112 section 2.3)");
        }
        return octets[begin + 7] == '0' ? 0 : 1;
    }

    private static boolean digit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
