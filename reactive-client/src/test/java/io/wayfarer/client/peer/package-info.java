/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The client with servers by others, each in all the ways in which it can be reached. */
@NullMarked
package io.wayfarer.client.peer;

import org.jspecify.annotations.NullMarked;
