/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.http.ProblemDetail;

import io.wayfarer.sample.tour.web.Page;

/** A visit as HTML. Everything in it came from outside, and is escaped. */
final class VisitPage {

    private VisitPage() {}

    static String of(String typed, VisitReport report) {
        return Page.visitForm(typed)
                + """
                <p>The answer was <strong>%d</strong>, after %d %s.</p>
                <div class="wide" role="region" aria-label="Hops" tabindex="0">
                <table>
                <caption>The hops, in order. Cookies are named, their values are not shown.</caption>
                <thead><tr>
                <th scope="col">Hop</th><th scope="col">Request</th><th scope="col">Why</th><th scope="col">Status</th>
                <th scope="col">Protocol</th><th scope="col">Route</th><th scope="col">Cookies sent</th>
                <th scope="col">Cookies learnt</th><th scope="col">Milliseconds</th>
                </tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </div>
                <h2>The body begins</h2>
                <pre>%s</pre>
                """.formatted(
                                report.status(),
                                report.hops().size(),
                                report.hops().size() == 1 ? "hop" : "hops",
                                rows(report.hops()),
                                Page.escape(report.body()));
    }

    static String of(String typed, ProblemDetail problem) {
        return Page.visitForm(typed) + "<p class=\"failed\" role=\"alert\">"
                + Page.escape(String.valueOf(problem.getDetail())) + "</p>\n";
    }

    private static String rows(List<VisitReport.VisitedHop> hops) {
        return IntStream.range(0, hops.size())
                .mapToObj(i -> row(i + 1, hops.get(i)))
                .collect(Collectors.joining());
    }

    private static String row(int number, VisitReport.VisitedHop hop) {
        return "<tr><th scope=\"row\">" + number + "</th>"
                + cell(hop.method() + " " + hop.uri())
                + cell(hop.reason())
                + cell(String.valueOf(hop.status()))
                + cell(hop.protocol())
                + cell(hop.route())
                + cell(String.join(", ", hop.cookiesSent()))
                + cell(String.join(", ", hop.cookiesLearnt()))
                + cell(String.valueOf(hop.millis()))
                + "</tr>\n";
    }

    private static String cell(String text) {
        return "<td>" + Page.escape(text) + "</td>";
    }
}
