/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

/** Sites: a scheme and a registrable domain, as HTML defines them and RFC 6265bis section 5.2 uses them. */
final class Sites {

    private final PublicSuffixList suffixes;

    Sites(PublicSuffixList suffixes) {
        this.suffixes = suffixes;
    }

    PublicSuffixList suffixes() {
        return suffixes;
    }

    /** Whether the request is cross-site: made on behalf of another site than that of its URL. */
    boolean crossSite(CookieContext context) {
        HttpUrl first = context.site().siteForCookies();
        return first != null && !sameSite(first, context.url());
    }

    /** The site that a user would see in the address bar, to which {@code Partitioned} cookies are bound. */
    String topLevel(CookieContext context) {
        HttpUrl first = context.site().siteForCookies();
        return site(first == null || context.site().topLevel() ? context.url() : first);
    }

    private boolean sameSite(HttpUrl one, HttpUrl other) {
        if (one.secure() != other.secure()) {
            return false;
        }
        return one.host().equals(other.host()) || domain(one.host()).equals(domain(other.host()));
    }

    /** Serialised; ws counts as http, because a handshake is a request of the page that opens it. */
    private String site(HttpUrl url) {
        return (url.secure() ? "https://" : "http://") + domain(url.host());
    }

    /** A host without a registrable domain is a site of its own. */
    private String domain(String host) {
        return suffixes.registrableDomain(host).orElse(host);
    }
}
