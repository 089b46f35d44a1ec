/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

/** To which requests a cookie is attached, by the site they come from (RFC 6265bis section 5.6.7). */
public enum SameSite {
    /** Same-site requests only. */
    STRICT,
    /** Same-site requests, and top-level navigations with a safe method. */
    LAX,
    /** All requests. */
    NONE,
    /** Nothing was said: enforced as {@link #LAX}. */
    DEFAULT
}
