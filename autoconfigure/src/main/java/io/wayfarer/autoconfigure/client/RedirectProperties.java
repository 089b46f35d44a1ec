/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.redirect.Downgrade;
import io.wayfarer.client.redirect.ReferrerPolicy;

/**
 * Redirects.
 *
 * @param follow Whether redirects are followed.
 * @param max Most redirects of one exchange; one more fails.
 * @param downgrade What becomes of a redirect from https to http.
 * @param referrer What the Referer field tells about the URL that redirects.
 * @param within How far from the URL that redirects a redirect may lead.
 * @param schemes The only schemes that redirects may lead to, of http, https, ws and wss. Empty for any.
 * @param hosts The only hosts that redirects may lead to; with a dot in front, a domain and all hosts below. Empty for any.
 * @param post301 Whether a POST answered 301 stays a POST with its body, and does not become a GET.
 * @param post302 Whether a POST answered 302 stays a POST with its body, and does not become a GET.
 * @param post303 Whether a POST answered 303 stays a POST with its body, which no standard foresees.
 * @param follow300 Whether a 300 with a Location is followed.
 * @param credentialsFromLocation Whether user name and password in a Location are used there; who redirects then chooses as whom the client comes.
 * @param alsoAcrossOrigins Names of header fields that go along to other origins, beyond the harmless ones. Name no credential.
 * @param handBack For which refusals the answer that redirects is handed back, in place of a failure.
 */
record RedirectProperties(
        @DefaultValue("true") boolean follow,
        @DefaultValue("20") int max,
        @DefaultValue("refuse") Downgrade downgrade,

        @DefaultValue("strict-origin-when-cross-origin") ReferrerPolicy referrer,

        @DefaultValue("anywhere") Reach within,
        @DefaultValue List<String> schemes,
        @DefaultValue List<String> hosts,
        @DefaultValue("false") boolean post301,
        @DefaultValue("false") boolean post302,
        @DefaultValue("false") boolean post303,
        @DefaultValue("false") boolean follow300,
        @DefaultValue("false") boolean credentialsFromLocation,
        @DefaultValue List<String> alsoAcrossOrigins,
        @DefaultValue List<RedirectException.Reason> handBack) {
    /** How far a redirect may lead. */
    enum Reach {
        /** To any host. */
        ANYWHERE,
        /** To hosts of the same registrable domain. */
        SITE,
        /** To the same scheme, host and port. */
        ORIGIN
    }
}
