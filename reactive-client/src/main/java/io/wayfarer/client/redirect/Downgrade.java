/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

/** What a redirect from https to http, or from wss to ws, comes to. */
public enum Downgrade {
    /** The exchange fails. */
    REFUSE,
    /** As any redirect to another origin: the harmless header fields travel, and those that the caller named. */
    ALLOW,
    /** Only the harmless header fields travel, whatever the caller named. */
    ALLOW_WITHOUT_CREDENTIALS
}
