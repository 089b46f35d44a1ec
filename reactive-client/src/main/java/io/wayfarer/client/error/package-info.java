/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How an exchange fails. Every failure is an {@link io.wayfarer.client.error.HttpExchangeException}, and so an
 * {@link java.io.IOException}; the subclass tells the cause, the message tells hop, URL and remedy.
 *
 * <p>Messages hide user-info and query values and hold no header value.
 */
@NullMarked
package io.wayfarer.client.error;

import org.jspecify.annotations.NullMarked;
