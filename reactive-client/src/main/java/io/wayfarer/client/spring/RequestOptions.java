/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.wayfarer.client.HttpRequest;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;

/**
 * What one request of a Spring client wants otherwise than its client, by an attribute of the request: time limits, a proxy,
 * other decisions about redirects, and whatever else a {@link RequestSpec} can say.
 *
 * <pre>{@code
 * webClient.get().uri("/report").attributes(RequestOptions.of(request -> request.timeouts(limits -> limits.read(ofMinutes(5)))))
 * }</pre>
 */
public final class RequestOptions {

    private static final String ATTRIBUTE = RequestOptions.class.getName();

    private RequestOptions() {}

    /** To be given to {@code attributes(..)} of WebClient or RestClient; the last one counts. */
    public static Consumer<Map<String, Object>> of(UnaryOperator<RequestSpec> change) {
        return attributes -> attributes.put(ATTRIBUTE, (Change) change::apply);
    }

    /** A type of its own, so that the attribute is known for what it is. */
    @FunctionalInterface
    private interface Change {
        RequestSpec apply(RequestSpec request);
    }

    static HttpRequest applied(Map<String, Object> attributes, ReactiveHttpClient client, HttpRequest request) {
        return attributes.get(ATTRIBUTE) instanceof Change change
                ? change.apply(client.request(request)).request()
                : request;
    }
}
