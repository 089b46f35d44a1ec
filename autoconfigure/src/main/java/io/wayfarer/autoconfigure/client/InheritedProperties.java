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
 */
record InheritedProperties(ConfigurationPropertySource source, ConfigurationPropertyName own)
        implements ConfigurationPropertySource {

    private static final ConfigurationPropertyName SHARED = ConfigurationPropertyName.of("wayfarer.client");

    /** A relative URL that belongs to one server must not go to another because a property is missing. */
    private static final ConfigurationPropertyName BASE_URL = SHARED.append("base-url");

    /** Two stores in one file would overwrite each other. */
    private static final Set<ConfigurationPropertyName> FILES =
            Set.of(SHARED.append("cookies.file"), SHARED.append("hsts.file"));

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        if (!own.isAncestorOf(name)) {
            return null;
        }
        ConfigurationPropertyName shared = SHARED.append(name.subName(own.getNumberOfElements()));
        return shared.equals(BASE_URL) || FILES.contains(shared) ? null : source.getConfigurationProperty(shared);
    }
}
