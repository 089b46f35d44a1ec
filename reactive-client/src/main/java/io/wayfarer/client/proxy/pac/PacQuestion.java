/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import io.wayfarer.client.url.HttpUrl;

/**
 * What a script is asked.
 *
 * @param url as browsers tell it: without user-info and fragment, and over TLS without path and query, so that what is
 *     secret on the way is not told to whoever serves the script
 * @param host an IPv6 address without brackets
 */
record PacQuestion(String url, String host) {

    /** WebSocket is asked for as http or https, the only schemes that scripts know. */
    static PacQuestion of(HttpUrl url) {
        String host = url.host();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new PacQuestion(
                url.secure() ? "https://" + url.authority() + "/" : "http://" + url.authority() + url.requestTarget(),
                bare);
    }
}
