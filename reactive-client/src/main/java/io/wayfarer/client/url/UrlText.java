/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The text of a URL before and around Spring's parser: trimming, percent-encode sets, redaction. */
final class UrlText {

    /** The longest piece of a refused text that a message repeats. */
    private static final int SHOWN = 200;

    /** The longest URL that a message repeats: who redirects chooses its length. */
    private static final int SHOWN_URL = 1000;

    /** Percent-encode sets of the URL Standard, section 1.3, as the ASCII characters that stay. */
    static final BitSet PATH = staying(" \"#<>?^`{}");

    static final BitSet QUERY = staying(" \"#<>'");

    static final BitSet FRAGMENT = staying(" \"<>`");

    static final BitSet USER_INFO = staying(" \"#<>?`{}/:;=@[\\]^|");

    private UrlText() {}

    private static BitSet staying(String encoded) {
        BitSet set = new BitSet(128);
        set.set(0x21, 0x7f);
        encoded.chars().forEach(set::clear);
        return set;
    }

    /** Percent-encodes what the set does not hold; an escape that is there already stays as it is. */
    static String encode(String text, BitSet stays) {
        int plain = 0;
        while (plain < text.length() && stays.get(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0 && stays.get(b)) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return out.toString();
    }

    /** Leading and trailing C0 controls and spaces go, tabs and newlines go everywhere (URL Standard, section 4.4). */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        String trimmed = text.substring(from, to);
        if (trimmed.indexOf('\t') < 0 && trimmed.indexOf('\n') < 0 && trimmed.indexOf('\r') < 0) {
            return trimmed;
        }
        return trimmed.replace("\t", "").replace("\n", "").replace("\r", "");
    }

    /** The scheme in lower case, or null when the text does not begin with one (RFC 3986 section 3.1). */
    static @Nullable String scheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':' && i > 0) {
                return text.substring(0, i).toLowerCase(Locale.ROOT);
            }
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return null;
            }
        }
        return null;
    }

    static boolean startsWithSlash(String text) {
        return !text.isEmpty() && isSlash(text.charAt(0));
    }

    static boolean startsWithTwoSlashes(String text) {
        return text.length() > 1 && isSlash(text.charAt(0)) && isSlash(text.charAt(1));
    }

    static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    /** A text that may be a URL, shortened, without what may be user-info, query values, fragment or control characters. */
    static String redact(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        StringBuilder clean = new StringBuilder(shown.length());
        shown.codePoints()
                .forEach(c ->
                        clean.appendCodePoint(Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c));
        shown = clean.toString();
        int query = shown.indexOf('?');
        String head = query < 0 ? shown : shown.substring(0, query);
        int at = head.lastIndexOf('@');
        if (at >= 0) {
            int slashes = head.indexOf("//");
            String scheme = slashes >= 0 && slashes < at ? head.substring(0, slashes + 2) : "";
            head = scheme + "***@" + head.substring(at + 1);
        }
        String whole = query < 0 ? head : head + "?" + redactQuery(shown.substring(query + 1));
        int fragment = whole.indexOf('#');
        return fragment < 0 ? whole : whole.substring(0, fragment + 1) + "***";
    }

    /** The beginning of a text, which is long enough to know it by. */
    static String shortened(String text) {
        return text.length() > SHOWN_URL ? text.substring(0, SHOWN_URL) + "..." : text;
    }

    /** The names of a query's pairs, each value replaced. */
    static String redactQuery(String query) {
        StringBuilder out = new StringBuilder();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            out.append(out.isEmpty() ? "" : "&").append(equals < 0 ? pair : pair.substring(0, equals + 1) + "***");
        }
        return out.toString();
    }
}
