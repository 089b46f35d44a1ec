/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.util.concurrent.TimeoutException;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.sample.tour.web.Addresses;
import io.wayfarer.sample.tour.web.Page;

/** Answers {@code /visit?url=...} with the trace of a GET, or with why there is none. */
@Component
public class Visitor {

    private static final String USER_AGENT = "wayfarer-tour";
    private static final int LONGEST_URL = 2048;

    private final ReactiveHttpClient http;
    private final Addresses addresses;
    private final VisitSettings settings;

    Visitor(ReactiveHttpClient http, Addresses addresses, VisitSettings settings) {
        this.http = http;
        this.addresses = addresses;
        this.settings = settings;
    }

    /**
     * Visits the URL of the parameter {@code url}, which may be relative to the tour, with the field {@code X-API-Key}
     * when there is a parameter {@code key}. 200 with the trace whatever the status of the answer; 400 when the URL is
     * none; 502 or 504 when no answer came.
     */
    public Mono<ServerResponse> visit(ServerRequest request) {
        String typed = request.queryParam("url").orElse("");
        Format format = Format.of(request);
        if ("cross-site".equals(request.headers().firstHeader("Sec-Fetch-Site")) && !isNavigation(request)) {
            return problem(
                    format, typed, HttpStatus.FORBIDDEN, "Pages of other sites cannot send the visitor anywhere.");
        }
        if (USER_AGENT.equals(request.headers().firstHeader(HttpHeaders.USER_AGENT))) {
            return problem(format, typed, HttpStatus.LOOP_DETECTED, "The visitor does not visit itself.");
        }
        RequestSpec visit;
        try {
            visit = request(target(typed), request);
        } catch (IllegalArgumentException e) {
            return problem(format, typed, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        return visit.exchange(response ->
                        BeginningOfBody.of(response, settings.shownBytes()).map(body -> VisitReport.of(response, body)))
                .timeout(settings.timeout())
                .flatMap(report -> answer(format, typed, report))
                .onErrorResume(HttpExchangeException.class, e -> answer(format, typed, VisitProblem.of(e)))
                .onErrorResume(
                        TimeoutException.class,
                        e -> problem(
                                format,
                                typed,
                                HttpStatus.GATEWAY_TIMEOUT,
                                "The visit took longer than "
                                        + settings.timeout().toSeconds() + " seconds. Raise tour.visit.timeout."));
    }

    /** A person who follows a link may come from anywhere. */
    private static boolean isNavigation(ServerRequest request) {
        return "navigate".equals(request.headers().firstHeader("Sec-Fetch-Mode"));
    }

    private HttpUrl target(String typed) {
        if (typed.isBlank()) {
            throw new IllegalArgumentException("The parameter url is missing. Try /visit?url=/login.");
        }
        if (typed.length() > LONGEST_URL) {
            throw new IllegalArgumentException("The URL is longer than " + LONGEST_URL + " characters.");
        }
        HttpUrl url = HttpUrl.parse(addresses.home()).resolve(typed).orElseGet(() -> HttpUrl.parse(typed));
        if (url.webSocket()) {
            throw new IllegalArgumentException("The visitor speaks http and https only. For WebSockets see /chat.");
        }
        return url;
    }

    private RequestSpec request(HttpUrl url, ServerRequest request) {
        RequestSpec visit = http.get(url.href()).header(HttpHeaders.USER_AGENT, USER_AGENT);
        return request.queryParam("key")
                .map(key -> visit.header("X-API-Key", key))
                .orElse(visit);
    }

    private static Mono<ServerResponse> answer(Format format, String typed, VisitReport report) {
        if (format == Format.HTML) {
            return Page.answer(200, "The visit", VisitPage.of(typed, report));
        }
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT)
                .bodyValue(report);
    }

    private static Mono<ServerResponse> problem(Format format, String typed, HttpStatus status, String detail) {
        return answer(format, typed, VisitProblem.of(status, detail));
    }

    private static Mono<ServerResponse> answer(Format format, String typed, ProblemDetail problem) {
        if (format == Format.HTML) {
            return Page.answer(problem.getStatus(), "No visit", VisitPage.of(typed, problem));
        }
        return ServerResponse.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT)
                .bodyValue(problem);
    }
}
