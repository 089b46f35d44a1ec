/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

/** What a list or a dictionary holds: an item, or an inner list of items (RFC 9651 sections 3.1 and 3.2). */
public sealed interface Member permits Item, InnerList {

    /** What is said about the member besides its value; often nothing. */
    Parameters parameters();
}
