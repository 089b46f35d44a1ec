/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.function.Consumer;

/** All that routes do, done by way of the short cut. */
class RoutesThroughFilterTest extends RoutesOverHttpTest {

    @Override
    TestServer server(Consumer<RouteSpec> routes) {
        return TestServer.with(context -> {
            TestServer.withShortCut(context);
            context.registerBean("routes", Routes.class, () -> Routes.of(routes));
        });
    }
}
