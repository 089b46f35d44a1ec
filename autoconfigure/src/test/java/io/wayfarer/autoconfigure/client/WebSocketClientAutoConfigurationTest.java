/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.websocket.ReactiveWebSocketClient;

/** When there is a WebSocket client, and when not. */
class WebSocketClientAutoConfigurationTest {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, WebSocketClientAutoConfiguration.class));

    @Test
    void itIsThereBesideTheClient() {
        runner.run(context ->
                assertThat(context).getBean(WebSocketClient.class).isInstanceOf(ReactiveWebSocketClient.class));
    }

    @Test
    void itGoesWithItsPropertyItsClassesAndTheClient() {
        runner.withPropertyValues("wayfarer.websocket.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(WebSocketClient.class));
        runner.withPropertyValues("wayfarer.client.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebSocketClient.class));
        runner.withClassLoader(new FilteredClassLoader(ReactiveWebSocketClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("wayfarerWebSocketClient"));
        runner.withClassLoader(new FilteredClassLoader(WebSocketClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("wayfarerWebSocketClient"));
    }

    @Test
    void itStepsBackForTheApplicationsOwn() {
        WebSocketClient own = new ReactorNettyWebSocketClient();
        runner.withBean(WebSocketClient.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(WebSocketClient.class).isSameAs(own));
        Transport transport = request -> Mono.empty();
        runner.withBean(Transport.class, () -> transport)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebSocketClient.class));
    }

    @Test
    void aFrameLimitBelowTheSizeOfControlFramesIsRefused() {
        runner.withPropertyValues("wayfarer.websocket.max-frame=124B")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessage(
                                "wayfarer.websocket.max-frame: \"124B\": it is not between 125 bytes and 2 GB. Set it"
                                        + " to a size such as 64KB or 16MB."));
    }
}
