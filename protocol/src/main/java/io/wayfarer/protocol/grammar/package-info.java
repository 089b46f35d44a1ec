/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The small grammars that headers, URIs and forms are made of: tokens, quoted strings, lists, media types, dates,
 * addresses, authorities, URI references, percent-encoding, challenges and directives; structured fields in the package
 * below.
 *
 * <p>Everything here is a pure function or an immutable value, takes time linear in its input, and knows neither
 * Netty nor Spring. What comes from the network never throws: a parser answers with a value or with an empty {@link
 * java.util.Optional}. What comes from the program is checked, and throws {@link IllegalArgumentException}. Limits on
 * the length of input are the business of whoever reads it. URLs as browsers see them are not here: the client takes
 * them apart as the WHATWG does.
 */
@NullMarked
package io.wayfarer.protocol.grammar;

import org.jspecify.annotations.NullMarked;
