/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Whose word is taken for where a request came from. Start at {@link io.wayfarer.server.forwarded.TrustedForwarding}.
 * Left out: what the fields mean, which is Spring's {@code ForwardedHeaderTransformer}'s.
 */
@NullMarked
package io.wayfarer.server.forwarded;

import org.jspecify.annotations.NullMarked;
