/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says which property is wrong, where it was set, why, and what would be right. */
final class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {

    private final Environment environment;

    InvalidPropertyFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
        StringBuilder description = new StringBuilder("A configuration property has a value that cannot be used:\n\n");
        line(description, "Property", cause.property());
        if (cause.value() != null) {
            line(description, "Value", "\"" + cause.value() + "\"");
        }
        String origin = origin(cause.property());
        if (origin != null) {
            line(description, "Origin", origin);
        }
        line(description, "Reason", cause.reason());
        return new FailureAnalysis(description.toString(), cause.remedy(), cause);
    }

    private static void line(StringBuilder description, String name, String text) {
        description.append("    ").append(name).append(": ").append(text).append('\n');
    }

    private @Nullable String origin(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return null;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return found.getOrigin() == null ? null : found.getOrigin().toString();
            }
        }
        return null;
    }
}
