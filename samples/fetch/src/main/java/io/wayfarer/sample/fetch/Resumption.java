/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.springframework.http.HttpHeaders;

/** Where {@code --continue-at} begins. */
final class Resumption {

    private Resumption() {}

    /** @param alreadyThere how many bytes there are, for {@code -}; 0 comes out without the option */
    static long offset(CommandLine line, LongSupplier alreadyThere) throws FetchException {
        Optional<String> text = line.last(Option.CONTINUE_AT);
        if (text.isEmpty()) {
            return 0;
        }
        if (text.get().equals("-")) {
            return alreadyThere.getAsLong();
        }
        if (!text.get().matches("\\d{1,18}")) {
            throw Numbers.notANumber(Option.CONTINUE_AT);
        }
        return Long.parseLong(text.get());
    }

    /** Whether the content is what follows the offset, and nothing before it. */
    static boolean continues(HttpHeaders answer, long offset) {
        String range = answer.getFirst(HttpHeaders.CONTENT_RANGE);
        return range != null && range.replaceFirst("^bytes[ :]*", "").startsWith(offset + "-");
    }
}
