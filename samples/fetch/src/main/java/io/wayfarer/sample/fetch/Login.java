/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.Console;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.client.auth.PasswordCredentials;
import io.wayfarer.client.auth.ProtectionSpace;

/**
 * {@code --user} and {@code --oauth2-bearer}: for the origins of the command line's URLs alone, unless
 * {@code --location-trusted} lets them go wherever a redirect leads.
 */
final class Login {

    private static final Set<Option> SCHEMES = Set.of(Option.BASIC, Option.DIGEST, Option.ANYAUTH);

    private Login() {}

    static AuthPolicy of(CommandLine line) throws FetchException {
        Optional<Credentials> credentials = credentials(line);
        if (credentials.isEmpty()) {
            return AuthPolicy.ofUrls();
        }
        Set<ProtectionSpace> own =
                line.urls().stream().flatMap(url -> origin(url).stream()).collect(Collectors.toSet());
        boolean trusted = line.has(Option.LOCATION_TRUSTED);
        return AuthPolicy.of(space ->
                trusted || own.contains(new ProtectionSpace(space.origin(), null)) ? credentials : Optional.empty());
    }

    /** Empty for what is no URL: its transfer will say so. */
    private static Optional<ProtectionSpace> origin(String url) {
        try {
            return Optional.of(new ProtectionSpace(UrlArgument.parse(url, "").origin(), null));
        } catch (FetchException e) {
            return Optional.empty();
        }
    }

    private static Optional<Credentials> credentials(CommandLine line) throws FetchException {
        try {
            Optional<String> token = line.last(Option.OAUTH2_BEARER);
            if (token.isPresent()) {
                return Optional.of(Credentials.bearer(token.get()));
            }
            return line.last(Option.USER).map(user -> password(line, user));
        } catch (IllegalArgumentException e) {
            throw FetchException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static PasswordCredentials password(CommandLine line, String user) {
        NameAndPassword login = NameAndPassword.of(user, "host");
        PasswordCredentials credentials = Credentials.password(login.name(), login.password());
        return switch (line.lastOf(SCHEMES).orElse(Option.BASIC)) {
            case DIGEST -> credentials.digestOnly();
            case ANYAUTH -> credentials;
            default -> credentials.basicOnly().atOnce();
        };
    }

    /** As in {@code user:password}. */
    record NameAndPassword(String name, String password) {

        /**
         * A password that is not there is asked for at the terminal, where there is one.
         *
         * @param whose host or proxy
         */
        static NameAndPassword of(String user, String whose) {
            int colon = user.indexOf(':');
            return colon < 0
                    ? new NameAndPassword(user, asked(user, whose))
                    : new NameAndPassword(user.substring(0, colon), user.substring(colon + 1));
        }

        private static String asked(String user, String whose) {
            return Optional.ofNullable(System.console())
                    .map((Console console) -> console.readPassword("Enter %s password for user '%s':", whose, user))
                    .map(String::valueOf)
                    .orElse("");
        }
    }
}
