/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.cookie.CookieJars;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.psl.PublicSuffixList;

/** Turns the properties of one client's cookies into jars; each method refuses values that cannot work. */
record CookieSettings(CookieProperties cookies, PropertyChecks checks) {

    CookieSettings {
        if (StringUtils.hasText(cookies.file()) && cookies.scope() != CookieProperties.CookieScope.APPLICATION) {
            throw new InvalidPropertyException(
                    checks.name("cookies.file"),
                    cookies.file(),
                    "only the jar of the scope \"application\" is kept in a file",
                    "Remove it, or set " + checks.name("cookies.scope") + " to application.");
        }
    }

    boolean inContext() {
        return cookies.scope() == CookieProperties.CookieScope.CONTEXT;
    }

    /** A new jar. */
    CookieStore store() {
        return new InMemoryCookieStore(InstantSource.system(), limits(), suffixes());
    }

    /** New jars, one for each key. */
    CookieJars jars() {
        CookieLimits limits = limits();
        PublicSuffixList suffixes = suffixes();
        CookieJars.Builder jars = CookieJars.builder()
                .maxJars(checks.atLeast(1, "cookies.max-jars", cookies.maxJars()))
                .idle(checks.time("cookies.jar-idle", cookies.jarIdle()))
                .factory(() -> new InMemoryCookieStore(InstantSource.system(), limits, suffixes));
        String key = cookies.contextKey();
        if (StringUtils.hasText(key)) {
            jars.key(context -> Optional.ofNullable(context.getOrDefault(key, null)));
        }
        return jars.build();
    }

    private CookieLimits limits() {
        return CookieLimits.defaults()
                .withPerDomain(checks.atLeast(1, "cookies.max-per-domain", cookies.maxPerDomain()))
                .withTotal(checks.atLeast(1, "cookies.max-total", cookies.maxTotal()));
    }

    /** The list of the property, or ours. */
    PublicSuffixList suffixes() {
        Path list = checks.path("cookies.public-suffix-list", cookies.publicSuffixList());
        if (list == null) {
            return PublicSuffixList.bundled();
        }
        try {
            return PublicSuffixList.read(list);
        } catch (IOException e) {
            throw new InvalidPropertyException(
                    checks.name("cookies.public-suffix-list"),
                    list.toString(),
                    "it cannot be read: " + PropertyChecks.withoutStop(e.toString()),
                    "Name a readable file with a list from publicsuffix.org, or remove the property.");
        }
    }

    /** Where the jar is kept; null for nowhere. */
    @Nullable
    Path file() {
        return checks.path("cookies.file", cookies.file());
    }

    String fileProperty() {
        return checks.name("cookies.file");
    }

    Duration saveDelay() {
        return checks.time("cookies.save-delay", cookies.saveDelay());
    }

    boolean keepSessionCookies() {
        return cookies.keepSessionCookies();
    }
}
