/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.Locale;

import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Conditions for {@link RouteSpec#when} that Spring's {@link RequestPredicates} lack; meant to be imported statically.
 */
public final class Conditions {

    private Conditions() {}

    /**
     * The request is for this host, whatever the port and the case of letters. {@code *.example.com} means every host
     * below {@code example.com}, not that one itself. Behind a proxy the host is what WebFlux takes from the forwarded
     * headers it trusts.
     */
    public static RequestPredicate host(String pattern) {
        return new Host(pattern.toLowerCase(Locale.ROOT));
    }

    /** The request has this header field, whatever its value; CORS pre-flight requests pass. */
    public static RequestPredicate header(String name) {
        return new Header(name, "*");
    }

    /** One of the request's fields of this name has exactly this value; CORS pre-flight requests pass. */
    public static RequestPredicate header(String name, String value) {
        return new Header(name, value);
    }

    private record Host(String pattern) implements RequestPredicate {
        @Override
        public boolean test(ServerRequest request) {
            String asked = request.uri().getHost();
            if (asked == null) {
                return false;
            }
            String host = asked.toLowerCase(Locale.ROOT);
            return pattern.startsWith("*.")
                    ? host.length() >= pattern.length() && host.endsWith(pattern.substring(1))
                    : host.equals(pattern);
        }

        @Override
        public void accept(RequestPredicates.Visitor visitor) {
            visitor.header("Host", pattern);
        }

        @Override
        public String toString() {
            return "host " + pattern;
        }
    }

    private record Header(String name, String value) implements RequestPredicate {
        @Override
        public boolean test(ServerRequest request) {
            return value.equals("*")
                    ? !request.headers().header(name).isEmpty() || preFlight(request)
                    : request.headers().header(name).contains(value) || preFlight(request);
        }

        private static boolean preFlight(ServerRequest request) {
            return CorsUtils.isPreFlightRequest(request.exchange().getRequest());
        }

        @Override
        public void accept(RequestPredicates.Visitor visitor) {
            visitor.header(name, value);
        }

        @Override
        public String toString() {
            return "header " + name + "=" + value;
        }
    }
}
