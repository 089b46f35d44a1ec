/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilder;

/**
 * How requests begin: a method and a URL, which is a text, a {@link URI}, or a template with variables as Spring has them.
 * Variables are encoded, so that none of them can add a segment or a parameter.
 *
 * <pre>{@code
 * http.get("https://shop.example/items/{id}?q={q}", 7, "a&b");
 * http.get("https://shop.example/items/{id}?q={q}", Map.of("id", 7, "q", "a&b"));
 * }</pre>
 */
public abstract sealed class RequestMethods permits ReactiveHttpClient {

    private static final DefaultUriBuilderFactory TEMPLATES = new DefaultUriBuilderFactory();

    RequestMethods() {}

    /**
     * A request with any method.
     *
     * @param url absolute, or relative to the client's base URL
     * @throws IllegalArgumentException when the method is no token (RFC 9110 section 9.1)
     * @throws io.wayfarer.client.url.InvalidUrlException when it is no URL of a known scheme
     */
    public abstract RequestSpec method(HttpMethod method, String url);

    /** As {@link #method(HttpMethod, String)}, with the variables of a template by their order. */
    public final RequestSpec method(HttpMethod method, String template, Object... variables) {
        return method(method, TEMPLATES.expand(template, variables).toString());
    }

    /** As {@link #method(HttpMethod, String)}, with the variables of a template by their names. */
    public final RequestSpec method(HttpMethod method, String template, Map<String, ?> variables) {
        return method(method, TEMPLATES.expand(template, variables).toString());
    }

    /**
     * As {@link #method(HttpMethod, String)}, with a URL put together.
     *
     * <pre>{@code
     * http.method(HttpMethod.GET, url -> url.path("items").queryParam("page", 2).build());
     * }</pre>
     */
    public final RequestSpec method(HttpMethod method, Function<UriBuilder, URI> url) {
        return method(method, url.apply(TEMPLATES.builder()).toString());
    }

    /** What the server can do at all: {@code OPTIONS *} (RFC 9110 section 9.3.7), whatever the URL's path. */
    public final RequestSpec optionsOfServer(String url) {
        return options(url).wholeServer();
    }

    /** A GET; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec get(String url) {
        return method(HttpMethod.GET, url);
    }

    /** A GET of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec get(String template, Object... variables) {
        return method(HttpMethod.GET, template, variables);
    }

    /** A GET of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec get(String template, Map<String, ?> variables) {
        return method(HttpMethod.GET, template, variables);
    }

    /** A GET; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec get(URI url) {
        return method(HttpMethod.GET, url.toString());
    }

    /** A HEAD; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec head(String url) {
        return method(HttpMethod.HEAD, url);
    }

    /** A HEAD of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec head(String template, Object... variables) {
        return method(HttpMethod.HEAD, template, variables);
    }

    /** A HEAD of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec head(String template, Map<String, ?> variables) {
        return method(HttpMethod.HEAD, template, variables);
    }

    /** A HEAD; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec head(URI url) {
        return method(HttpMethod.HEAD, url.toString());
    }

    /** A POST; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec post(String url) {
        return method(HttpMethod.POST, url);
    }

    /** A POST of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec post(String template, Object... variables) {
        return method(HttpMethod.POST, template, variables);
    }

    /** A POST of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec post(String template, Map<String, ?> variables) {
        return method(HttpMethod.POST, template, variables);
    }

    /** A POST; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec post(URI url) {
        return method(HttpMethod.POST, url.toString());
    }

    /** A PUT; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec put(String url) {
        return method(HttpMethod.PUT, url);
    }

    /** A PUT of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec put(String template, Object... variables) {
        return method(HttpMethod.PUT, template, variables);
    }

    /** A PUT of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec put(String template, Map<String, ?> variables) {
        return method(HttpMethod.PUT, template, variables);
    }

    /** A PUT; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec put(URI url) {
        return method(HttpMethod.PUT, url.toString());
    }

    /** A PATCH; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec patch(String url) {
        return method(HttpMethod.PATCH, url);
    }

    /** A PATCH of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec patch(String template, Object... variables) {
        return method(HttpMethod.PATCH, template, variables);
    }

    /** A PATCH of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec patch(String template, Map<String, ?> variables) {
        return method(HttpMethod.PATCH, template, variables);
    }

    /** A PATCH; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec patch(URI url) {
        return method(HttpMethod.PATCH, url.toString());
    }

    /** A DELETE; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec delete(String url) {
        return method(HttpMethod.DELETE, url);
    }

    /** A DELETE of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec delete(String template, Object... variables) {
        return method(HttpMethod.DELETE, template, variables);
    }

    /** A DELETE of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec delete(String template, Map<String, ?> variables) {
        return method(HttpMethod.DELETE, template, variables);
    }

    /** A DELETE; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec delete(URI url) {
        return method(HttpMethod.DELETE, url.toString());
    }

    /** An OPTIONS; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec options(String url) {
        return method(HttpMethod.OPTIONS, url);
    }

    /** An OPTIONS of a template; see {@link #method(HttpMethod, String, Object...)}. */
    public final RequestSpec options(String template, Object... variables) {
        return method(HttpMethod.OPTIONS, template, variables);
    }

    /** An OPTIONS of a template; see {@link #method(HttpMethod, String, Map)}. */
    public final RequestSpec options(String template, Map<String, ?> variables) {
        return method(HttpMethod.OPTIONS, template, variables);
    }

    /** An OPTIONS; see {@link #method(HttpMethod, String)}. */
    public final RequestSpec options(URI url) {
        return method(HttpMethod.OPTIONS, url.toString());
    }
}
