/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.Optional;

import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.HttpResponse;

/**
 * What the options make of the head of an answer: its body is taken, or left, or the transfer fails.
 *
 * @param offset where an earlier transfer ended; 0 for none
 * @param largest longest body, in bytes
 */
record Acceptance(CommandLine line, Optional<TimeCondition> condition, long offset, long largest) {

    private static final int RANGE_NOT_SATISFIABLE = 416;

    static Acceptance of(CommandLine line, Optional<TimeCondition> condition, long offset) throws FetchException {
        if (line.has(Option.FAIL) && line.has(Option.FAIL_WITH_BODY)) {
            throw FetchException.usage("option --fail-with-body: select either --fail or this, not both");
        }
        long largest = Numbers.bytes(line, Option.MAX_FILESIZE)
                .filter(bytes -> bytes > 0)
                .orElse(Long.MAX_VALUE);
        return new Acceptance(line, condition, offset, largest);
    }

    /** Whether the body is wanted. */
    boolean of(HttpResponse response) throws FetchException {
        int status = response.status().value();
        HttpHeaders headers = response.headers();
        if (line.has(Option.FAIL) && status >= 400) {
            throw httpError(status);
        }
        size(headers.getContentLength());
        if (line.has(Option.HEAD)) {
            return false;
        }
        if (offset > 0) {
            return continues(status, headers);
        }
        return condition.isEmpty() || line.has(Option.RANGE) || condition.get().holdsFor(headers);
    }

    /** Whether there is more; that there is nothing more is no failure. */
    private boolean continues(int status, HttpHeaders headers) throws FetchException {
        if (status == RANGE_NOT_SATISFIABLE || headers.getContentLength() == offset) {
            return false;
        }
        if (!Resumption.continues(headers, offset)) {
            throw new FetchException(
                    ExitCode.RANGE_REFUSED, "HTTP server doesn't seem to support byte ranges. Cannot resume.");
        }
        return true;
    }

    /** @param bytes those announced, or those that came so far */
    void size(long bytes) throws FetchException {
        if (bytes > largest) {
            throw new FetchException(ExitCode.FILE_TOO_LARGE, "Maximum file size exceeded");
        }
    }

    /** Fails for what the body was shown of nevertheless. */
    Mono<Void> atTheEnd(HttpResponse response) {
        int status = response.status().value();
        return line.has(Option.FAIL_WITH_BODY) && status >= 400 ? Mono.error(httpError(status)) : Mono.empty();
    }

    private static FetchException httpError(int status) {
        return new FetchException(ExitCode.HTTP_ERROR, "The requested URL returned error: " + status);
    }
}
