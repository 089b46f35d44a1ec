/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopStage;

/**
 * Lets a jar take part in every hop: adds its cookies to the request, and stores what the answer sets, redirects
 * included. Which jar that is, its {@link CookieScope} says for each hop.
 *
 * <p>A {@code Cookie} field that the caller set by hand stays, and the jar's cookies are written behind it into the one
 * field line that RFC 6265bis section 5.8.1 allows; the jar does not learn from it. Thread-safe.
 */
public final class CookiePolicy implements HopPolicy {

    private final CookieScope scope;

    /** One jar for all exchanges. */
    public CookiePolicy(CookieStore store) {
        this(CookieScope.of(store));
    }

    /** A jar for each exchange as the scope says. */
    public CookiePolicy(CookieScope scope) {
        this.scope = scope;
    }

    /** Who shares a jar. */
    public CookieScope scope() {
        return scope;
    }

    @Override
    public Mono<Void> prepare(Hop hop) {
        Optional<CookieStore> jar = scope.jar(hop.context());
        List<Cookie> cookies = jar.isPresent() ? jar.get().lookup(CookieContext.of(hop)) : List.of();
        List<String> own = hop.readHeaders().getOrEmpty(HttpHeaders.COOKIE);
        if (!cookies.isEmpty()) {
            hop.headers().set(HttpHeaders.COOKIE, field(own, cookies));
            hop.sentCookies(names(cookies));
        } else if (own.size() > 1) {
            hop.headers().set(HttpHeaders.COOKIE, String.join("; ", own));
        }
        return Mono.empty();
    }

    @Override
    public void learn(Hop hop, HopAnswer answer) {
        List<String> fields = answer.headers().getOrEmpty(HttpHeaders.SET_COOKIE);
        if (!fields.isEmpty()) {
            scope.jarToFill(hop.context())
                    .ifPresent(jar -> hop.learntCookies(names(jar.store(CookieContext.of(hop), fields))));
        }
    }

    @Override
    public HopStage stage() {
        return HopStage.COOKIES;
    }

    @Override
    public String name() {
        return "cookies";
    }

    /** The cookie-string of RFC 6265bis section 5.8.3 step 4. */
    private static String field(List<String> own, List<Cookie> cookies) {
        String[] pairs = new String[own.size() + cookies.size()];
        int i = 0;
        for (String field : own) {
            pairs[i++] = field;
        }
        for (Cookie cookie : cookies) {
            pairs[i++] = cookie.pair();
        }
        return pairs.length == 1 ? pairs[0] : String.join("; ", pairs);
    }

    private static List<String> names(List<Cookie> cookies) {
        String[] names = new String[cookies.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = cookies.get(i).name();
        }
        return List.of(names);
    }
}
