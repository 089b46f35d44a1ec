/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.util.List;

import io.wayfarer.client.HttpResponse;
import io.wayfarer.client.Trace;

/**
 * A visit that got an answer.
 *
 * @param status of the last hop
 * @param body the beginning of the last answer's body, as text
 * @param hops in order
 */
record VisitReport(int status, String body, List<VisitedHop> hops) {

    VisitReport {
        hops = List.copyOf(hops);
    }

    static VisitReport of(HttpResponse response, String body) {
        return new VisitReport(
                response.status().value(),
                body,
                response.trace().hops().stream().map(VisitedHop::of).toList());
    }

    /**
     * One request and its answer, in words.
     *
     * @param uri without user-info, and without the values of the query
     * @param reason USER, REDIRECT or HSTS
     * @param route how the server was reached, and why so
     * @param cookiesSent names alone
     * @param cookiesLearnt names alone
     * @param millis until the head of the answer was there
     */
    record VisitedHop(
            String uri,
            String method,
            int status,
            String protocol,
            String reason,
            String route,
            List<String> cookiesSent,
            List<String> cookiesLearnt,
            long millis) {

        static VisitedHop of(Trace.TracedHop hop) {
            return new VisitedHop(
                    hop.url().toString(),
                    hop.method().name(),
                    hop.status(),
                    hop.protocol(),
                    hop.reason().name(),
                    hop.route().toString(),
                    hop.cookiesSent(),
                    hop.cookiesLearnt(),
                    hop.duration().toMillis());
        }
    }
}
