/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Cookies.
 *
 * @param scope Who shares cookies. The jar of the application is for traffic between machines, not on behalf of its users.
 * @param maxPerDomain Most cookies of one domain; one more evicts the one used longest ago.
 * @param maxTotal Most cookies in all, or in each jar of the scope "context"; one more evicts an expired one, else the one used longest ago.
 * @param publicSuffixList File with a Public Suffix List to use in place of the one that comes along.
 * @param file File in Netscape's format from which the jar of the scope "application" is read at the start, and to which it is saved. Of each client its own.
 * @param saveDelay Time from a change to the saving of the file, so that many changes make one write.
 * @param keepSessionCookies Whether the file keeps cookies that end with the session too.
 * @param contextKey Key under which the Reactor context says whose jar is meant with the scope "context". By default that of CookieJars.key(..).
 * @param maxJars Most jars with the scope "context"; one more takes the place of the one used longest ago.
 * @param jarIdle How long a jar of the scope "context" is kept that nobody uses.
 */
record CookieProperties(
        @DefaultValue("application") CookieScope scope,
        @DefaultValue("180") int maxPerDomain,
        @DefaultValue("3000") int maxTotal,
        @Nullable String publicSuffixList,
        @Nullable String file,
        @DefaultValue("2s") Duration saveDelay,
        @DefaultValue("false") boolean keepSessionCookies,
        @Nullable String contextKey,
        @DefaultValue("10000") int maxJars,
        @DefaultValue("30m") Duration jarIdle) {
    /** Who shares cookies. */
    enum CookieScope {
        /** One jar for all exchanges of the client. */
        APPLICATION,
        /** A jar for each key that the Reactor context of an exchange names, for example one for each end user. */
        CONTEXT,
        /** No jar: cookies are neither kept nor sent, but for those that a request sets itself. */
        NONE
    }
}
