/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Whether an answer leads to another hop, and which: {@link io.wayfarer.client.redirect.RedirectPolicy} is a pure function,
 * {@link io.wayfarer.client.redirect.RedirectRules} the one that follows the Fetch standard. Nothing here sends a request or
 * knows of cookies, HSTS and proxies: the engine asks for a decision after each hop and acts on it.
 */
@NullMarked
package io.wayfarer.client.redirect;

import org.jspecify.annotations.NullMarked;
