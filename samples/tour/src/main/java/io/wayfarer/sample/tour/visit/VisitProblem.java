/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.RedirectException;

/** Failed visits as problem details (RFC 9457). */
final class VisitProblem {

    private VisitProblem() {}

    static ProblemDetail of(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }

    /** With the extension members {@code failure}, {@code hop}, and for redirects {@code reason}. */
    static ProblemDetail of(HttpExchangeException failure) {
        HttpStatus status =
                failure instanceof HttpTimeoutException ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
        ProblemDetail problem = of(status, String.valueOf(failure.getMessage()));
        problem.setProperty("failure", failure.getClass().getSimpleName());
        if (failure instanceof RedirectException redirect) {
            problem.setProperty("reason", redirect.reason().name());
        }
        Map<String, Object> hop = new LinkedHashMap<>();
        hop.put("number", failure.hop().number());
        hop.put("method", failure.hop().method().name());
        hop.put("uri", failure.hop().url().toString());
        problem.setProperty("hop", hop);
        return problem;
    }
}
