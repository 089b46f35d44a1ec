/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/** Nobody came for the body of an answer. */
final class AnswerUnreadException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
