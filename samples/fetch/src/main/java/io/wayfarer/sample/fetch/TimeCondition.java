/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.grammar.HttpDate;

/**
 * What {@code --time-cond} asks for: what changed after an instant, or what did not.
 *
 * @param unchanged whether what did not change since is wanted
 */
record TimeCondition(Instant since, boolean unchanged) {

    /** Empty without the option. What is neither a date nor a file is a warning, and no condition, as for curl. */
    static Optional<TimeCondition> of(CommandLine line, Consumer<String> warnings) {
        Optional<String> argument = line.last(Option.TIME_COND);
        if (argument.isEmpty()) {
            return Optional.empty();
        }
        String text = argument.get();
        boolean unchanged = text.startsWith("-");
        String date = unchanged || text.startsWith("+") || text.startsWith("=") ? text.substring(1) : text;
        Optional<Instant> since = DateArgument.parse(date).or(() -> modified(date));
        if (since.isEmpty()) {
            warnings.accept("Illegal date format for -z, --time-cond (and not a file name). Disabling time condition.");
        }
        return since.map(instant -> new TimeCondition(instant, unchanged));
    }

    private static Optional<Instant> modified(String file) {
        try {
            Path path = Inputs.path(file);
            return file.isEmpty() || !Files.exists(path)
                    ? Optional.empty()
                    : Optional.of(Files.getLastModifiedTime(path).toInstant());
        } catch (IOException e) {
            return Optional.empty(); // no file, which the caller tells
        }
    }

    void applyTo(HttpHeaders headers) {
        headers.set(
                unchanged ? HttpHeaders.IF_UNMODIFIED_SINCE : HttpHeaders.IF_MODIFIED_SINCE, HttpDate.format(since));
    }

    /** Whether an answer is wanted, of a server that did not look at the condition. */
    boolean holdsFor(HttpHeaders answer) {
        String modified = answer.getFirst(HttpHeaders.LAST_MODIFIED);
        return modified == null
                || HttpDate.parse(modified, Clock.systemUTC())
                        .map(then -> then.getEpochSecond() > since.getEpochSecond() != unchanged)
                        .orElse(true);
    }
}
