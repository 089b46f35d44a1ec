/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.Optional;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.BoundedAnswer;
import io.wayfarer.client.transport.DecodedAnswer;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportResponse;

/**
 * What the exchanges of one client share.
 *
 * @param defaultHeaders as they were set; read-only
 * @param plainHeaders those of a request without fields of its own: the default ones, and what decompression adds
 */
record Engine(
        PolicyChain policies,
        Transport transport,
        ClientLimits limits,
        TimeLimit timeLimit,
        HttpHeaders defaultHeaders,
        HttpHeaders plainHeaders,
        Decompression decompression,
        BodyCodecs codecs) {

    Engine(
            PolicyChain policies,
            Transport transport,
            ClientLimits limits,
            HttpHeaders defaultHeaders,
            Decompression decompression,
            BodyCodecs codecs) {
        this(
                policies,
                transport,
                limits,
                new TimeLimit(limits.exchangeTimeout()),
                defaultHeaders,
                plain(defaultHeaders, decompression),
                decompression,
                codecs);
    }

    /** The wish is made even where it is not used: to find out what to wish for loads libraries, and no request should wait. */
    private static HttpHeaders plain(HttpHeaders defaultHeaders, Decompression decompression) {
        HttpHeaders asking = asking(defaultHeaders);
        return decompression.enabled() ? asking : defaultHeaders;
    }

    /**
     * The caller's fields; default fields where the caller has set none. Read-only. A caller without fields of his own gets
     * the same object each time, which a transport may recognise.
     */
    HttpHeaders fieldsOf(HttpRequest request) {
        HttpHeaders own = request.headers();
        Optional<Decompression> wanted = request.options().decompression();
        if (own.isEmpty() && wanted.isEmpty()) {
            return plainHeaders;
        }
        HttpHeaders fields = new HttpHeaders();
        fields.addAll(own);
        defaultHeaders.forEach((name, values) -> {
            if (!own.containsHeader(name)) {
                fields.addAll(name, values);
            }
        });
        return wanted.orElse(decompression).enabled() ? asking(fields) : HttpHeaders.readOnlyHttpHeaders(fields);
    }

    /** The fields with a wish for compression, unless they have their own or ask for a part, which is never decompressed. */
    private static HttpHeaders asking(HttpHeaders fields) {
        if (fields.containsHeader(HttpHeaders.ACCEPT_ENCODING) || fields.containsHeader(HttpHeaders.RANGE)) {
            return HttpHeaders.readOnlyHttpHeaders(fields);
        }
        HttpHeaders asking = new HttpHeaders();
        asking.addAll(fields);
        asking.set(HttpHeaders.ACCEPT_ENCODING, DecodedAnswer.ACCEPTED);
        return HttpHeaders.readOnlyHttpHeaders(asking);
    }

    /** The answer as its reader wants it: no longer than he takes, and decompressed, unless the caller reads what he asked for himself. */
    TransportResponse decoded(HttpRequest request, HopId hop, TransportResponse answer) {
        Optional<Decompression> own = request.options().decompression();
        Decompression wanted = own.orElse(decompression);
        boolean asked = own.isPresent()
                || !(request.headers().containsHeader(HttpHeaders.ACCEPT_ENCODING)
                        || defaultHeaders.containsHeader(HttpHeaders.ACCEPT_ENCODING));
        TransportResponse bounded =
                BoundedAnswer.of(answer, hop, request.options().maxAnswerBytesOr(limits.maxAnswerBytes()));
        return wanted.enabled() && asked ? DecodedAnswer.of(bounded, hop, wanted) : bounded;
    }
}
