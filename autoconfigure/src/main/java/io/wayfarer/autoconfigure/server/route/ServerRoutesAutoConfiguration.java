/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.server.forwarded.TrustedForwarding;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.RoutesFilter;
import io.wayfarer.server.url.ServerUrls;

/**
 * The short cut to the application's {@link Routes}, its {@link ServerUrls}, and {@link TrustedForwarding} where
 * {@code wayfarer.server.forwarded.trusted-proxies} names proxies. Each steps back for a bean of the application. Spring
 * Boot's own transformer of forwarded headers steps back for this one, so this comes first.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration",
            "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration",
            "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration"
        })
@ConditionalOnClass({Routes.class, DispatcherHandler.class, ServerProperties.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties({
    ServerRoutesProperties.class,
    ServerUrlProperties.class,
    ServerForwardedProperties.class,
    ServerProperties.class
})
public final class ServerRoutesAutoConfiguration {

    private static final String TRUSTED_PROXIES = "wayfarer.server.forwarded.trusted-proxies";

    @Bean
    @ConditionalOnBean(Routes.class)
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "wayfarer.server.routes.short-cut", matchIfMissing = true)
    RoutesFilter wayfarerRoutesFilter(ApplicationContext context) {
        return new RoutesFilter(context);
    }

    @Bean
    @ConditionalOnMissingBean
    ShadowedRoutesReport wayfarerShadowedRoutesReport(ObjectProvider<Routes> tables) {
        return new ShadowedRoutesReport(tables);
    }

    @Bean
    @ConditionalOnMissingBean
    ListenerUrl wayfarerListenerUrl(ServerProperties server, Environment environment) {
        return new ListenerUrl(server, environment.getProperty("spring.webflux.base-path", ""));
    }

    @Bean
    @ConditionalOnMissingBean
    ServerUrls wayfarerServerUrls(ServerUrlProperties properties, ListenerUrl listener) {
        try {
            return new ServerUrls(properties.external(), properties.basePaths(), listener);
        } catch (IllegalArgumentException bad) {
            throw new InvalidPropertyException(
                    "wayfarer.server.url",
                    null,
                    String.valueOf(bad.getMessage()),
                    "Set external to absolute URLs without query, and base-paths to paths with a leading slash.");
        }
    }

    @Bean(name = "forwardedHeaderTransformer")
    @ConditionalOnMissingBean(ForwardedHeaderTransformer.class)
    @Conditional(ProxiesAreTrusted.class)
    TrustedForwarding wayfarerTrustedForwarding(ServerForwardedProperties properties, ServerProperties server) {
        if (server.getForwardHeadersStrategy() == ForwardHeadersStrategy.NATIVE) {
            throw new InvalidPropertyException(
                    "server.forward-headers-strategy",
                    "native",
                    "the server would believe everybody before " + TRUSTED_PROXIES + " could be looked at",
                    "Set it to none, or remove it.");
        }
        try {
            return new TrustedForwarding(properties.trustedProxies(), properties.fields());
        } catch (IllegalArgumentException bad) {
            throw new InvalidPropertyException(
                    TRUSTED_PROXIES,
                    String.join(",", properties.trustedProxies()),
                    String.valueOf(bad.getMessage()),
                    "Set it to addresses, or blocks of them as in 10.0.0.0/8.");
        }
    }

    /** Lists are written with commas or with indexes. */
    static final class ProxiesAreTrusted extends OnPropertyListCondition {
        ProxiesAreTrusted() {
            super(TRUSTED_PROXIES, () -> ConditionMessage.forCondition("Trusted proxies"));
        }
    }
}
