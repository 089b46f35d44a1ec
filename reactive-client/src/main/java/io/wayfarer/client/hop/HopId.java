/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import org.springframework.http.HttpMethod;

import io.wayfarer.client.url.HttpUrl;

/**
 * Which hop of which exchange: what a failure tells.
 *
 * @param number counts from 1
 * @param reason why there is this hop
 */
public record HopId(int number, HttpMethod method, HttpUrl url, HopReason reason) {

    /** One that the caller asked for. */
    public HopId(int number, HttpMethod method, HttpUrl url) {
        this(number, method, url, HopReason.USER);
    }

    /** For messages; the URL is shown without its secrets. */
    @Override
    public String toString() {
        return "hop " + number + " (" + method + " " + url + ")";
    }
}
