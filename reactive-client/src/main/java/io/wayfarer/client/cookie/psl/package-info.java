/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Where one organisation's domain ends and the next one's begins: {@link io.wayfarer.client.cookie.psl.PublicSuffixList},
 * the list of <a href="https://publicsuffix.org/list/">publicsuffix.org</a> compiled into a trie.
 *
 * <p>The list comes with the library and is replaced by {@link io.wayfarer.client.cookie.psl.PublicSuffixList#read}. It is
 * never fetched from the network.
 */
@NullMarked
package io.wayfarer.client.cookie.psl;

import org.jspecify.annotations.NullMarked;
