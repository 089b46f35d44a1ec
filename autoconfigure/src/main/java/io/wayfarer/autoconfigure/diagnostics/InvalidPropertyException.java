/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;

/** A configuration property has a value that cannot work. Ends the start-up, explained by a failure analysis. */
public final class InvalidPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final @Nullable String value;
    private final String reason;
    private final String remedy;

    /**
     * Describes what is wrong.
     *
     * @param property the whole name
     * @param value null when it is absent, or may hold a secret
     * @param reason what is wrong, a clause without its full stop
     * @param remedy what would be right, a sentence
     */
    public InvalidPropertyException(String property, @Nullable String value, String reason, String remedy) {
        super(property + (value == null ? "" : ": \"" + value + "\"") + ": " + reason + ". " + remedy);
        this.property = property;
        this.value = value;
        this.reason = reason;
        this.remedy = remedy;
    }

    /** The whole name of the property. */
    public String property() {
        return property;
    }

    /** The value, null when it is absent or may hold a secret. */
    public @Nullable String value() {
        return value;
    }

    /** What is wrong, a clause without its full stop. */
    public String reason() {
        return reason;
    }

    /** What would be right, a sentence. */
    public String remedy() {
        return remedy;
    }
}
