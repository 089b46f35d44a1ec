/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.beans.factory.ListableBeanFactory;

import io.wayfarer.server.route.RouteDescription;
import io.wayfarer.server.route.Routes;

/** The tables of routes, by the names of their beans, in the order declared. */
record RoutesSection(ListableBeanFactory beans) implements EndpointSection {

    /**
     * One route.
     *
     * @param kind {@code handler} or {@code web-socket}
     */
    record RouteLine(String method, String pattern, String kind) {}

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Object describe() {
        Map<String, List<RouteLine>> tables = new LinkedHashMap<>();
        beans.getBeansOfType(Routes.class)
                .forEach((bean, routes) -> tables.put(
                        bean, routes.routes().stream().map(RoutesSection::line).toList()));
        return tables;
    }

    private static RouteLine line(RouteDescription route) {
        String kind = route.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new RouteLine(route.method().name(), route.pattern(), kind);
    }
}
