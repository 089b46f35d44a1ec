/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;

import io.wayfarer.client.address.AddressListener;
import io.wayfarer.client.address.AddressRefusal;

/**
 * Counts addresses that a client was kept off, or would have been, as {@code wayfarer.client.addresses.refused}.
 *
 * <p>Tags: {@code reason} (denied-name, denied-address, not-allowed, filter) and {@code mode} (enforce, or report for
 * connections that were made nevertheless). Neither depends on what a server or a user sends.
 */
record AddressMeters(ObjectProvider<MeterRegistry> registry) implements AddressListener {

    @Override
    public void onRefusal(AddressRefusal refusal) {
        Meter.MeterProvider<Counter> counters = Counter.builder("wayfarer.client.addresses.refused")
                .description("Addresses that the policy of a client refuses")
                .withRegistry(registry.getObject());
        counters.withTags("reason", refusal.reason().toString(), "mode", refusal.enforced() ? "enforce" : "report")
                .increment();
    }
}
