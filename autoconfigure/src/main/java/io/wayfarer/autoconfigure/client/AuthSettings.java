/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.client.AuthProperties.AuthScheme;
import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.client.auth.PasswordCredentials;
import io.wayfarer.client.url.HttpUrl;

/** Turns the credentials of the properties into a policy. What it refuses is never shown: it may be a secret. */
record AuthSettings(PropertyChecks checks, ClientProperties properties) {

    AuthPolicy policy() {
        AuthPolicy policy = AuthPolicy.ofUrls();
        List<Map.Entry<String, AuthProperties>> entries =
                new ArrayList<>(properties.auth().entrySet());
        // The last for an origin counts, and a named client's own entries come before those that it inherits.
        Collections.reverse(entries);
        for (Map.Entry<String, AuthProperties> named : entries) {
            String prefix = "auth." + named.getKey();
            policy = policy.with(origin(prefix, named.getValue()), credentials(prefix, named.getValue()));
        }
        return policy;
    }

    private String origin(String prefix, AuthProperties auth) {
        String url = StringUtils.hasText(auth.url()) ? auth.url() : properties.baseUrl();
        if (url == null || !StringUtils.hasText(url)) {
            throw new InvalidPropertyException(
                    checks.name(prefix + ".url"),
                    null,
                    "it is not set, nor is a base URL, and credentials belong to an origin",
                    "Set it to a URL of the server that they are for.");
        }
        return checks.accepted(prefix + ".url", HttpUrl.redact(url), "Set it to an absolute http or https URL.", () -> {
            AuthPolicy.ofUrls().with(url, Credentials.bearer("checked"));
            return url;
        });
    }

    private Credentials credentials(String prefix, AuthProperties auth) {
        boolean named = StringUtils.hasText(auth.username());
        if (named == StringUtils.hasText(auth.token())) {
            throw refused(
                    prefix + (named ? ".token" : ".username"),
                    named ? "there is a user name too" : "neither it nor a token is set",
                    "Set either a user name with a password, or a token.");
        }
        return auth.token() != null && !named ? bearer(prefix, auth.token()) : password(prefix, auth);
    }

    private Credentials bearer(String prefix, String token) {
        try {
            return Credentials.bearer(token.strip());
        } catch (IllegalArgumentException e) {
            throw refused(
                    prefix + ".token",
                    "it holds a character that no token has (RFC 6750 section 2.1)",
                    "Set it to the token alone, without the word Bearer.");
        }
    }

    private Credentials password(String prefix, AuthProperties auth) {
        PasswordCredentials credentials;
        try {
            credentials = Credentials.password(
                    String.valueOf(auth.username()), auth.password() == null ? "" : auth.password());
        } catch (IllegalArgumentException e) {
            throw refused(
                    prefix + ".username",
                    "it or the password holds a control character, or it holds a colon (RFC 7617 section 2)",
                    "Set both to what the server knows.");
        }
        if (auth.atOnce() && auth.scheme() == AuthScheme.DIGEST) {
            throw refused(
                    prefix + ".at-once",
                    "the scheme is digest, which needs to be asked first",
                    "Remove it, or allow basic.");
        }
        credentials = switch (auth.scheme()) {
            case ANY -> credentials;
            case BASIC -> credentials.basicOnly();
            case DIGEST -> credentials.digestOnly();
        };
        return auth.atOnce() ? credentials.atOnce() : credentials;
    }

    private InvalidPropertyException refused(String property, String why, String remedy) {
        return new InvalidPropertyException(checks.name(property), null, why, remedy);
    }

    /** Without the properties. */
    @Override
    public String toString() {
        return "credentials of " + checks.prefix();
    }
}
