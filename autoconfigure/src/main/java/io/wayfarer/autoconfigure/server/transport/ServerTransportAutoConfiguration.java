/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.netty.http.server.HttpServer;

import io.wayfarer.server.error.ErrorPage;

/** Mends the application's web server where that is Reactor Netty's. */
@AutoConfiguration
@ConditionalOnClass({NettyServerCustomizer.class, HttpServer.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ServerTransportAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ResumedReads wayfarerResumedReads() {
        return new ResumedReads();
    }

    @Bean
    @ConditionalOnMissingBean
    UnchunkedAnswers wayfarerUnchunkedAnswers() {
        return new UnchunkedAnswers();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnClass(ErrorPage.class)
    @ConditionalOnBooleanProperty(name = "wayfarer.server.error.enabled", matchIfMissing = true)
    EarlyErrors wayfarerEarlyErrors() {
        return new EarlyErrors();
    }
}
