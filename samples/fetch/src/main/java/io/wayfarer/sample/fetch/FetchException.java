/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

/** Why the program, or one of its transfers, ends without success. */
final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    FetchException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    FetchException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static FetchException usage(String message) {
        return new FetchException(ExitCode.USAGE, message);
    }

    ExitCode code() {
        return code;
    }

    /** The message without a place where it came from; there always is one. */
    String what() {
        return String.valueOf(getMessage());
    }
}
