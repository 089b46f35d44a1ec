/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.header;

import java.io.IOException;
import java.util.function.Predicate;

/**
 * A header section for people to read, a line for each field. Values that are secrets are left out, unless the caller says
 * otherwise; control characters appear as {@code \x0d}, so that a value cannot forge a line.
 */
public final class HeaderDump {

    private static final String MASK = "***";

    private HeaderDump() {}

    /**
     * The section with its {@linkplain HeaderField#secret() secrets} masked.
     *
     * @param prefix of each line
     */
    public static String of(HeaderList headers, String prefix) {
        StringBuilder out = new StringBuilder();
        for (HeaderField field : headers) {
            line(out, prefix, field, field.secret());
        }
        return out.toString();
    }

    /**
     * Writes the section line by line.
     *
     * @param masked whose values are left out; {@code HeaderField::secret} is a good start
     */
    public static void write(HeaderList headers, Appendable out, String prefix, Predicate<HeaderField> masked)
            throws IOException {
        for (HeaderField field : headers) {
            StringBuilder line = new StringBuilder();
            line(line, prefix, field, masked.test(field));
            out.append(line);
        }
    }

    private static void line(StringBuilder out, String prefix, HeaderField field, boolean masked) {
        out.append(prefix);
        visible(out, field.name());
        out.append(": ");
        visible(out, masked ? MASK : field.value());
        if (field.neverIndexed()) {
            out.append(" (never indexed)");
        }
        out.append('\n');
    }

    private static void visible(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f)) {
                out.append(c);
            } else {
                out.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
            }
        }
    }
}
