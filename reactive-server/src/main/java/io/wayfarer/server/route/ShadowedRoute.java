/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A route that gets no request, unless the other one declines it: WebFlux asks one table of routes after another, and an
 * earlier one has a route for the same method and pattern, under the same condition or none. Within one table such a
 * route is a conflict and refused.
 *
 * @param route the route that gets none
 * @param by the route of an earlier table
 */
public record ShadowedRoute(RouteDescription route, RouteDescription by) {

    /** The shadowed routes of tables in the order in which they are asked. */
    public static List<ShadowedRoute> among(List<Routes> tables) {
        List<ShadowedRoute> shadowed = new ArrayList<>();
        Map<String, Route> earlier = new HashMap<>();
        for (Routes table : tables) {
            Map<String, Route> own = new HashMap<>();
            for (Route route : table.declared()) {
                if (route.mount() == null) {
                    String requests =
                            route.description().verb() + route.pattern().shape();
                    String narrowed = requests + " when " + route.description().condition();
                    Route by = earlier.getOrDefault(requests, earlier.get(narrowed));
                    if (by != null) {
                        shadowed.add(new ShadowedRoute(route.description(), by.description()));
                    }
                    own.putIfAbsent(route.condition() == null ? requests : narrowed, route);
                }
            }
            own.forEach(earlier::putIfAbsent);
        }
        return List.copyOf(shadowed);
    }

    /** Both routes, and where they are declared. */
    @Override
    public String toString() {
        return route + " at " + route.origin() + " gets no request: " + by + " at " + by.origin() + " comes first";
    }
}
