/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;

import io.wayfarer.protocol.grammar.ReasonPhrase;
import io.wayfarer.protocol.header.HeaderList;

/** The first line of an answer: version, status and its words (RFC 9112 section 4). */
final class StatusLine extends StartLine {

    private static final String[] USUAL_REASONS = new String[1000];

    static {
        for (int status = 0; status < USUAL_REASONS.length; status++) {
            USUAL_REASONS[status] = ReasonPhrase.of(status).orElse("");
        }
    }

    @Override
    void read(byte[] octets, int begin, int end, HeadFacts facts, HeaderList.Builder fields) throws BadMessage {
        int space = begin + 8;
        if (end < space + 4 || octets[space] != ' ') {
            throw new BadMessage(400, "a line that is no status line (RFC 9112 section 4)");
        }
        facts.minor = version(octets, begin, space);
        int status = 0;
        for (int i = space + 1; i < space + 4; i++) {
            int digit = octets[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new BadMessage(400, "a status code that is none (RFC 9112 section 4)");
            }
            status = status * 10 + digit;
        }
        if (status < 100 || (end > space + 4 && octets[space + 4] != ' ')) {
            throw new BadMessage(400, "a status code that is none (RFC 9112 section 4)");
        }
        for (int i = space + 4; i < end; i++) {
            if (!Octets.isValue(octets[i])) {
                throw new BadMessage(400, "a control character in a reason phrase (RFC 9112 section 4)");
            }
        }
        facts.status = status;
        facts.reason = reason(status, octets, Math.min(space + 5, end), end);
        fields.add(HeaderList.STATUS, FieldNames.status(status));
    }

    /** Mostly the words that the registry has for the status, for which no object is made. */
    private static String reason(int status, byte[] octets, int begin, int end) {
        String usual = USUAL_REASONS[status];
        int length = end - begin;
        if (usual.length() == length) {
            int same = 0;
            while (same < length && octets[begin + same] == usual.charAt(same)) {
                same++;
            }
            if (same == length) {
                return usual;
            }
        }
        return new String(octets, begin, length, StandardCharsets.ISO_8859_1);
    }
}
