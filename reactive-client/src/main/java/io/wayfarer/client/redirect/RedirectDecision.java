/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.url.HttpUrl;

/** What comes after an answer. */
public sealed interface RedirectDecision {

    /** The answer is the last one. */
    record Stop() implements RedirectDecision {}

    /**
     * Another hop.
     *
     * @param headers the caller's header fields as far as they may travel there; read-only
     * @param sendBody whether the body travels too
     */
    record Follow(HttpMethod method, HttpUrl url, HttpHeaders headers, boolean sendBody) implements RedirectDecision {}

    /**
     * The exchange fails.
     *
     * @param what what is wrong, a sentence without its full stop
     * @param remedy what the caller can do, a sentence
     */
    record Refuse(RedirectException.Reason reason, String what, String remedy) implements RedirectDecision {}
}
