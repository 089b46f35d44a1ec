/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

/**
 * Decides after each answer whether there is another hop. A pure function: no I/O, no clock, no state.
 *
 * <pre>{@code
 * RedirectPolicy insideOnly = attempt -> attempt.url().host().endsWith(".example")
 *         ? RedirectRules.standard().decide(attempt)
 *         : new RedirectDecision.Stop();
 * }</pre>
 */
@FunctionalInterface
public interface RedirectPolicy {

    RedirectDecision decide(RedirectAttempt attempt);

    /** False for a status whose answer is the last one whatever else it says: {@link #decide} is not asked then. */
    default boolean concerns(int status) {
        return true;
    }

    /** Follows nothing: each 3xx is the answer. */
    static RedirectPolicy none() {
        return NoRedirects.INSTANCE;
    }
}
