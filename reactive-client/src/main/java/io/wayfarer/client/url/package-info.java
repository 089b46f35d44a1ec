/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * URLs as the WHATWG URL Standard reads them: {@link io.wayfarer.client.url.HttpUrl} is the value every policy decides on,
 * {@link io.wayfarer.client.url.Origin} what they compare.
 *
 * <p>International names and IPv6 addresses are read by Spring's parser; this package adds user-info, the spellings of IPv4,
 * resolution against a base, percent-encoding, and a form that is safe to show.
 */
@NullMarked
package io.wayfarer.client.url;

import org.jspecify.annotations.NullMarked;
