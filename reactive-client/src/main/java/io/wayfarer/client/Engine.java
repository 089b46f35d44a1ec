/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.Optional;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.view.BoundedAnswer;
import io.wayfarer.client.transport.view.DecodedAnswer;
import io.wayfarer.protocol.header.HeaderList;

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
                TimeLimit.ofAll(limits.headTimeout()),
                defaultHeaders,
                plain(defaultHeaders, decompression),
                decompression,
                codecs);
    }

    /** The wish is made even where it is not used: to find out what to wish for loads libraries, and no request should wait. */
    private static HttpHeaders plain(HttpHeaders defaultHeaders, Decompression decompression) {
        HeaderList defaults = HeaderFields.list(defaultHeaders);
        HttpHeaders asking = HeaderFields.headers(asking(defaults.toBuilder(), defaults));
        return decompression.enabled() ? asking : defaultHeaders;
    }

    /** The caller's fields; default fields where the caller has set none. Read-only. */
    HttpHeaders fieldsOf(HttpRequest request) {
        Optional<Decompression> wanted = request.options().decompression();
        if (request.headers().isEmpty() && wanted.isEmpty()) {
            return plainHeaders;
        }
        HeaderList own = HeaderFields.list(request.headers());
        HeaderList defaults = HeaderFields.list(defaultHeaders);
        HeaderList.Builder all = own.toBuilder();
        for (int i = 0; i < defaults.size(); i++) {
            if (!own.contains(defaults.name(i))) {
                all.add(defaults, i);
            }
        }
        return HeaderFields.headers(wanted.orElse(decompression).enabled() ? asking(all, own, defaults) : all.build());
    }

    /** The fields with a wish for compression, unless they have their own or ask for a part, which is never decompressed. */
    private static HeaderList asking(HeaderList.Builder all, HeaderList... parts) {
        for (HeaderList part : parts) {
            if (part.contains(HttpHeaders.ACCEPT_ENCODING) || part.contains(HttpHeaders.RANGE)) {
                return all.build();
            }
        }
        return all.add(HttpHeaders.ACCEPT_ENCODING, DecodedAnswer.ACCEPTED).build();
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
