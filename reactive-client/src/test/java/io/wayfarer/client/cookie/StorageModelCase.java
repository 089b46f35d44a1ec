/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

/** A jar at a fixed time, for what a server sets and a request is sent. */
abstract class StorageModelCase {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    final TestClock clock = new TestClock(NOW);

    final CookieStore store = new InMemoryCookieStore(clock, CookieLimits.defaults(), PublicSuffixList.bundled());

    void set(String url, String... fields) {
        store.store(CookieContext.of(HttpUrl.parse(url)), Arrays.asList(fields));
    }

    String sent(String url) {
        return store.lookup(CookieContext.of(HttpUrl.parse(url))).stream()
                .map(Cookie::pair)
                .collect(Collectors.joining("; "));
    }
}
