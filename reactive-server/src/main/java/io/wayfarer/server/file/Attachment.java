/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import io.wayfarer.protocol.grammar.PercentCoding;

/**
 * {@code Content-Disposition} of a file to be saved (RFC 6266): the name in ASCII for clients that know no other, and in full
 * (RFC 8187) where that is more.
 *
 * <p>Spring's {@code ContentDisposition} puts an encoded word of RFC 2047 in the place of the ASCII name, which curl and others
 * save files by (spring-framework#31940).
 */
final class Attachment {

    private Attachment() {}

    static String of(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints().forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
        String fallback = "attachment; filename=\"" + plain + '"';
        return plain.toString().equals(name) ? fallback : fallback + "; filename*=UTF-8''" + extended(name);
    }

    /** Percent signs too are left out of the ASCII name: some clients decode them (RFC 6266 appendix D). */
    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '%';
    }

    /** Unreserved characters of URIs are all attr-char of RFC 8187 section 3.2.1. */
    private static String extended(String name) {
        StringBuilder value = new StringBuilder();
        name.codePoints().forEach(c -> {
            String character = Character.toString(c);
            boolean asItIs = c < 0x80 && PercentCoding.isUnreserved((char) c);
            value.append(asItIs ? character : PercentCoding.encodeComponent(character));
        });
        return value.toString();
    }
}
