/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Structured fields (RFC 9651, and RFC 8941 before it): header fields that are items, lists or dictionaries of typed values,
 * as {@code Priority}, {@code Cache-Status}, {@code Signature-Input} and most newer fields are.
 *
 * <p>Start at {@link io.wayfarer.protocol.grammar.structured.Dictionary#parse}, {@link
 * io.wayfarer.protocol.grammar.structured.MemberList#parse} or {@link
 * io.wayfarer.protocol.grammar.structured.Item#parse}: what a field is stands in its own specification. As in the package
 * above, what comes from the network never throws, takes time and memory linear in its length, and is refused as a whole
 * when any part of it is wrong (section 4.2); what comes from the program is checked. Whatever was built can be written:
 * {@code toString} of each type gives its canonical form (section 4.1). Several lines of one field are combined first, as
 * {@link io.wayfarer.protocol.header.HeaderList#combined} does.
 *
 * <p>No library stands behind this: the one that resolves ({@code org.greenbytes.http:structured-fields:0.4}) copies the rest
 * of the field for each token of it, so that its cost is quadratic, and has neither dates nor display strings.
 *
 * <p>What the members of a field mean, and which of them it must have, is not here.
 */
@NullMarked
package io.wayfarer.protocol.grammar.structured;

import org.jspecify.annotations.NullMarked;
