/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.grammar.HttpDate;

/**
 * Conditional requests for something that exists, in the order of RFC 9110 section 13.2.2.
 *
 * <p>Spring's {@code ServerWebExchange.checkNotModified} knows no {@code If-Match} and no {@code If-Range}
 * (spring-framework#27952), and looks at {@code If-Modified-Since} beside {@code If-None-Match} in cases where it must not
 * (spring-framework#29031).
 */
final class Preconditions {

    /** What becomes of the request. */
    enum Outcome {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    private Preconditions() {}

    /** For GET and HEAD. */
    static Outcome evaluate(HttpHeaders request, Validators validators, Clock clock) {
        String ifMatch = list(request, HttpHeaders.IF_MATCH);
        if (ifMatch != null) {
            if (!matches(ifMatch, validators.tag(), true)) {
                return Outcome.FAILED;
            }
        } else if (isBefore(request, HttpHeaders.IF_UNMODIFIED_SINCE, validators.lastModified(), clock)) {
            return Outcome.FAILED;
        }
        String ifNoneMatch = list(request, HttpHeaders.IF_NONE_MATCH);
        if (ifNoneMatch != null) {
            return matches(ifNoneMatch, validators.tag(), false) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        boolean known =
                date(request, HttpHeaders.IF_MODIFIED_SINCE, clock).isPresent() && validators.lastModified() != null;
        return known && !isBefore(request, HttpHeaders.IF_MODIFIED_SINCE, validators.lastModified(), clock)
                ? Outcome.NOT_MODIFIED
                : Outcome.PROCEED;
    }

    /** Whether {@code Range} counts: without {@code If-Range}, or when that names this very version (section 13.1.5). */
    static boolean allowsRange(HttpHeaders request, Validators validators, Clock clock) {
        String condition = request.getFirst(HttpHeaders.IF_RANGE);
        if (condition == null) {
            return true;
        }
        if (!validators.strong()) {
            return false;
        }
        return condition.indexOf('"') >= 0
                ? matches(condition, validators.tag(), true)
                : HttpDate.parse(condition.strip(), clock)
                        .filter(date -> date.equals(validators.lastModified()))
                        .isPresent();
    }

    private static boolean matches(String condition, @Nullable ETag current, boolean strong) {
        if (condition.strip().equals("*")) {
            return true;
        }
        if (current == null) {
            return false;
        }
        return ETag.parse(condition).stream().anyMatch(tag -> !tag.isWildcard() && tag.compare(current, strong));
    }

    /** Whether the date of the field lies before the last change; a date that is none does not count. */
    private static boolean isBefore(HttpHeaders request, String field, @Nullable Instant lastModified, Clock clock) {
        return lastModified != null
                && date(request, field, clock)
                        .filter(date -> date.isBefore(lastModified))
                        .isPresent();
    }

    private static Optional<Instant> date(HttpHeaders request, String field, Clock clock) {
        String value = request.getFirst(field);
        return value == null ? Optional.empty() : HttpDate.parse(value.strip(), clock);
    }

    private static @Nullable String list(HttpHeaders request, String field) {
        // Most requests have none, and a list of nothing is an object too.
        if (!request.containsHeader(field)) {
            return null;
        }
        List<String> values = request.get(field);
        return values == null || values.isEmpty() ? null : String.join(",", values);
    }
}
