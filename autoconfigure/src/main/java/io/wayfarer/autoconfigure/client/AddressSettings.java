/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.List;
import java.util.function.Function;

import io.wayfarer.client.address.AddressPolicy;

/** Turns the properties of one client's addresses into a policy, and refuses values that cannot work. */
record AddressSettings(ClientProperties.Addresses addresses, PropertyChecks checks) {

    AddressPolicy policy() {
        AddressPolicy.Builder policy =
                AddressPolicy.builder().mode(addresses.mode()).throughProxy(addresses.throughProxy());
        each("addresses.allow", addresses.allow(), policy::allow);
        each("addresses.deny", addresses.deny(), policy::deny);
        return policy.build();
    }

    private void each(String property, List<String> entries, Function<String, AddressPolicy.Builder> use) {
        for (String entry : entries) {
            checks.accepted(property, entry, "Correct the entry, or remove it.", () -> use.apply(entry));
        }
    }
}
