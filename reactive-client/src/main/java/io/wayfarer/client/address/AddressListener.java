/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

/**
 * Is told of each address that a policy refuses, or would refuse if it were enforced; for counting. Called on event loops, by
 * several at a time, and must not block. What it throws fails the connection.
 */
@FunctionalInterface
public interface AddressListener {

    void onRefusal(AddressRefusal refusal);
}
