/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import java.util.Locale;
import java.util.Optional;

/** A version of SOCKS, and who looks up names in it; called as in the schemes of proxy URLs. */
public enum SocksVersion {
    /** Version 4, which knows IPv4 addresses alone. */
    SOCKS4(true),
    /** Version 4 with the extension that lets the proxy look up the name. */
    SOCKS4A(false),
    /** Version 5; the name is looked up here. */
    SOCKS5(true),
    /** Version 5; the proxy looks up the name. */
    SOCKS5H(false);

    private final boolean resolvesHere;

    SocksVersion(boolean resolvesHere) {
        this.resolvesHere = resolvesHere;
    }

    /** Whether a name is looked up before it is asked for. */
    public boolean resolvesHere() {
        return resolvesHere;
    }

    /** As in {@code "socks5h"}. */
    public String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The version of a scheme, in any case; empty for other schemes. */
    public static Optional<SocksVersion> ofScheme(String scheme) {
        for (SocksVersion version : values()) {
            if (version.name().equalsIgnoreCase(scheme)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    public boolean isVersion4() {
        return this == SOCKS4 || this == SOCKS4A;
    }
}
