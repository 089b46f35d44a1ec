/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

/** Each answer is the last one. */
final class NoRedirects implements RedirectPolicy {

    static final RedirectPolicy INSTANCE = new NoRedirects();

    private NoRedirects() {}

    @Override
    public boolean concerns(int status) {
        return false;
    }

    @Override
    public RedirectDecision decide(RedirectAttempt attempt) {
        return new RedirectDecision.Stop();
    }
}
