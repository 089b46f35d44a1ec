/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.transport.Transport;

/**
 * What the exchanges of one client share.
 *
 * @param defaultHeaders read-only
 */
record Engine(
        PolicyChain policies,
        Transport transport,
        ClientLimits limits,
        TimeLimit timeLimit,
        HttpHeaders defaultHeaders,
        BodyCodecs codecs) {

    /**
     * The caller's fields; default fields where the caller has set none. Read-only. A caller without fields of his own gets
     * the same object each time, which a transport may recognise.
     */
    HttpHeaders fieldsOf(HttpRequest request) {
        HttpHeaders own = request.headers();
        if (own.isEmpty()) {
            return defaultHeaders;
        }
        HttpHeaders fields = new HttpHeaders();
        fields.addAll(own);
        defaultHeaders.forEach((name, values) -> {
            if (!own.containsHeader(name)) {
                fields.addAll(name, values);
            }
        });
        return HttpHeaders.readOnlyHttpHeaders(fields);
    }
}
