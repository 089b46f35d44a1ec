/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/** Answers for a named client with what one source sets for all, so far as the client inherits it. */
class InheritedProperties implements ConfigurationPropertySource {

    private final ConfigurationPropertySource source;
    private final Inheritance inheritance;

    private InheritedProperties(ConfigurationPropertySource source, Inheritance inheritance) {
        this.source = source;
        this.inheritance = inheritance;
    }

    /** Maps are bound from sources alone that can say which names they have. */
    static ConfigurationPropertySource of(ConfigurationPropertySource source, Inheritance inheritance) {
        return source instanceof IterableConfigurationPropertySource listed
                ? new Listed(listed, inheritance)
                : new InheritedProperties(source, inheritance);
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        ConfigurationPropertyName shared = inheritance.shared(name);
        return shared != null && inheritance.includes(shared) ? source.getConfigurationProperty(shared) : null;
    }

    /** Asks the source, which knows by which other names an environment variable may go. */
    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
        ConfigurationPropertyName shared = inheritance.shared(name);
        return shared == null ? ConfigurationPropertyState.UNKNOWN : source.containsDescendantOf(shared);
    }

    private static final class Listed extends InheritedProperties implements IterableConfigurationPropertySource {

        private final IterableConfigurationPropertySource listed;

        Listed(IterableConfigurationPropertySource listed, Inheritance inheritance) {
            super(listed, inheritance);
            this.listed = listed;
        }

        @Override
        public Stream<ConfigurationPropertyName> stream() {
            return listed.stream()
                    .filter(Inheritance.SHARED::isAncestorOf)
                    .filter(super.inheritance::includes)
                    .map(super.inheritance::own);
        }

        /** The interface's own answer looks through all names, which does not know those of environment variables. */
        @Override
        public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
            return super.containsDescendantOf(name);
        }
    }
}
