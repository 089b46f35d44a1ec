/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.file;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.reactive.DispatcherHandler;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.autoconfigure.server.route.ServerRoutesAutoConfiguration;
import io.wayfarer.server.file.FileHandler;
import io.wayfarer.server.route.RouteSpec;
import io.wayfarer.server.route.Routes;

/** Routes for the folders that {@code wayfarer.server.files} names. */
@AutoConfiguration(before = ServerRoutesAutoConfiguration.class)
@ConditionalOnClass({Routes.class, FileHandler.class, DispatcherHandler.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Conditional(ServerFilesAutoConfiguration.FilesAreNamed.class)
@EnableConfigurationProperties(ServerFilesProperties.class)
public final class ServerFilesAutoConfiguration {

    private static final String FILES = "wayfarer.server.files";

    /** Behind the tables of the application, so that its routes come first. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "wayfarerFiles")
    Routes wayfarerFiles(ServerFilesProperties properties) {
        try {
            return Routes.of(routes -> properties.files().forEach((name, folder) -> add(routes, name, folder)));
        } catch (IllegalArgumentException conflict) {
            throw new InvalidPropertyException(
                    FILES, null, String.valueOf(conflict.getMessage()), "Give each folder a path of its own.");
        }
    }

    private static void add(RouteSpec routes, String name, FolderProperties folder) {
        try {
            routes.files(folder.pattern(name), folder.handler());
        } catch (IllegalArgumentException bad) {
            throw new InvalidPropertyException(
                    FILES + '.' + name,
                    null,
                    String.valueOf(bad.getMessage()),
                    "Give it a location, such as /srv/www or classpath:/static/, and a path such as /static/**.");
        }
    }

    /** A map of folders is there once one of them has a property. */
    static final class FilesAreNamed extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean named = Binder.get(context.getEnvironment())
                    .bind(FILES, Bindable.mapOf(String.class, Object.class))
                    .isBound();
            return new ConditionOutcome(
                    named, ConditionMessage.forCondition("Served folders").because(named ? "named" : "none named"));
        }
    }
}
