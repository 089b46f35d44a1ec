/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** A request as a command line of curl. */
final class CurlCommand {

    private CurlCommand() {}

    static String of(ExchangeRecord.RecordedHop hop) {
        StringBuilder command = new StringBuilder("curl");
        if (hop.method().equals(HttpMethod.HEAD)) {
            command.append(" --head");
        } else if (!hop.method().equals(HttpMethod.GET)) {
            command.append(" -X ").append(quoted(hop.method().name()));
        }
        hop.requestHeaders().forEach((name, values) -> values.forEach(value -> command.append(option(name, value))));
        if (hop.requestBytes() != 0) {
            command.append(" --data-binary @-");
        }
        return command.append(' ').append(quoted(hop.url().toString())).toString();
    }

    private static String option(String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.ACCEPT_ENCODING)) {
            return " --compressed"; // which decompresses the answer too
        }
        // An empty field is written with a semicolon; with a colon curl would leave it out.
        return " -H " + quoted(value.isEmpty() ? name + ";" : name + ": " + value);
    }

    /** So that a POSIX shell takes it as one word, whatever is in it. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
