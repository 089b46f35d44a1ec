/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.webflux.error.ErrorAttributes;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.view.ViewResolver;

import io.wayfarer.server.error.ErrorPage;

/** Our answers to errors, where the application has none of its own. */
@AutoConfiguration(before = ErrorWebFluxAutoConfiguration.class)
@ConditionalOnClass({ErrorPage.class, ErrorWebFluxAutoConfiguration.class, WebFluxConfigurer.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBooleanProperty(name = "wayfarer.server.error.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ServerErrorProperties.class, WebProperties.class})
public final class ServerErrorAutoConfiguration {

    /** In the order of the one it replaces: before Spring's own handlers. */
    @Bean
    @Order(-1)
    @ConditionalOnMissingBean(value = ErrorWebExceptionHandler.class, search = SearchStrategy.CURRENT)
    ErrorAnswers wayfarerErrorAnswers(
            ErrorAttributes errorAttributes,
            WebProperties webProperties,
            ObjectProvider<ViewResolver> viewResolvers,
            ServerCodecConfigurer codecs,
            ApplicationContext context) {
        ErrorAnswers answers =
                new ErrorAnswers(errorAttributes, webProperties.getResources(), webProperties.getError(), context);
        answers.setViewResolvers(viewResolvers.orderedStream().toList());
        answers.setMessageWriters(codecs.getWriters());
        answers.setMessageReaders(codecs.getReaders());
        return answers;
    }
}
