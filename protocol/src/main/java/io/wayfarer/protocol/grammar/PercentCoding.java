/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent-encoding of text as UTF-8, in two kinds: that of URI components (RFC 3986 section 2.1), and that of forms
 * (WHATWG URL section 5, {@code application/x-www-form-urlencoded}), where a space is a plus sign.
 *
 * <p>Half of a surrogate pair has no UTF-8 form; it is encoded as U+FFFD, as the WHATWG demands of every string.
 */
public final class PercentCoding {

    /** What separates components and their parts (RFC 3986 section 2.2), the brackets of IPv6 left out. */
    private static final String DELIMITERS = ";/?:@&=+$,#";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentCoding() {}

    /** Whether a character stands for itself everywhere in a URI (RFC 3986 section 2.3). */
    public static boolean isUnreserved(char c) {
        return isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
    }

    /** Encodes text for any URI component: everything but the unreserved characters, the slash included. */
    public static String encodeComponent(String text) {
        return encode(text, false);
    }

    /**
     * Encodes what may stand nowhere in a URI and leaves its delimiters alone, as {@code encodeURI} of ECMAScript does: for
     * a whole URI that was written down with spaces and letters of all kinds. A percent sign is encoded too.
     */
    public static String encodeUri(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (DELIMITERS.indexOf(c) >= 0 || "!*'()".indexOf(c) >= 0) {
                encoded.append(encodeComponent(text.substring(start, i))).append(c);
                start = i + 1;
            }
        }
        return encoded.append(encodeComponent(text.substring(start))).toString();
    }

    /**
     * Decodes a whole URI for reading, as {@code decodeURI} of ECMAScript does: what stands for a delimiter stays encoded,
     * so that the components stay apart.
     *
     * @return empty as for {@link #decodeComponent}
     */
    public static Optional<String> decodeUri(String text) {
        return decode(text, DELIMITERS);
    }

    /**
     * Decodes a URI component; a plus sign stays one. Characters that should have been encoded stay as they are.
     *
     * @return empty when a percent sign is not followed by two hexadecimal digits, when the bytes are not UTF-8, and
     *     for half of a surrogate pair
     */
    public static Optional<String> decodeComponent(String text) {
        return decode(text, "");
    }

    private static Optional<String> decode(String text, String kept) {
        if (text.indexOf('%') < 0) {
            return hasLoneSurrogate(text) ? Optional.empty() : Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int plain = 0;
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', plain)) {
            int octet = octet(text, i);
            if (octet < 0) {
                return Optional.empty();
            }
            if (!append(bytes, text, plain, i)) {
                return Optional.empty();
            }
            if (octet < 0x80 && kept.indexOf(octet) >= 0) {
                bytes.writeBytes(text.substring(i, i + 3).getBytes(StandardCharsets.US_ASCII));
            } else {
                bytes.write(octet);
            }
            plain = i + 3;
        }
        if (!append(bytes, text, plain, text.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Encodes a name or value of a form: letters, digits and {@code *-._} stand for themselves, a plus is a space. */
    public static String encodeForm(String text) {
        return encode(text, true);
    }

    /**
     * Decodes a name or value of a form. Never fails: a percent sign without two hexadecimal digits stands for itself,
     * and bytes that are not UTF-8 become U+FFFD.
     */
    public static String decodeForm(String text) {
        if (text.indexOf('%') < 0) {
            return wellFormed(text.replace('+', ' '));
        }
        byte[] in = wellFormed(text).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%' && i + 2 < in.length && digit(in[i + 1]) >= 0 && digit(in[i + 2]) >= 0) {
                out.write(digit(in[i + 1]) << 4 | digit(in[i + 2]));
                i += 2;
            } else {
                out.write(in[i] == '+' ? ' ' : in[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The octet that the triplet at an index stands for; negative when it is none. */
    static int octet(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = digit(text.charAt(percent + 1));
        int low = digit(text.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static String encode(String text, boolean form) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first), form)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        byte[] bytes = wellFormed(text).getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (isPlain(c, form)) {
                encoded.append(c);
            } else if (form && c == ' ') {
                encoded.append('+');
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c, boolean form) {
        return form ? isAlphanumeric(c) || c == '*' || c == '-' || c == '.' || c == '_' : isUnreserved(c);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Appends part of a text as UTF-8; false when it holds half of a surrogate pair. */
    private static boolean append(ByteArrayOutputStream bytes, String text, int from, int to) {
        if (from == to) {
            return true;
        }
        String part = text.substring(from, to);
        if (hasLoneSurrogate(part)) {
            return false;
        }
        bytes.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String wellFormed(String text) {
        if (!hasLoneSurrogate(text)) {
            return text;
        }
        StringBuilder copy = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .forEach(copy::appendCodePoint);
        return copy.toString();
    }

    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
