/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.error;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.web.util.HtmlUtils;

import io.wayfarer.server.page.Page;

/**
 * An error of status 400 or above as a page for people: what happened, what can be done, and the facts by which somebody may
 * find it again. Says no more than it is given; immutable.
 */
public final class ErrorPage {

    /** What a visitor can do, by status; of all others the hundred decides. */
    private static final Map<Integer, String> ADVICE = Map.ofEntries(
            Map.entry(401, "This is shown only to those who have logged in."),
            Map.entry(403, "This is not shown to everybody, and not to you."),
            Map.entry(404, "There is nothing at this address. It may have been mistyped, or what was here has moved."),
            Map.entry(405, "What is at this address cannot be used in this way."),
            Map.entry(410, "What was at this address is gone."),
            Map.entry(413, "What was sent is larger than is taken here."),
            Map.entry(414, "The address is longer than is taken here."),
            Map.entry(429, "There were too many requests. Wait a little before the next."),
            Map.entry(
                    431,
                    "The request's header is larger than is taken here. Deleting the cookies of this site may help."),
            Map.entry(503, "This cannot be shown just now. Try again in a while."));

    private final int status;
    private final String reason;
    private final Map<String, String> facts;
    private final String detail;
    private final String trace;

    private ErrorPage(int status, String reason, Map<String, String> facts, String detail, String trace) {
        this.status = status;
        this.reason = reason;
        this.facts = facts;
        this.detail = detail;
        this.trace = trace;
    }

    /**
     * A page that says what every visitor may know.
     *
     * @param reason the phrase that belongs to the status, such as {@code Not Found}
     */
    public static ErrorPage of(int status, String reason) {
        return new ErrorPage(status, reason, Map.of(), "", "");
    }

    /** With a fact such as a time or the id of the request; facts are shown in the order they were added. */
    public ErrorPage fact(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new ErrorPage(status, reason, more, detail, trace);
    }

    /** With what the error itself says. */
    public ErrorPage detail(String text) {
        return new ErrorPage(status, reason, facts, text, trace);
    }

    /** With a stack trace, which is for those who wrote the application. */
    public ErrorPage trace(String text) {
        return new ErrorPage(status, reason, facts, detail, text);
    }

    /** The page, all that came from elsewhere escaped. */
    public Page page() {
        String title = status + " " + reason;
        StringBuilder body = new StringBuilder("<h1>" + escaped(title) + "</h1>\n<p>" + advice() + "</p>\n");
        if (!detail.isBlank()) {
            body.append("<p>").append(escaped(detail)).append("</p>\n");
        }
        if (!facts.isEmpty()) {
            body.append("<dl>\n");
            facts.forEach((name, value) -> body.append("<dt>")
                    .append(escaped(name))
                    .append("</dt><dd><bdi>")
                    .append(escaped(value))
                    .append("</bdi></dd>\n"));
            body.append("</dl>\n");
        }
        if (!trace.isBlank()) {
            // A region that scrolls is reached by the keyboard only with a tabindex (WCAG 2.2, criterion 2.1.1).
            body.append("<pre tabindex=\"0\" role=\"region\" aria-label=\"Stack trace\">")
                    .append(escaped(trace))
                    .append("</pre>\n");
        }
        return new Page(title, body.toString());
    }

    private String advice() {
        String known = ADVICE.get(status);
        if (known != null) {
            return known;
        }
        return status < 500
                ? "The request could not be answered as it is."
                : "Something went wrong on our side. Trying again later may help.";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
