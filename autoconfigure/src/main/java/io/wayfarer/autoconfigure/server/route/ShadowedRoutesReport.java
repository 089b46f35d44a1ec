/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.ShadowedRoute;

/** Says at the start which routes another table keeps all requests from. */
record ShadowedRoutesReport(ObjectProvider<Routes> tables) implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(ShadowedRoutesReport.class);

    @Override
    public void afterSingletonsInstantiated() {
        ShadowedRoute.among(tables.orderedStream().toList()).forEach(LOG::warn);
    }
}
