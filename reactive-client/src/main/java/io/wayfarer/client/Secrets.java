/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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

    /** What stands between the slashes, of which browsers do not need two, and the last {@code @} before the path. */
    private static final Pattern USER_INFO =
            Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:[/\\\\]*|[/\\\\]{2,})[^/\\\\]*@");

    private Secrets() {}

    /** A copy with the values of such fields replaced, and with user-info, query and fragment of URLs in it left out. */
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
        return url ? shownUrl(value) : value;
    }

    private static String shownUrl(String url) {
        int end = 0;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        String shown = USER_INFO.matcher(url.substring(0, end)).replaceFirst("$1" + MASK + "@");
        return end == url.length() ? shown : shown + url.charAt(end) + MASK;
    }
}
