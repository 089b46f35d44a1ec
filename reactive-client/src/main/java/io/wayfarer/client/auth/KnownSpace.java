/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;

/**
 * A part of a server that has asked for credentials, so that the next request there brings them along.
 *
 * @param prefixes what the URLs in it begin with, without user-info
 * @param digest null for Basic
 */
record KnownSpace(
        String realm,
        List<String> prefixes,
        PasswordCredentials credentials,
        @Nullable DigestSession digest) {

    /** The folder of the challenged URL and what is below (RFC 7617 section 2.2). */
    static KnownSpace basic(HttpUrl challenged, String realm, PasswordCredentials credentials) {
        String url = challenged.withoutUserInfo().absoluteForm();
        String folder =
                url.substring(0, url.length() - challenged.requestTarget().length())
                        + challenged.path().substring(0, challenged.path().lastIndexOf('/') + 1);
        return new KnownSpace(realm, List.of(folder), credentials, null);
    }

    /**
     * What {@code domain} lists of this origin, else the whole server (RFC 7616 section 3.3). What it lists of others is
     * passed over: credentials do not cross origins, even where the server wishes it.
     */
    static KnownSpace digest(HttpUrl challenged, DigestSession session) {
        List<String> listed = session.challenge().domain().stream()
                .flatMap(uri -> challenged.resolve(uri).stream())
                .filter(url -> url.origin().equals(challenged.origin()))
                .map(HttpUrl::absoluteForm)
                .toList();
        return new KnownSpace(
                session.challenge().realm(),
                listed.isEmpty() ? List.of(challenged.origin() + "/") : listed,
                session.credentials(),
                session);
    }

    /** All of a proxy. */
    static KnownSpace proxy(String realm, PasswordCredentials credentials, @Nullable DigestSession session) {
        return new KnownSpace(realm, List.of(""), credentials, session);
    }

    /** How much of the URL the longest prefix covers; -1 when the URL is outside. */
    int covers(String url) {
        int longest = -1;
        for (String prefix : prefixes) {
            if (prefix.length() > longest && url.startsWith(prefix)) {
                longest = prefix.length();
            }
        }
        return longest;
    }

    boolean sameSpace(KnownSpace other) {
        return realm.equals(other.realm)
                && credentials.equals(other.credentials)
                && (digest != null || prefixes.equals(other.prefixes));
    }

    KnownSpace with(DigestSession next) {
        return new KnownSpace(realm, prefixes, credentials, next);
    }
}
