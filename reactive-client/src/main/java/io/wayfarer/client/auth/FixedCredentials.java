/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Credentials written down per origin, and per realm where one is named; what is not there is asked elsewhere. Immutable. */
final class FixedCredentials implements CredentialsSource {

    private final Map<ProtectionSpace, Credentials> bySpace;
    private final @Nullable CredentialsSource elsewhere;

    FixedCredentials(Map<ProtectionSpace, Credentials> bySpace, @Nullable CredentialsSource elsewhere) {
        this.bySpace = Map.copyOf(bySpace);
        this.elsewhere = elsewhere;
    }

    /** True when there are none anywhere. */
    boolean isEmpty() {
        return bySpace.isEmpty() && elsewhere == null;
    }

    FixedCredentials with(ProtectionSpace space, Credentials credentials) {
        Map<ProtectionSpace, Credentials> more = new HashMap<>(bySpace);
        more.put(space, credentials);
        return new FixedCredentials(more, elsewhere);
    }

    /** Those of the realm, else those of the whole origin. */
    @Override
    public Optional<Credentials> credentials(ProtectionSpace space) {
        Credentials found = bySpace.get(space);
        if (found == null && space.realm() != null) {
            found = bySpace.get(new ProtectionSpace(space.origin(), null));
        }
        return found != null || elsewhere == null ? Optional.ofNullable(found) : elsewhere.credentials(space);
    }

    @Override
    public String toString() {
        return "credentials for " + bySpace.keySet();
    }
}
