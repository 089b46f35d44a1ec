/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.Product;
import io.wayfarer.protocol.grammar.ReasonPhrase;

/** An exchange as HTTP Archive 1.2. Written by hand: a JSON library need not be there, and there is nothing to map. */
final class HarLog {

    private HarLog() {}

    static String of(ExchangeRecord exchange) {
        StringJoiner entries = new StringJoiner(",");
        exchange.hops().forEach(hop -> entries.add(entry(hop)));
        return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Wayfarer\",\"version\":"
                + text(Product.version().orElse("")) + "},\"entries\":[" + entries + "]}}";
    }

    private static String entry(ExchangeRecord.RecordedHop hop) {
        String millis = String.format(Locale.ROOT, "%.3f", hop.duration().toNanos() / 1e6);
        return "{\"startedDateTime\":"
                + text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(hop.began().atOffset(ZoneOffset.UTC)))
                + ",\"time\":" + millis
                + ",\"request\":" + request(hop)
                + ",\"response\":" + response(hop)
                + ",\"cache\":{},\"timings\":{\"send\":0,\"wait\":" + millis + ",\"receive\":0}}";
    }

    private static String request(ExchangeRecord.RecordedHop hop) {
        return "{\"method\":" + text(hop.method().name())
                + ",\"url\":" + text(hop.url().toString())
                + ",\"httpVersion\":" + text(hop.protocol())
                + ",\"cookies\":[],\"headers\":" + fields(hop.requestHeaders())
                + ",\"queryString\":[],\"headersSize\":-1,\"bodySize\":" + hop.requestBytes() + "}";
    }

    private static String response(ExchangeRecord.RecordedHop hop) {
        String location = hop.responseHeaders().getFirst(HttpHeaders.LOCATION);
        String type = hop.responseHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        return "{\"status\":" + hop.status()
                + ",\"statusText\":" + text(ReasonPhrase.of(hop.status()).orElse(""))
                + ",\"httpVersion\":" + text(hop.protocol())
                + ",\"cookies\":[],\"headers\":" + fields(hop.responseHeaders())
                + ",\"content\":{\"size\":-1,\"mimeType\":" + text(type == null ? "" : type) + "}"
                + ",\"redirectURL\":" + text(location == null ? "" : location)
                + ",\"headersSize\":-1,\"bodySize\":-1}";
    }

    private static String fields(HttpHeaders headers) {
        StringJoiner fields = new StringJoiner(",", "[", "]");
        headers.forEach((name, values) ->
                values.forEach(value -> fields.add("{\"name\":" + text(name) + ",\"value\":" + text(value) + "}")));
        return fields.toString();
    }

    /** A string of JSON (RFC 8259 section 7). */
    private static String text(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
