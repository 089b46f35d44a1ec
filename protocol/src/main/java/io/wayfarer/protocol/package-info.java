/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP as it travels: values and grammar, connections and streams, without Spring.
 *
 * <p>Start in {@code io.wayfarer.protocol.grammar} for what headers and URIs are made of. Policies, such as redirects
 * and cookies, are not here: they belong to the client.
 */
@NullMarked
package io.wayfarer.protocol;

import org.jspecify.annotations.NullMarked;
