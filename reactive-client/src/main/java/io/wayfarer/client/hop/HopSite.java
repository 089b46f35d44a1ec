/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;

/**
 * On whose behalf an exchange is made (RFC 6265bis section 5.2).
 *
 * @param siteForCookies the URL whose site counts as first party; null means that each hop is its own first party, as
 *     for a URL typed by a user
 * @param topLevel true for a navigation that a user would see in the address bar
 */
public record HopSite(@Nullable HttpUrl siteForCookies, boolean topLevel) {

    /** As if the user had typed the URL: first party everywhere, top level. */
    public static final HopSite USER = new HopSite(null, true);
}
