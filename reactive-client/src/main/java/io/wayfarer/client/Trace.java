/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * How an answer was reached, hop by hop. Holds no header value and no body.
 *
 * @param hops in order; the last one gave the answer
 */
public record Trace(List<TracedHop> hops) {

    public Trace {
        hops = List.copyOf(hops);
    }

    /**
     * One request and its answer.
     *
     * @param url its {@code toString} hides user-info and query values
     * @param protocol as in {@code "HTTP/1.1"}
     * @param reason why the hop has this URL
     * @param route how the server was reached, and what chose that
     * @param repeated why the transport sent the request again on its own account, in order; empty for most
     * @param cookiesSent names of the cookies the jar added
     * @param cookiesLearnt names of the cookies the jar took from the answer
     * @param duration until the head of the answer was there
     * @param times how far it had come when; null unless the request is {@linkplain RequestTerms#timed() timed}. That of the last
     *     hop ends when its body does, so a trace that is taken before does not tell
     */
    public record TracedHop(
            HttpUrl url,
            HttpMethod method,
            int status,
            String protocol,
            HopReason reason,
            Route route,
            List<String> repeated,
            List<String> cookiesSent,
            List<String> cookiesLearnt,
            Duration duration,
            @Nullable HopTimes times) {}

    /** A line a hop, without secrets. */
    @Override
    public String toString() {
        return hops.stream()
                .map(hop -> hop.method() + " " + hop.url() + " " + hop.status() + " " + hop.protocol() + " "
                        + hop.duration().toMillis() + " ms, " + hop.reason() + ", " + hop.route()
                        + (hop.times() == null ? "" : ", " + hop.times())
                        + (hop.repeated().isEmpty() ? "" : ", repeated: " + String.join(", ", hop.repeated())))
                .collect(Collectors.joining("\n"));
    }
}
