/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.protocol.client.DnsSettings;
import io.wayfarer.protocol.client.HostResolver;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.grammar.IpAddress;

/** Turns the properties of one client's addresses into a policy and the way to them, and refuses values that cannot work. */
record AddressSettings(AddressProperties addresses, PropertyChecks checks) {

    AddressPolicy policy() {
        AddressPolicy.Builder policy =
                AddressPolicy.builder().mode(addresses.mode()).throughProxy(addresses.throughProxy());
        each("addresses.allow", addresses.allow(), policy::allow);
        each("addresses.deny", addresses.deny(), policy::deny);
        return policy.build();
    }

    /** @param resolver the application's own; null for the DNS */
    SocketSettings sockets(@Nullable HostResolver resolver) {
        SocketSettings.Builder sockets =
                SocketSettings.builder().family(addresses.family()).dns(dns(addresses.dns()));
        if (resolver != null) {
            sockets.resolver(resolver);
        }
        accepted(
                "attempt-delay",
                "" + addresses.attemptDelay(),
                () -> sockets.connectionAttemptDelay(addresses.attemptDelay()));
        addresses
                .resolve()
                .forEach((place, literals) -> accepted(
                        "resolve",
                        place + ": " + literals,
                        () -> sockets.resolve(place, literals.toArray(String[]::new))));
        addresses
                .connectTo()
                .forEach((place, other) ->
                        accepted("connect-to", place + ": " + other, () -> sockets.connectTo(place, other)));
        List<String> local = addresses.local();
        if (!local.isEmpty()) {
            boolean named = local.size() == 1 && !IpAddress.isLiteral(local.get(0));
            accepted(
                    "local",
                    String.join(",", local),
                    () -> named
                            ? sockets.networkInterface(local.get(0))
                            : sockets.localAddresses(local.toArray(String[]::new)));
        }
        String ports = addresses.localPorts();
        if (StringUtils.hasText(ports)) {
            String[] ends = ports.strip().split("-", 2);
            accepted("local-ports", ports, () -> sockets.localPorts(port(ends[0]), port(ends[ends.length - 1])));
        }
        return sockets.build();
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no port", e);
        }
    }

    private DnsSettings dns(AddressProperties.Dns dns) {
        DnsSettings.Builder settings = DnsSettings.builder();
        accepted("dns.servers", String.join(",", dns.servers()), () -> settings.nameServers(dns.servers()));
        accepted("dns.min-ttl", "" + dns.minTtl(), () -> settings.ttl(dns.minTtl(), null));
        Duration most = dns.maxTtl();
        if (most != null) {
            accepted("dns.max-ttl", "" + most, () -> settings.ttl(dns.minTtl(), most));
        }
        accepted("dns.negative-ttl", "" + dns.negativeTtl(), () -> settings.negativeTtl(dns.negativeTtl()));
        Duration timeout = dns.queryTimeout();
        if (timeout != null) {
            settings.queryTimeout(checks.time("addresses.dns.query-timeout", timeout));
        }
        return settings.build();
    }

    private <T> void accepted(String property, String value, Supplier<T> use) {
        checks.accepted("addresses." + property, value, "Correct it, or remove it.", use);
    }

    private void each(String property, List<String> entries, Function<String, AddressPolicy.Builder> use) {
        for (String entry : entries) {
            checks.accepted(property, entry, "Correct the entry, or remove it.", () -> use.apply(entry));
        }
    }
}
