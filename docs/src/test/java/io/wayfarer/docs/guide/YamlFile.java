/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** A file of properties that the guide shows, for the context of a test. */
public final class YamlFile {

    private YamlFile() {}

    /** Adds the properties of a file on the class path, behind those that the test sets itself. */
    public static ApplicationContextInitializer<ConfigurableApplicationContext> of(String name) {
        return context -> {
            try {
                new YamlPropertySourceLoader()
                        .load(name, new ClassPathResource(name))
                        .forEach(source ->
                                context.getEnvironment().getPropertySources().addLast(source));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
