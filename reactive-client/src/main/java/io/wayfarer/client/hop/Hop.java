/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.url.HttpUrl;

/**
 * One hop while it passes the policies. Not thread-safe: it belongs to one exchange, and policies see it one after
 * another.
 */
public final class Hop {

    private final int number;
    private final HttpMethod method;
    private final HopSite site;
    private final ContextView context;
    private HttpHeaders headers;
    private boolean own;
    private RequestBody body = RequestBody.empty();
    private int repetition;
    private List<Object> kept = List.of();
    private @Nullable HopReason repeatReason;
    private @Nullable IOException failure;
    private HttpUrl url;
    private HopReason reason;
    private Route route = Route.DIRECT;
    private List<String> cookiesSent = List.of();
    private List<String> cookiesLearnt = List.of();

    /**
     * @param number counts from 1
     * @param headers read-only from now on; copied before a policy may change them
     */
    public Hop(int number, HttpMethod method, HttpUrl url, HopReason reason, HttpHeaders headers, HopSite site) {
        this(number, method, url, reason, headers, site, Context.empty());
    }

    /**
     * @param number counts from 1
     * @param headers read-only from now on; copied before a policy may change them
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
        return new HopId(number, method, url, reason);
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

    /**
     * The header fields of this hop alone, to be changed; what is added here does not travel to the next hop. The first
     * call copies them: who only reads asks {@link #readHeaders()}.
     */
    public HttpHeaders headers() {
        if (!own) {
            headers = HeaderFields.copyOf(headers);
            own = true;
        }
        return headers;
    }

    /** The header fields as the policies so far have left them, not to be changed. */
    public HttpHeaders readHeaders() {
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

    /** What goes out with the headers; to be read by a policy only where it can be read again. */
    public RequestBody body() {
        return body;
    }

    /** Says what goes out with the headers; without it, nothing does. */
    public Hop carrying(RequestBody newBody) {
        this.body = newBody;
        return this;
    }

    /** How often the same request has gone out before, for the sake of its policies; 0 the first time. */
    public int repetition() {
        return repetition;
    }

    /**
     * Asks, while a policy {@linkplain HopPolicy#learn learns} from the answer, that the request goes out again: the policies
     * see it anew, and the answer at hand is forgotten. The body must be one that can be sent again. After some repetitions
     * the answer stands nevertheless.
     */
    public void repeat(HopReason why) {
        this.repeatReason = why;
    }

    /** Why the request should go out again; null when it should not. */
    public @Nullable HopReason repeatReason() {
        return repeatReason;
    }

    /**
     * The same request once more, as {@link #repeat} wished it: with the same body, and with what the policies have
     * {@linkplain #keep kept}.
     *
     * @param ownHeaders as they were before the policies added to them; read-only from now on
     */
    public Hop repeated(int ownNumber, HttpHeaders ownHeaders) {
        HopReason why = repeatReason == null ? reason : repeatReason;
        Hop again = new Hop(ownNumber, method, url, why, ownHeaders, site, context).carrying(body);
        again.repetition = repetition + 1;
        again.kept = kept;
        return again;
    }

    /** Ends the exchange, while a policy {@linkplain HopPolicy#learn learns} from the answer; the first failure counts. */
    public void fail(IOException why) {
        if (failure == null) {
            this.failure = why;
        }
    }

    /** How the exchange ends; null when it goes on. */
    public @Nullable IOException failure() {
        return failure;
    }

    /** Keeps something for a policy until the answer comes, and for repetitions; one value of each type. */
    public <T> void keep(Class<T> type, T value) {
        List<Object> others = new ArrayList<>(kept.size() + 1);
        for (Object other : kept) {
            if (!type.isInstance(other)) {
                others.add(other);
            }
        }
        others.add(value);
        this.kept = others;
    }

    /** What was kept of this type, or null. */
    public <T> @Nullable T kept(Class<T> type) {
        for (int i = 0; i < kept.size(); i++) { // each hop asks, and most keep nothing
            if (type.isInstance(kept.get(i))) {
                return type.cast(kept.get(i));
            }
        }
        return null;
    }
}
