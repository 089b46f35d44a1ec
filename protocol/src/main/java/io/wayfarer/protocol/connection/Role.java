/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

/** Which side of a connection this is. */
public enum Role {
    CLIENT,
    SERVER
}
