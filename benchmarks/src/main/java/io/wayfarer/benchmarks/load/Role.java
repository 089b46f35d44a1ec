/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.wayfarer.benchmarks.Entrant;
import io.wayfarer.benchmarks.contestant.Contestants;
import io.wayfarer.benchmarks.server.Servers;

/** Which end is measured. */
enum Role {
    CLIENT,
    SERVER;

    static Role byId(String id) {
        return Arrays.stream(values())
                .filter(role -> role.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--role " + id + " (expected: client or server)"));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Entrant> entrants() {
        return this == CLIENT ? List.of(Contestants.values()) : List.of(Servers.values());
    }

    /** The entrant of this name; anything else is refused with the list of names. */
    Entrant entrant(String id) {
        return entrants().stream()
                .filter(entrant -> entrant.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + id() + " \"" + id + "\" (there are: "
                        + entrants().stream().map(Entrant::id).collect(Collectors.joining(", ")) + ")"));
    }

    /** Whether an entrant can do what is asked. */
    boolean takesPart(Entrant entrant, Scenario scenario) {
        if (entrant instanceof Contestants client) {
            return !scenario.ofFiles() && !scenario.ofRoutes() && client.takesPart(scenario.call(""));
        }
        return entrant instanceof Servers server && takesPart(server, scenario);
    }

    private static boolean takesPart(Servers server, Scenario scenario) {
        if (scenario.ofRoutes()) {
            return server.ofRoutes();
        }
        // Whose answer is a redirect is not what servers differ in.
        return server.ofFiles() == scenario.ofFiles() && !server.ofRoutesAlone() && scenario != Scenario.REDIRECTS;
    }
}
