/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts of often met field names, methods and status codes, so that reading them makes no objects. */
final class FieldNames {

    private static final int SIZE = 1024;
    private static final String[] NAMES = new String[SIZE];
    private static final String[] STATUS = new String[1000];

    static {
        String[] known = {
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Accept-Ranges",
            "Access-Control-Allow-Credentials",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "Age",
            "Allow",
            "Alt-Svc",
            "Authorization",
            "Cache-Control",
            "Connection",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Location",
            "Content-Range",
            "Content-Security-Policy",
            "Content-Type",
            "Cookie",
            "Date",
            "ETag",
            "Expect",
            "Expires",
            "Host",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Keep-Alive",
            "Last-Modified",
            "Link",
            "Location",
            "Origin",
            "Pragma",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Range",
            "Referer",
            "Retry-After",
            "Sec-WebSocket-Accept",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Version",
            "Server",
            "Set-Cookie",
            "Strict-Transport-Security",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "Vary",
            "Via",
            "WWW-Authenticate",
            "X-Content-Type-Options",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Frame-Options",
            "X-Request-Id",
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "OPTIONS",
            "PATCH",
            "CONNECT",
            "TRACE"
        };
        for (String name : known) {
            put(name);
            put(name.toLowerCase(Locale.ROOT));
        }
        for (int status = 100; status < STATUS.length; status++) {
            STATUS[status] = Integer.toString(status);
        }
    }

    private FieldNames() {}

    private static void put(String name) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        int slot = slot(octets, 0, octets.length);
        while (NAMES[slot] != null && !NAMES[slot].equals(name)) {
            slot = slot + 1 & SIZE - 1;
        }
        NAMES[slot] = name;
    }

    /** The octets as text, taken from the known names where it is one of them. */
    static String text(byte[] octets, int from, int length) {
        for (int slot = slot(octets, from, length); NAMES[slot] != null; slot = slot + 1 & SIZE - 1) {
            if (same(NAMES[slot], octets, from, length)) {
                return NAMES[slot];
            }
        }
        return new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }

    /** The digits of a status code. */
    static String status(int status) {
        return STATUS[status];
    }

    private static int slot(byte[] octets, int from, int length) {
        int hash = length * 31 + octets[from];
        hash = hash * 31 + octets[from + length - 1];
        hash = hash * 31 + octets[from + (length >> 1)];
        return (hash ^ hash >>> 10) & SIZE - 1;
    }

    private static boolean same(String name, byte[] octets, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != octets[from + i]) {
                return false;
            }
        }
        return true;
    }
}
