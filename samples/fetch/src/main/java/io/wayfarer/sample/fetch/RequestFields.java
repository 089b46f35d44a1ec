/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The header fields that options other than {@code --header} ask for. */
record RequestFields(CommandLine line, Inputs inputs) {

    HttpHeaders fields(Optional<TimeCondition> condition) throws FetchException {
        HttpHeaders headers = new HttpHeaders();
        String agent = line.last(Option.USER_AGENT).orElseGet(Help::userAgent);
        setUnlessEmpty(headers, HttpHeaders.USER_AGENT, agent);
        headers.set(HttpHeaders.ACCEPT, "*/*");
        if (!line.all(Option.JSON).isEmpty()) {
            headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
            headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        }
        line.last(Option.REFERER)
                .ifPresent(referer -> setUnlessEmpty(headers, HttpHeaders.REFERER, withoutAuto(referer)));
        setUnlessEmpty(
                headers,
                HttpHeaders.COOKIE,
                line.all(Option.COOKIE).stream()
                        .filter(text -> text.contains("="))
                        .collect(Collectors.joining(";")));
        line.last(Option.RANGE).ifPresent(range -> headers.set(HttpHeaders.RANGE, "bytes=" + open(range)));
        if (line.has(Option.COMPRESSED) && line.has(Option.RAW)) { // otherwise the client says what it can decompress
            headers.set(HttpHeaders.ACCEPT_ENCODING, "gzip, deflate");
        }
        if (line.has(Option.TR_ENCODING)) {
            headers.set(HttpHeaders.TE, "gzip");
            headers.set(HttpHeaders.CONNECTION, "TE");
        }
        EntityTags.compare(line, inputs, headers);
        condition.ifPresent(given -> given.applyTo(headers));
        return headers;
    }

    /** A single number begins a range without an end. */
    private static String open(String range) {
        return range.matches("\\d+") ? range + "-" : range;
    }

    private static void setUnlessEmpty(HttpHeaders headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.set(name, HeaderLines.onTheWire(value));
        }
    }

    private static String withoutAuto(String referer) {
        return referer.endsWith(";auto") ? referer.substring(0, referer.length() - 5) : referer;
    }
}
