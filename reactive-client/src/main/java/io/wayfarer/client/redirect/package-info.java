/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Whether an answer leads to another hop, and which: {@link io.wayfarer.client.redirect.RedirectPolicy} is a pure function,
 * {@code RedirectRules} the one that follows the Fetch standard.
 */
@NullMarked
package io.wayfarer.client.redirect;

import org.jspecify.annotations.NullMarked;
