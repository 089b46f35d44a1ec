/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What stands below the application's web server: steps around defects of Reactor Netty's server until a release without
 * them reaches Spring Boot. {@link io.wayfarer.autoconfigure.server.transport.ServerTransportAutoConfiguration} installs them.
 */
@NullMarked
package io.wayfarer.autoconfigure.server.transport;

import org.jspecify.annotations.NullMarked;
