/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How an exchange fails. What goes wrong on the way is an {@link io.wayfarer.client.error.HttpExchangeException}, and so an
 * {@link java.io.IOException}; the subclass tells the cause, the message tells hop, URL and remedy.
 *
 * <p>What goes wrong here stays what it is: content that a codec cannot read (Spring's {@code DecodingException}), an object that no
 * codec writes ({@link java.lang.IllegalArgumentException}), the file or stream that a body is written to
 * ({@link java.io.IOException}), whatever the body of a request or a policy of the application fails with.
 *
 * <p>Messages hide user-info and query values and hold no header value.
 */
@NullMarked
package io.wayfarer.client.error;

import org.jspecify.annotations.NullMarked;
