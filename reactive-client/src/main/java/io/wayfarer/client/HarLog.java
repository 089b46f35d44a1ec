/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HopTimes;
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
        HopTimes times = hop.times();
        return "{\"startedDateTime\":"
                + text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(hop.began().atOffset(ZoneOffset.UTC)))
                + ",\"request\":" + request(hop)
                + ",\"response\":" + response(hop)
                + ",\"cache\":{}," + (times == null ? untimed(hop.duration()) : timed(times)) + "}";
    }

    private static String untimed(Duration untilAnswer) {
        String millis = millis(untilAnswer);
        return "\"time\":" + millis + ",\"timings\":{\"send\":0,\"wait\":" + millis + ",\"receive\":0}";
    }

    /**
     * The parts add up to the whole; TLS is part of connecting there, and what there was not is -1. How long the request took to go
     * out is nobody's knowledge, so that it is in the wait for the answer.
     */
    private static String timed(HopTimes times) {
        Duration lookedUp = orElse(times.resolved(), Duration.ZERO);
        Duration beforeTls = orElse(times.tunnelled(), orElse(times.connected(), lookedUp));
        Duration ready = orElse(times.secured(), beforeTls);
        Duration ended = orElse(times.ended(), times.answered());
        boolean opened = ready.compareTo(Duration.ZERO) > 0;
        return "\"time\":" + millis(ended)
                + ",\"timings\":{\"blocked\":" + millis(times.sent().minus(ready))
                + ",\"dns\":" + (times.resolved() == null ? "-1" : millis(lookedUp))
                + ",\"connect\":" + (opened ? millis(ready.minus(lookedUp)) : "-1")
                + ",\"ssl\":" + (times.secured() == null ? "-1" : millis(ready.minus(beforeTls)))
                + ",\"send\":0,\"wait\":" + millis(times.answered().minus(times.sent()))
                + ",\"receive\":" + millis(ended.minus(times.answered())) + "}";
    }

    private static Duration orElse(@Nullable Duration known, Duration otherwise) {
        return known == null ? otherwise : known;
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6);
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
