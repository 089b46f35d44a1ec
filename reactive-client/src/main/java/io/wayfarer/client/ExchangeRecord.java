/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.url.HttpUrl;

/**
 * A finished exchange to show around: each hop with its fields, and no body. Values of fields that admit somebody, such as
 * {@code Authorization}, {@code Cookie} or {@code X-API-Key}, are {@code ***}, and so are user-info and query values of URLs.
 *
 * @param hops in order; the last one gave the answer
 */
public record ExchangeRecord(List<RecordedHop> hops) {

    public ExchangeRecord {
        hops = List.copyOf(hops);
    }

    /**
     * One request and its answer.
     *
     * @param began when it was sent
     * @param duration until the head of the answer was there
     * @param url its {@code toString} hides user-info and query values
     * @param requestHeaders read-only, masked; without what the transport adds, such as {@code Host}
     * @param requestBytes length of the request's body; -1 when it was not known
     * @param protocol as in {@code "HTTP/1.1"}
     * @param responseHeaders read-only, masked
     * @param times null unless the request {@linkplain RequestSpec#timed() asked for them}
     */
    public record RecordedHop(
            Instant began,
            Duration duration,
            HttpMethod method,
            HttpUrl url,
            HttpHeaders requestHeaders,
            long requestBytes,
            int status,
            String protocol,
            HttpHeaders responseHeaders,
            @Nullable HopTimes times) {}

    /**
     * The first request as a command for curl, for a POSIX shell. Masked values have to be put in again; a body is read from
     * the command's input.
     */
    public String toCurl() {
        return CurlCommand.of(hops.get(0));
    }

    /**
     * All hops as HAR 1.2, a JSON text that browsers and proxies read; with the time of each step where the request was
     * {@linkplain RequestSpec#timed() timed}, else the time until the answer alone.
     */
    public String toHar() {
        return HarLog.of(this);
    }

    /** The URLs alone, without secrets. */
    @Override
    public String toString() {
        return hops.stream()
                .map(hop -> hop.method() + " " + hop.url() + " " + hop.status())
                .toList()
                .toString();
    }
}
