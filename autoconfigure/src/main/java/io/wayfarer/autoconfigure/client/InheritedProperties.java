/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Answers for a named client with what is set for all.
 *
 * @param source what is set
 * @param own what the names of the client's properties begin with
 * @param ownProxy whether the client has a proxy or rules of its own, so that it takes none of those that are set for all
 */
record InheritedProperties(ConfigurationPropertySource source, ConfigurationPropertyName own, boolean ownProxy)
        implements ConfigurationPropertySource {

    private static final ConfigurationPropertyName SHARED = ConfigurationPropertyName.of("wayfarer.client");

    /** A relative URL that belongs to one server must not go to another because a property is missing. */
    private static final ConfigurationPropertyName BASE_URL = SHARED.append("base-url");

    /** Two stores in one file would overwrite each other. */
    private static final Set<ConfigurationPropertyName> FILES =
            Set.of(SHARED.append("cookies.file"), SHARED.append("hsts.file"), SHARED.append("alt-svc.file"));

    /** The password for one proxy must not go to another, and the rules for all must not go before a client's own. */
    private static final ConfigurationPropertyName PROXY = SHARED.append("proxy");

    private static final Set<ConfigurationPropertyName> OUTSIDE =
            Set.of(PROXY.append("from-environment"), PROXY.append("from-system-properties"));

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        if (!own.isAncestorOf(name)) {
            return null;
        }
        // By their texts, because subName(..) fails for a name behind an index (spring-boot 4.1.0).
        String rest = name.toString().substring(own.toString().length() + 1);
        ConfigurationPropertyName shared = SHARED.append(rest);
        boolean kept = shared.equals(BASE_URL)
                || FILES.contains(shared)
                || (ownProxy && PROXY.isAncestorOf(shared) && !OUTSIDE.contains(shared));
        return kept ? null : source.getConfigurationProperty(shared);
    }
}
