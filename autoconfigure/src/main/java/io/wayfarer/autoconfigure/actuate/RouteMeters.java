/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;

import io.wayfarer.server.route.Routes;

/** How many routes there are, table by table: {@code wayfarer.server.routes}. */
record RouteMeters(ListableBeanFactory beans) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        beans.getBeansOfType(Routes.class)
                .forEach((bean, table) -> Gauge.builder(
                                "wayfarer.server.routes",
                                table,
                                routes -> routes.routes().size())
                        .description("Declared routes")
                        .tag("bean", bean)
                        .register(registry));
    }
}
