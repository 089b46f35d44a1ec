/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.redirect.RedirectRules;

/**
 * Turns the properties of one client's redirects into rules, and refuses values that cannot work.
 *
 * @param suffixes say where a site ends; asked only where that matters
 */
record RedirectSettings(RedirectProperties redirects, Supplier<PublicSuffixList> suffixes, PropertyChecks checks) {

    /** What is followed, or nothing when that is switched off. */
    RedirectPolicy policy() {
        return redirects.follow() ? rules() : RedirectPolicy.none();
    }

    /** What is followed when something is. */
    RedirectRules rules() {
        RedirectRules.Builder rules = RedirectRules.builder()
                .max(checks.atLeast(0, "redirects.max", redirects.max()))
                .downgrade(redirects.downgrade())
                .referrer(redirects.referrer())
                .keepPostOn301(redirects.post301())
                .keepPostOn302(redirects.post302())
                .keepPostOn303(redirects.post303())
                .follow300(redirects.follow300())
                .credentialsFromLocation(redirects.credentialsFromLocation())
                .handBack(redirects.handBack().stream().distinct().toArray(Reason[]::new));
        confine(rules);
        each(
                "redirects.also-across-origins",
                redirects.alsoAcrossOrigins(),
                "Name header fields that every server a redirect may lead to is trusted with.",
                rules::alsoAcrossOrigins);
        return rules.build();
    }

    private void confine(RedirectRules.Builder rules) {
        switch (redirects.within()) {
            case ANYWHERE -> {}
            case SITE -> rules.sameSiteOnly(suffixes.get()::registrableDomain);
            case ORIGIN -> rules.sameOriginOnly();
        }
        List<String> schemes = redirects.schemes();
        if (!schemes.isEmpty()) {
            each("redirects.schemes", schemes, "Set it to some of http, https, ws and wss.", rules::schemes);
            rules.schemes(schemes.stream().distinct().toArray(String[]::new));
        }
        List<String> hosts = redirects.hosts();
        if (!hosts.isEmpty()) {
            each(
                    "redirects.hosts",
                    hosts,
                    "Set it to host names in lower case, with a dot in front of those that mean the hosts below too.",
                    rules::hosts);
            rules.hosts(hosts.stream().distinct().toArray(String[]::new));
        }
    }

    private void each(
            String property, List<String> values, String remedy, Function<String, RedirectRules.Builder> use) {
        for (String value : values) {
            checks.accepted(property, value, remedy, () -> use.apply(value));
        }
    }
}
