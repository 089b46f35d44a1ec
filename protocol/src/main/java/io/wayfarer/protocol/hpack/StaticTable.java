/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import java.util.HashMap;
import java.util.Map;

/** The fields that every connection knows (RFC 7541 appendix A), numbered from 1. */
final class StaticTable {

    static final int SIZE = 61;

    private static final String[] TEXT = {
        ":authority",
        "",
        ":method",
        "GET",
        ":method",
        "POST",
        ":path",
        "/",
        ":path",
        "/index.html",
        ":scheme",
        "http",
        ":scheme",
        "https",
        ":status",
        "200",
        ":status",
        "204",
        ":status",
        "206",
        ":status",
        "304",
        ":status",
        "400",
        ":status",
        "404",
        ":status",
        "500",
        "accept-charset",
        "",
        "accept-encoding",
        "gzip, deflate",
        "accept-language",
        "",
        "accept-ranges",
        "",
        "accept",
        "",
        "access-control-allow-origin",
        "",
        "age",
        "",
        "allow",
        "",
        "authorization",
        "",
        "cache-control",
        "",
        "content-disposition",
        "",
        "content-encoding",
        "",
        "content-language",
        "",
        "content-length",
        "",
        "content-location",
        "",
        "content-range",
        "",
        "content-type",
        "",
        "cookie",
        "",
        "date",
        "",
        "etag",
        "",
        "expect",
        "",
        "expires",
        "",
        "from",
        "",
        "host",
        "",
        "if-match",
        "",
        "if-modified-since",
        "",
        "if-none-match",
        "",
        "if-range",
        "",
        "if-unmodified-since",
        "",
        "last-modified",
        "",
        "link",
        "",
        "location",
        "",
        "max-forwards",
        "",
        "proxy-authenticate",
        "",
        "proxy-authorization",
        "",
        "range",
        "",
        "referer",
        "",
        "refresh",
        "",
        "retry-after",
        "",
        "server",
        "",
        "set-cookie",
        "",
        "strict-transport-security",
        "",
        "transfer-encoding",
        "",
        "user-agent",
        "",
        "vary",
        "",
        "via",
        "",
        "www-authenticate",
        "",
    };

    private static final Map<String, Integer> FIRST = new HashMap<>(128);

    static {
        for (int index = SIZE; index > 0; index--) {
            FIRST.put(name(index), index);
        }
    }

    private StaticTable() {}

    static String name(int index) {
        return TEXT[2 * index - 2];
    }

    static String value(int index) {
        return TEXT[2 * index - 1];
    }

    /** The first field of this name, 0 when there is none. */
    static int indexOf(String name) {
        Integer index = FIRST.get(name);
        return index == null ? 0 : index;
    }

    /** The field of this name and value at or behind the first of the name, 0 when there is none. */
    static int indexOf(int first, String name, String value) {
        for (int index = first; index <= SIZE && name(index).equals(name); index++) {
            if (value(index).equals(value)) {
                return index;
            }
        }
        return 0;
    }
}
