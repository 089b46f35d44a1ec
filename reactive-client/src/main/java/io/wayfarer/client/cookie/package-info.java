/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A browser's cookie jar, RFC 6265bis section 5: {@link io.wayfarer.client.cookie.CookieStore} keeps the cookies,
 * {@link io.wayfarer.client.cookie.InMemoryCookieStore} is the one to start with, and
 * {@link io.wayfarer.client.cookie.CookiePolicy} lets it take part in every hop. Who shares a jar, a
 * {@link io.wayfarer.client.cookie.CookieScope} says: {@link io.wayfarer.client.cookie.CookieJars} are one for each user.
 *
 * <p>A store is synchronous and in memory, because it is asked on every hop;
 * {@link io.wayfarer.client.cookie.CookieFileSaver} keeps it on disk, in the format of
 * {@link io.wayfarer.client.cookie.NetscapeCookieFile}. Servers write {@link io.wayfarer.client.cookie.SetCookieField} and
 * read {@link io.wayfarer.client.cookie.CookieField}. Cookies know no port: servers on two ports of one host
 * share them. A connection is secure when it uses TLS; {@code http://localhost} is not, so a cookie with {@code Secure}
 * is neither taken from it nor sent to it.
 *
 * <p>Left out: scripts that read cookies (the "non-HTTP" APIs of the RFC exist as a flag of
 * {@link io.wayfarer.client.cookie.CookieContext} only), and whether a redirect crossed sites on its way, which
 * browsers ignore as well.
 */
@NullMarked
package io.wayfarer.client.cookie;

import org.jspecify.annotations.NullMarked;
