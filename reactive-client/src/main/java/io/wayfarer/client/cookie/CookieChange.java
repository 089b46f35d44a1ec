/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

/**
 * One change of a {@link CookieStore}.
 *
 * @param kind what happened
 * @param cookie the new cookie for {@link Kind#ADDED} and {@link Kind#REPLACED}, else the one that is gone
 */
public record CookieChange(Kind kind, Cookie cookie) {

    /** What happened to the cookie. */
    public enum Kind {
        /** Stored, and there was none of the same identity. */
        ADDED,
        /** Stored in the place of one with the same name, domain and path. */
        REPLACED,
        /** Taken out by a call, or because the server let it expire. */
        REMOVED,
        /** Its time was over. */
        EXPIRED,
        /** It gave way to another because of a limit. */
        EVICTED
    }
}
