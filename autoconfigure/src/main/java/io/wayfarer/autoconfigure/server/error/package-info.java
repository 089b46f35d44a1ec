/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Answers to errors: {@link io.wayfarer.autoconfigure.server.error.ServerErrorAutoConfiguration} puts a page and a problem by RFC
 * 9457 in the place of Spring Boot's white page and JSON. What of an error is told, and the templates of the application, stay
 * Spring Boot's. Left out: errors before a request is understood, which {@code server.transport} answers.
 */
@NullMarked
package io.wayfarer.autoconfigure.server.error;

import org.jspecify.annotations.NullMarked;
