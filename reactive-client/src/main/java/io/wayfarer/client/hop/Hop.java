/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.wayfarer.client.url.HttpUrl;

/**
 * One hop while it passes the policies. Not thread-safe: it belongs to one exchange, and policies see it one after
 * another.
 */
public final class Hop {

    private final int number;
    private final HttpMethod method;
    private final HttpHeaders headers;
    private final HopSite site;
    private final ContextView context;
    private HttpUrl url;
    private HopReason reason;
    private Route route = Route.DIRECT;
    private List<String> cookiesSent = List.of();
    private List<String> cookiesLearnt = List.of();

    /**
     * @param number counts from 1
     * @param headers a copy that the policies may change
     */
    public Hop(int number, HttpMethod method, HttpUrl url, HopReason reason, HttpHeaders headers, HopSite site) {
        this(number, method, url, reason, headers, site, Context.empty());
    }

    /**
     * @param number counts from 1
     * @param headers a copy that the policies may change
     * @param context what the subscriber of the exchange brought along
     */
    public Hop(
            int number,
            HttpMethod method,
            HttpUrl url,
            HopReason reason,
            HttpHeaders headers,
            HopSite site,
            ContextView context) {
        this.number = number;
        this.method = method;
        this.url = url;
        this.reason = reason;
        this.headers = headers;
        this.site = site;
        this.context = context;
    }

    /** Which hop this is, for messages. */
    public HopId id() {
        return new HopId(number, method, url);
    }

    /** Counts from 1. */
    public int number() {
        return number;
    }

    public HttpMethod method() {
        return method;
    }

    /** The URL as the policies so far have left it. */
    public HttpUrl url() {
        return url;
    }

    /** Why the hop has this URL. */
    public HopReason reason() {
        return reason;
    }

    /** The header fields of this hop alone; what is added here does not travel to the next hop. */
    public HttpHeaders headers() {
        return headers;
    }

    /** On whose behalf the exchange is made, for same-site decisions. */
    public HopSite site() {
        return site;
    }

    /** What the subscriber of the exchange brought along: on whose account it is made, for example. */
    public ContextView context() {
        return context;
    }

    /** How the server will be reached. */
    public Route route() {
        return route;
    }

    /** Replaces the URL, and says why. */
    public void redirectTo(HttpUrl newUrl, HopReason newReason) {
        this.url = newUrl;
        this.reason = newReason;
    }

    /** Chooses how the server is reached. */
    public void routeBy(Route newRoute) {
        this.route = newRoute;
    }

    /** Names of the cookies the jar put into the {@code Cookie} field, for the trace. */
    public List<String> cookiesSent() {
        return cookiesSent;
    }

    /** Names of the cookies the jar took from the answer, for the trace. */
    public List<String> cookiesLearnt() {
        return cookiesLearnt;
    }

    /** Records the names of cookies sent; never their values. */
    public void sentCookies(List<String> names) {
        this.cookiesSent = List.copyOf(names);
    }

    /** Records the names of cookies learnt; never their values. */
    public void learntCookies(List<String> names) {
        this.cookiesLearnt = List.copyOf(names);
    }
}
