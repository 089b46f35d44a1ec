/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.reactive.socket.client.WebSocketClient;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.websocket.ReactiveWebSocketClient;
import io.wayfarer.websocket.WebSocketSettings;

/**
 * Spring's {@code WebSocketClient} on the policies of the auto-configured client. Steps back for one of the application's
 * own, and where the application has a transport of its own, over which no WebSocket can be opened.
 */
@AutoConfiguration(after = ClientAutoConfiguration.class)
@ConditionalOnClass({ReactiveWebSocketClient.class, WebSocketClient.class})
@ConditionalOnSingleCandidate(ReactiveHttpClient.class)
@ConditionalOnBooleanProperty(name = "wayfarer.websocket.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WebSocketProperties.class)
public final class WebSocketClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    WebSocketSettings wayfarerWebSocketSettings(WebSocketProperties properties) {
        return properties.settings();
    }

    /** Lazy, because it needs the connections themselves, which otherwise the first hop makes. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean(WebSocketClient.class)
    @ConditionalOnBean(ManagedTransport.class)
    ReactiveWebSocketClient wayfarerWebSocketClient(
            ReactiveHttpClient client, ManagedTransport transport, WebSocketSettings settings) {
        ReactiveHttpClient bare =
                client.toBuilder().transport(transport.connections()).build();
        return new ReactiveWebSocketClient(bare, settings);
    }
}
