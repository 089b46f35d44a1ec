/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.url.HttpUrl;

/**
 * Where a redirect may lead.
 *
 * @param hosts names, or domains with a dot before them; null for any
 * @param reach how far from the URL that redirects
 * @param registrableDomain of a host, for the reach of a site
 */
record Destinations(
        Set<String> schemes,
        @Nullable Set<String> hosts,
        Reach reach,
        Function<String, Optional<String>> registrableDomain) {

    /** How far a redirect may lead. */
    enum Reach {
        ANYWHERE,
        SITE,
        ORIGIN
    }

    private static final String MAY_BE_FOLLOWED = " if it may be followed.";

    static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    static final Destinations ANYWHERE = new Destinations(SCHEMES, null, Reach.ANYWHERE, host -> Optional.empty());

    Destinations {
        schemes = Set.copyOf(schemes);
        hosts = hosts == null ? null : Set.copyOf(hosts);
    }

    Destinations withSchemes(Set<String> allowed) {
        return new Destinations(allowed, hosts, reach, registrableDomain);
    }

    Destinations withHosts(Set<String> allowed) {
        return new Destinations(schemes, allowed, reach, registrableDomain);
    }

    Destinations within(Reach allowed, Function<String, Optional<String>> domains) {
        return new Destinations(schemes, hosts, allowed, domains);
    }

    /**
     * Why the target is refused, or null.
     *
     * @param requested what would be requested for the target, which HSTS may have upgraded
     */
    @Nullable
    Refuse refusal(HttpUrl from, HttpUrl target, HttpUrl requested) {
        if (!schemes.contains(requested.scheme())) {
            return new Refuse(
                    Reason.FORBIDDEN,
                    "the redirect to " + requested + " has a scheme that is not among " + new TreeSet<>(schemes),
                    "Add " + requested.scheme() + " to " + Setting.ofRequest("redirects.schemes") + MAY_BE_FOLLOWED);
        }
        if (hosts != null && !allows(hosts, target.host())) {
            return new Refuse(
                    Reason.FORBIDDEN,
                    "the redirect to " + target + " has a host that is not among " + new TreeSet<>(hosts),
                    "Add " + target.host() + " to " + Setting.ofRequest("redirects.hosts") + MAY_BE_FOLLOWED);
        }
        if (reach == Reach.ORIGIN && !from.origin().equals(target.origin())) {
            return new Refuse(
                    Reason.FORBIDDEN,
                    "the redirect to " + target + " leads to another origin",
                    "Set " + Setting.ofRequest("redirects.within") + " to site or anywhere" + MAY_BE_FOLLOWED);
        }
        if (reach == Reach.SITE && !site(from.host()).equals(site(target.host()))) {
            return new Refuse(
                    Reason.FORBIDDEN,
                    "the redirect to " + target + " leads to another site",
                    "Set " + Setting.ofRequest("redirects.within") + " to anywhere" + MAY_BE_FOLLOWED);
        }
        return null;
    }

    private static boolean allows(Set<String> hosts, String host) {
        if (hosts.contains(host)) {
            return true;
        }
        String domain = '.' + host;
        for (int dot = 0; dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            if (hosts.contains(domain.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    /** A host without a registrable domain is a site of its own. */
    private String site(String host) {
        return registrableDomain.apply(host).orElse(host);
    }
}
