/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.transport.TransportOptions;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.grammar.Tokens;

/** What a caller asks for. Immutable; sending it twice makes two exchanges. */
public final class HttpRequest {

    private final HttpMethod method;
    private final HttpUrl url;
    private final HttpHeaders headers;
    private final RequestBody body;
    private final HopSite site;
    private final UnaryOperator<PolicyChain> policies;
    private final TransportOptions options;
    private final @Nullable Duration timeout;

    private HttpRequest(
            HttpMethod method,
            HttpUrl url,
            HttpHeaders headers,
            RequestBody body,
            HopSite site,
            UnaryOperator<PolicyChain> policies,
            TransportOptions options,
            @Nullable Duration timeout) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.site = site;
        this.policies = policies;
        this.options = options;
        this.timeout = timeout;
    }

    /** Without header fields and body. */
    public static HttpRequest of(HttpMethod method, HttpUrl url) {
        if (!Tokens.isToken(method.name())) {
            throw new IllegalArgumentException(
                    "method: \"" + HeaderRules.shown(method.name()) + "\" (expected: a token, RFC 9110 section 9.1)");
        }
        return new HttpRequest(
                method,
                url,
                HttpHeaders.EMPTY,
                RequestBody.empty(),
                HopSite.USER,
                UnaryOperator.identity(),
                TransportOptions.none(),
                null);
    }

    /**
     * With changed header fields.
     *
     * @throws IllegalArgumentException for a name that is no token, or a value with CR, LF or NUL in it
     */
    public HttpRequest headers(Consumer<HttpHeaders> change) {
        HttpHeaders changed = HeaderFields.copyOf(headers);
        change.accept(changed);
        return fields(changed);
    }

    /**
     * With these header fields and no others.
     *
     * @throws IllegalArgumentException as {@link #headers(Consumer)}
     */
    public HttpRequest fields(HttpHeaders all) {
        HttpHeaders fields = HeaderFields.frozen(all);
        HeaderRules.check(fields);
        return new HttpRequest(method, url, fields, body, site, policies, options, timeout);
    }

    public HttpRequest body(RequestBody newBody) {
        return new HttpRequest(method, url, headers, newBody, site, policies, options, timeout);
    }

    /** On whose behalf the request is made; by default as if a user had typed the URL. */
    public HttpRequest site(HopSite newSite) {
        return new HttpRequest(method, url, headers, body, newSite, policies, options, timeout);
    }

    /** With changed policies, for this request alone. Changes add up in the order in which they are asked for. */
    public HttpRequest policies(UnaryOperator<PolicyChain> change) {
        UnaryOperator<PolicyChain> before = policies;
        return new HttpRequest(
                method, url, headers, body, site, chain -> change.apply(before.apply(chain)), options, timeout);
    }

    /** With changed options of the transport, for each hop of this request. */
    public HttpRequest options(UnaryOperator<TransportOptions> change) {
        return new HttpRequest(method, url, headers, body, site, policies, change.apply(options), timeout);
    }

    /**
     * With a time limit of its own for the whole exchange, all hops and the body of the last answer, in place of those of the
     * client.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public HttpRequest timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("timeout: " + limit + " (expected: > 0)");
        }
        return new HttpRequest(method, url, headers, body, site, policies, options, limit);
    }

    public HttpMethod method() {
        return method;
    }

    public HttpUrl url() {
        return url;
    }

    /** Read-only. */
    public HttpHeaders headers() {
        return headers;
    }

    public RequestBody body() {
        return body;
    }

    public HopSite site() {
        return site;
    }

    public TransportOptions options() {
        return options;
    }

    /** Its own time limit; null for that of the client. */
    @Nullable
    Duration timeout() {
        return timeout;
    }

    PolicyChain policiesFrom(PolicyChain client) {
        return policies.apply(client);
    }

    /** Method and URL, without secrets. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
