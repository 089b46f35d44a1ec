/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.hsts;

import java.time.Duration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.server.hsts.HstsFilter;

/** The filter of {@code wayfarer.server.hsts.*}. An {@link HstsFilter} of the application takes its place. */
@AutoConfiguration
@ConditionalOnClass({HstsFilter.class, WebFilter.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBooleanProperty(name = "wayfarer.server.hsts.enabled")
@EnableConfigurationProperties(ServerHstsProperties.class)
public final class ServerHstsAutoConfiguration {

    private static final String PREFIX = "wayfarer.server.hsts.";
    private static final Duration LEAST_FOR_PRELOAD = Duration.ofDays(365);

    /** Before all that could answer, a login page for example: what is said in the clear is already too much. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    HstsFilter wayfarerHstsFilter(ServerHstsProperties properties) {
        HstsFilter filter = HstsFilter.of(maxAge(properties.maxAge()));
        if (properties.includeSubDomains()) {
            filter = filter.includeSubDomains();
        }
        if (properties.preload()) {
            needPreloadable(properties);
            filter = filter.preload();
        }
        return properties.redirectHttp() ? filter.redirectingTo(port(properties.httpsPort())) : filter;
    }

    private static Duration maxAge(Duration value) {
        if (value.isNegative()) {
            throw new InvalidPropertyException(
                    PREFIX + "max-age",
                    value.toString(),
                    "it is less than 0",
                    "Set it to a time such as 365d, or to 0 to be forgotten.");
        }
        return value;
    }

    private static void needPreloadable(ServerHstsProperties properties) {
        if (!properties.includeSubDomains()) {
            throw new InvalidPropertyException(
                    PREFIX + "preload",
                    "true",
                    "no list takes a host without those below it",
                    "Set " + PREFIX + "include-sub-domains to true as well, or remove it.");
        }
        if (properties.maxAge().compareTo(LEAST_FOR_PRELOAD) < 0) {
            throw new InvalidPropertyException(
                    PREFIX + "preload",
                    "true",
                    "no list takes a host that keeps to TLS for less than a year",
                    "Set " + PREFIX + "max-age to 365d or more, or remove it.");
        }
    }

    private static int port(int value) {
        if (value < 1 || value > 65535) {
            throw new InvalidPropertyException(
                    PREFIX + "https-port", "" + value, "it is no port", "Set it to a number from 1 to 65535.");
        }
        return value;
    }
}
