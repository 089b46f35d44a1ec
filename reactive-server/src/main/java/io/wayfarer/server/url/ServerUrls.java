/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.url;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The application's own URLs, as its clients see them, and the base paths of its groups of routes. A group has a name;
 * its base path is that name unless the configuration has another one, so an operator can move it without touching code:
 *
 * <pre>{@code
 * Routes.of(r -> r.path(urls.basePath("hello"), hello -> hello.get("", text("Hello world!"))))
 * urls.externalUrl("hello")      // https://shop.example/hello
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ServerUrls {

    private final @Nullable URI configured;
    private final Map<String, String> basePaths;
    private final Supplier<URI> listener;

    /**
     * URLs as configured, or else as the server listens.
     *
     * @param external the absolute URLs by which clients reach the application, without query and fragment; of several
     *     one with https is preferred; none if that is not known
     * @param basePaths paths of groups by name, for those that differ from the name
     * @param listener where the server listens; asked each time that nothing else is known
     * @throws IllegalArgumentException if an external URL is none, or a base path does not begin with a slash
     */
    public ServerUrls(List<URI> external, Map<String, String> basePaths, Supplier<URI> listener) {
        external.forEach(ServerUrls::check);
        this.configured = external.stream()
                .filter(url -> "https".equalsIgnoreCase(url.getScheme()))
                .findFirst()
                .or(() -> external.stream().findFirst())
                .orElse(null);
        basePaths.forEach((group, path) -> {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException(
                        "basePaths: " + group + ": '" + path + "' (expected: a leading slash)");
            }
        });
        this.basePaths = Map.copyOf(basePaths);
        this.listener = listener;
    }

    private static void check(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme)
                || url.getHost() == null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException("external: " + url + " (expected: as in https://shop.example/path)");
        }
    }

    /** Where the routes of a group begin: with a slash at its start and none at its end; "" for the root. */
    public String basePath(String group) {
        String path = basePaths.getOrDefault(group, "/" + group);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The base path of a group named like a class: {@code /shop-items} for {@code ShopItemsRoutes}. */
    public String basePath(Class<?> group) {
        String name = group.getSimpleName().replaceFirst("(Routes|Configuration)$", "");
        return basePath(name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }

    /** The URL of a group: below what is configured, or else where the server listens. */
    public URI externalUrl(String group) {
        return at(configured == null ? listener.get() : configured, group);
    }

    /**
     * The URL of a group for the client of this request: below what is configured, or else the host that the client asked
     * for, behind proxies as far as WebFlux trusts what they forward.
     */
    public URI externalUrl(ServerRequest request, String group) {
        if (configured != null) {
            return at(configured, group);
        }
        return at(
                UriComponentsBuilder.fromUri(request.uri())
                        .replacePath(request.requestPath().contextPath().value())
                        .replaceQuery(null)
                        .fragment(null)
                        .build(true)
                        .toUri(),
                group);
    }

    private URI at(URI base, String group) {
        String start = base.toString();
        String path = basePath(group);
        return URI.create(
                (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + (path.isEmpty() ? "/" : path));
    }
}
