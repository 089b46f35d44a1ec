/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/** A request asks that certificates are not verified, and its client does not allow that. */
final class InsecureException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
