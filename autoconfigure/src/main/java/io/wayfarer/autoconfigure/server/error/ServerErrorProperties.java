/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Answers to errors. What they tell says {@code spring.web.error}.
 *
 * @param enabled Whether errors are answered with our page and with problems by RFC 9457, and not as Spring Boot does it.
 */
@ConfigurationProperties("wayfarer.server.error")
record ServerErrorProperties(@DefaultValue("true") boolean enabled) {}
