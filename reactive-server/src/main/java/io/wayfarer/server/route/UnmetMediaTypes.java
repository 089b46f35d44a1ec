/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/**
 * Why routes with the right path and method declined a request: for the media type of its content (415, RFC 9110
 * section 15.5.16), or else for those it accepts (406, section 15.5.7). Other conditions say that this is another
 * resource, so they are no reason to refuse the request here.
 */
final class UnmetMediaTypes {

    private UnmetMediaTypes() {}

    /** The refusal that these routes amount to together, or null for none. */
    static @Nullable ErrorResponseException of(List<Route> declined, ServerRequest request) {
        Set<MediaType> consumed = new LinkedHashSet<>();
        Set<MediaType> produced = new LinkedHashSet<>();
        for (Route route : declined) {
            Named named = Named.in(route.condition());
            if (!named.consumes(request)) {
                consumed.addAll(named.contentTypes);
            } else if (!named.produces(request)) {
                produced.addAll(named.accepted);
            }
        }
        if (!produced.isEmpty()) {
            return new NotAcceptableStatusException(List.copyOf(produced));
        }
        return consumed.isEmpty()
                ? null
                : new UnsupportedMediaTypeStatusException(
                        request.headers().contentType().orElse(null), List.copyOf(consumed), request.method());
    }

    /** The media types that a condition names outside of alternatives and negations. */
    private static final class Named implements RequestPredicates.Visitor {
        private final List<MediaType> contentTypes = new ArrayList<>();
        private final List<MediaType> accepted = new ArrayList<>();
        private int uncertain;

        static Named in(@Nullable RequestPredicate condition) {
            Named named = new Named();
            if (condition != null) {
                condition.accept(named);
            }
            return named;
        }

        boolean consumes(ServerRequest request) {
            MediaType content = request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
            return contentTypes.isEmpty() || contentTypes.stream().anyMatch(type -> type.includes(content));
        }

        boolean produces(ServerRequest request) {
            List<MediaType> wanted = request.headers().accept();
            return accepted.isEmpty()
                    || wanted.isEmpty()
                    || wanted.stream().anyMatch(type -> accepted.stream().anyMatch(type::isCompatibleWith));
        }

        @Override
        public void header(String name, String value) {
            if (uncertain > 0) {
                return;
            }
            if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                contentTypes.addAll(types(value));
            } else if (name.equalsIgnoreCase(HttpHeaders.ACCEPT)) {
                accepted.addAll(types(value));
            }
        }

        /** Spring names one type as it is and several in square brackets. */
        private static List<MediaType> types(String value) {
            boolean several = value.startsWith("[") && value.endsWith("]");
            return MediaType.parseMediaTypes(several ? value.substring(1, value.length() - 1) : value);
        }

        @Override
        public void startOr() {
            uncertain++;
        }

        @Override
        public void endOr() {
            uncertain--;
        }

        @Override
        public void startNegate() {
            uncertain++;
        }

        @Override
        public void endNegate() {
            uncertain--;
        }

        @Override
        public void method(Set<HttpMethod> methods) {}

        @Override
        public void path(String pattern) {}

        @Override
        @SuppressWarnings("removal") // of Spring's, and still abstract
        public void pathExtension(String extension) {}

        @Override
        public void queryParam(String name, String value) {}

        @Override
        public void version(String version) {}

        @Override
        public void startAnd() {}

        @Override
        public void and() {}

        @Override
        public void endAnd() {}

        @Override
        public void or() {}

        @Override
        public void unknown(RequestPredicate predicate) {}
    }
}
