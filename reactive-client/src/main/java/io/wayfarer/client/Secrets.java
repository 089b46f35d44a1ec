/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.List;
import java.util.Locale;

import org.springframework.http.HttpHeaders;

/** Which fields are not for other eyes. */
final class Secrets {

    static final String MASK = "***";

    /** Parts of names by which services call what they admit by. In lower case. */
    private static final List<String> TELLTALE = List.of(
            "authorization",
            "authenticate",
            "authentication-info",
            "cookie",
            "key",
            "secret",
            "token",
            "password",
            "session");

    private Secrets() {}

    /** A copy with the values of such fields replaced, and with credentials and query values of URLs in it left out. */
    static HttpHeaders masked(HttpHeaders fields) {
        HttpHeaders shown = new HttpHeaders();
        fields.forEach((name, values) ->
                values.forEach(value -> shown.add(name, secret(name) ? MASK : shown(name, value))));
        return HttpHeaders.readOnlyHttpHeaders(shown);
    }

    private static boolean secret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TELLTALE.stream().anyMatch(lower::contains);
    }

    private static String shown(String name, String value) {
        boolean url = name.equalsIgnoreCase(HttpHeaders.LOCATION)
                || name.equalsIgnoreCase(HttpHeaders.CONTENT_LOCATION)
                || name.equalsIgnoreCase("Referer");
        int end = value.indexOf('?');
        return url && end >= 0 ? value.substring(0, end + 1) + MASK : value;
    }
}
