/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.header.HeaderList;

/** Where requests of one origin go by one route: the connections, and what all heads to there have in common. */
final class Endpoint {

    /** So many pseudo-header fields has a request. */
    private static final int PSEUDO = 4;

    /** So many fields describe most bodies. */
    private static final int DESCRIBING = 2;

    private final @Nullable Proxy forwarder;
    private final boolean authenticated;
    private final ConnectionPool pool;

    /** What the server is told about the place it is asked at (RFC 7838 section 5); null where that is its own. */
    private final @Nullable String alternative;

    /**
     * @param forwarder the proxy that is given whole URLs (RFC 9112 section 3.2.2); null where the connection leads to the
     *     origin itself
     */
    Endpoint(@Nullable Proxy forwarder, boolean authenticated, ConnectionPool pool) {
        this(forwarder, authenticated, pool, null);
    }

    private Endpoint(
            @Nullable Proxy forwarder, boolean authenticated, ConnectionPool pool, @Nullable String alternative) {
        this.forwarder = forwarder;
        this.authenticated = authenticated;
        this.pool = pool;
        this.alternative = alternative;
    }

    /** @param place the host, and the port unless it is that of https */
    static Endpoint alternative(ConnectionPool pool, String place) {
        return new Endpoint(null, true, pool, place);
    }

    ConnectionPool pool() {
        return pool;
    }

    /** Whether nothing would be lost with it. */
    boolean unused() {
        return pool.unused();
    }

    /** Whether the server's certificate is verified. */
    boolean authenticated() {
        return authenticated;
    }

    /**
     * @param multiplexed whether it goes out in HTTP/2, which has no absolute-form
     * @param expects whether the body waits for the server's consent
     */
    HeaderList head(TransportRequest request, boolean multiplexed, boolean expects) {
        HttpUrl url = request.hop().url();
        HeaderList fields = HeaderFields.list(request.headers());
        String host = fields.first(HttpHeaders.HOST);
        String method = request.hop().method().name();
        HeaderList.Builder head = HeaderList.builder(
                        PSEUDO + fields.size() + (request.body().absent() ? 0 : DESCRIBING))
                .add(HeaderList.METHOD, method)
                .add(HeaderList.SCHEME, url.secure() ? "https" : "http")
                .add(HeaderList.AUTHORITY, host == null ? url.authority() : host)
                .add(HeaderList.PATH, target(request, forwarder != null && !multiplexed));
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.name(i).equalsIgnoreCase(HttpHeaders.HOST)) {
                head.add(fields, i);
            }
        }
        if (forwarder != null) {
            head.addAll(forwarder.options().fields());
        }
        if (alternative != null) {
            head.add("Alt-Used", alternative);
        }
        if (expects && !fields.contains(HttpHeaders.EXPECT)) {
            head.add(HttpHeaders.EXPECT, "100-continue");
        }
        describe(request, fields, head);
        return head.build();
    }

    /** Type and length of the body, where the caller has not told them. */
    private static void describe(TransportRequest request, HeaderList fields, HeaderList.Builder head) {
        RequestBody body = request.body();
        MediaType mediaType = body.mediaType();
        if (mediaType != null && !fields.contains(HttpHeaders.CONTENT_TYPE)) {
            head.add(HttpHeaders.CONTENT_TYPE, mediaType.toString());
        }
        if (body.length() >= 0
                && request.options().trailers() == null // which need chunks in HTTP/1
                && (!body.absent() || anticipatesContent(request.hop().method().name()))
                && !fields.contains(HttpHeaders.CONTENT_LENGTH)) {
            head.add(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        }
    }

    private static String target(TransportRequest request, boolean absolute) {
        HttpUrl url = request.hop().url();
        String own = request.hop().number() == 1 ? request.options().requestTarget() : null;
        if (own != null) {
            String root = (url.secure() ? "https://" : "http://") + url.authority();
            // A proxy is told of a whole server by a URL without a path: RFC 9112 section 3.2.4.
            return absolute ? root + (own.equals(TransportOptions.WHOLE_SERVER) ? "" : own) : own;
        }
        return absolute ? url.absoluteForm() : url.requestTarget();
    }

    /** Methods whose semantics foresee content say so when there is none (RFC 9110 section 8.6). */
    private static boolean anticipatesContent(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }
}
