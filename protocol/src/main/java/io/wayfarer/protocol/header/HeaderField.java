/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.header;

import java.util.Locale;

/**
 * One field line.
 *
 * @param name as it was given; compared without regard to case. A name that begins with a colon is a pseudo-header field
 *     (RFC 9113 section 8.3)
 * @param value without white space around it
 * @param neverIndexed whether no compression may put the value into a table, here or at any later hop (RFC 7541 section
 *     7.1.3); without effect in HTTP/1
 */
public record HeaderField(String name, String value, boolean neverIndexed) {

    public HeaderField(String name, String value) {
        this(name, value, false);
    }

    /** Whether this is a pseudo-header field, as {@code :path}. */
    public boolean pseudo() {
        return HeaderList.isPseudo(name);
    }

    /**
     * Whether the value is a credential by the field's name, as in {@code Authorization} and {@code Cookie}, or marked as a
     * secret by {@link #neverIndexed}.
     */
    public boolean secret() {
        return neverIndexed
                || switch (name.toLowerCase(Locale.ROOT)) {
                    case "authorization",
                            "proxy-authorization",
                            "authentication-info",
                            "proxy-authentication-info",
                            "cookie",
                            "set-cookie" -> true;
                    default -> false;
                };
    }

    /** The name alone: values may be secrets. */
    @Override
    public String toString() {
        return name;
    }
}
