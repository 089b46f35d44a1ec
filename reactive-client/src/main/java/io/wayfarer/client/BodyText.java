/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * In which charset a body is text: a byte order mark says it, else {@code Content-Type} does, else it is UTF-8. That is the
 * order of the Encoding standard, and what browsers do.
 */
final class BodyText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private BodyText() {}

    /** As {@code Content-Type} says, or UTF-8. */
    static Charset charset(HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            Charset charset = type == null ? null : type.getCharset();
            return charset == null ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException e) {
            // A server's bad Content-Type, or a charset this platform lacks, must not hide the text.
            return StandardCharsets.UTF_8;
        }
    }

    /** The text, without a byte order mark; malformed input becomes U+FFFD. */
    static String decode(byte[] bytes, HttpHeaders headers) {
        String text = new String(bytes, marked(bytes, headers));
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Charset marked(byte[] bytes, HttpHeaders headers) {
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        } else if (begins(bytes, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        } else if (begins(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        return charset(headers);
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
