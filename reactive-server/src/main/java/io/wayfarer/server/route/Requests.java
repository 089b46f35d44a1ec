/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.grammar.FieldList;
import io.wayfarer.protocol.grammar.FormData;

/** What {@code ServerRequest} does not tell by itself; meant to be imported statically. */
public final class Requests {

    private Requests() {}

    /**
     * The entries of a form in the order of the page, also those of one name between others, which Spring's
     * {@code formData()} sorts by name. A body of another type fails with 415, one beyond the codecs' limit with 413.
     */
    public static Mono<FormData> form(ServerRequest request) {
        MediaType type = request.headers().contentType().orElse(null);
        return MediaType.APPLICATION_FORM_URLENCODED.includes(type)
                ? request.bodyToMono(String.class)
                        .onErrorMap(DataBufferLimitException.class, ContentTooLargeException::new)
                        .defaultIfEmpty("")
                        .map(FormData::parse)
                : Mono.error(new UnsupportedMediaTypeStatusException(
                        type, List.of(MediaType.APPLICATION_FORM_URLENCODED), request.method()));
    }

    /** Whether the client's connection is protected by TLS: to this server, or to a proxy whose word WebFlux takes. */
    public static boolean secure(ServerRequest request) {
        return "https".equals(request.uri().getScheme());
    }

    /**
     * Whether the client, and whatever lies between, takes fields behind the body ({@code TE: trailers}, RFC 9110 section
     * 10.1.4). Where it does not, {@link Responses#withTrailer} may send them all the same, and they may be lost.
     */
    public static boolean takesTrailers(ServerRequest request) {
        String codings = String.join(",", request.headers().header(HttpHeaders.TE));
        return FieldList.elements(codings).orElse(List.of()).stream().anyMatch("trailers"::equalsIgnoreCase);
    }
}
