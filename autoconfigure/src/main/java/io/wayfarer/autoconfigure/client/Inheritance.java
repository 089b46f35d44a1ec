/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What a named client takes of {@code wayfarer.client}: all that it does not set, but nothing that belongs to one server, one
 * file or one proxy. Of maps it takes each key that it does not set.
 */
final class Inheritance {

    /** What the names of the properties for all begin with. */
    static final ConfigurationPropertyName SHARED = ConfigurationPropertyName.of("wayfarer.client");

    /** A relative URL that belongs to one server must not go to another because a property is missing. */
    private static final ConfigurationPropertyName BASE_URL = SHARED.append("base-url");

    /** Two stores in one file would overwrite each other. */
    private static final Set<ConfigurationPropertyName> FILES =
            Set.of(SHARED.append("cookies.file"), SHARED.append("hsts.file"), SHARED.append("alt-svc.file"));

    /** The password for one proxy must not go to another, and the rules for all must not go before a client's own. */
    private static final ConfigurationPropertyName PROXY = SHARED.append("proxy");

    private static final Set<ConfigurationPropertyName> OUTSIDE =
            Set.of(PROXY.append("from-environment"), PROXY.append("from-system-properties"));

    private static final ConfigurationPropertyName AUTH = SHARED.append("auth");

    private final ConfigurationPropertyName own;
    private final List<ConfigurationPropertySource> sources = new ArrayList<>();
    private final Binder binder;
    private final boolean ownProxy;

    private Inheritance(ConfigurationPropertyName own, Environment environment) {
        this.own = own;
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        this.binder = binder(sources, environment);
        this.ownProxy = has(own.append("proxy.url"))
                || has(own.append("proxy.rules[0].url"))
                || has(own.append("proxy.pac.location"));
    }

    /** The properties of a named client: its own, wherever they are set, then those for all. */
    static ClientProperties properties(String prefix, Environment environment) {
        ConfigurationPropertyName own = ConfigurationPropertyName.of(prefix);
        Inheritance inheritance = new Inheritance(own, environment);
        List<ConfigurationPropertySource> all = new ArrayList<>(inheritance.sources);
        inheritance.sources.forEach(source -> all.add(InheritedProperties.of(source, inheritance)));
        return binder(all, environment).bindOrCreate(prefix, Bindable.of(ClientProperties.class));
    }

    private static Binder binder(List<ConfigurationPropertySource> sources, Environment environment) {
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
    }

    /** The name for all, of a name of the client; null of other names. */
    @Nullable
    ConfigurationPropertyName shared(ConfigurationPropertyName name) {
        return own.equals(name) ? SHARED : own.isAncestorOf(name) ? moved(name, own, SHARED) : null;
    }

    /** The client's name, of a name for all. */
    ConfigurationPropertyName own(ConfigurationPropertyName shared) {
        return moved(shared, SHARED, own);
    }

    /** Element by element, because subName(..) fails for a name behind an index (spring-boot 4.1.0). Keys keep their case. */
    private static ConfigurationPropertyName moved(
            ConfigurationPropertyName name, ConfigurationPropertyName from, ConfigurationPropertyName to) {
        StringBuilder moved = new StringBuilder(to.toString());
        for (int i = from.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
            String element = name.getElement(i, Form.ORIGINAL);
            boolean indexed = name.chop(i + 1).isLastElementIndexed();
            moved.append(indexed ? "[" + element + "]" : "." + element);
        }
        return ConfigurationPropertyName.adapt(moved, '.');
    }

    /** @param shared a name for all */
    boolean includes(ConfigurationPropertyName shared) {
        if (shared.equals(BASE_URL) || FILES.contains(shared)) {
            return false;
        }
        if (PROXY.isAncestorOf(shared)) {
            return !ownProxy || OUTSIDE.contains(shared);
        }
        return !AUTH.isAncestorOf(shared) || includesEntry(shared.chop(AUTH.getNumberOfElements() + 1));
    }

    /**
     * Credentials are taken with their URL or not at all. Without one they are for the base URL for all, and here would go to
     * the client's own; and where the client has an entry of that name, they would go to the URL in that.
     */
    private boolean includesEntry(ConfigurationPropertyName entry) {
        ConfigurationPropertyName mine = own(entry);
        return sources.stream()
                        .noneMatch(source -> source.containsDescendantOf(mine) == ConfigurationPropertyState.PRESENT)
                && StringUtils.hasText(binder.bind(entry.append("url"), Bindable.of(String.class))
                        .orElse(null));
    }

    private boolean has(ConfigurationPropertyName name) {
        return sources.stream().anyMatch(source -> source.getConfigurationProperty(name) != null);
    }
}
