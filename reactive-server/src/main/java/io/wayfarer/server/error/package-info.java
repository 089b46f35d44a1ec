/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What people see when something went wrong: {@link io.wayfarer.server.error.ErrorPage}. What of an error may be told, templates of
 * the application and the answer for programs are decided where Spring Boot is known, in the auto-configuration.
 */
@NullMarked
package io.wayfarer.server.error;

import org.jspecify.annotations.NullMarked;
