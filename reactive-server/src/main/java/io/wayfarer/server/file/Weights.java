/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.wayfarer.protocol.grammar.FieldList;

/** How much a client likes what, by the {@code q} parameters of a field (RFC 9110 section 12.4.2). */
record Weights(Map<String, Double> byName) {

    private static final String ANY = "*";

    Weights {
        byName = Map.copyOf(byName);
    }

    /** Reads a field; an element that is malformed does not count. */
    static Weights parse(List<String> values) {
        Map<String, Double> weights = new HashMap<>();
        for (String element : FieldList.elements(String.join(",", values)).orElse(List.of())) {
            String[] parts = element.toLowerCase(Locale.ROOT).split(";", -1);
            double weight = weight(parts);
            if (weight >= 0) {
                // RFC 9110 section 8.4.1.3: the two are equivalent.
                weights.put(parts[0].strip().replace("x-gzip", "gzip"), weight);
            }
        }
        return new Weights(weights);
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                String value = parameter.substring(2);
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(value) : -1;
            }
        }
        return 1;
    }

    /** 0 for what is not acceptable. */
    double of(String name) {
        return byName.getOrDefault(name, ofNamed(ANY));
    }

    /** By the most specific range that includes the type (RFC 9110 section 12.5.1); parameters other than q are not looked at. */
    double ofMediaType(String type, String subtype) {
        return byName.getOrDefault(type + '/' + subtype, byName.getOrDefault(type + "/*", ofNamed("*/*")));
    }

    /** 0 for what is not named. */
    double ofNamed(String name) {
        return byName.getOrDefault(name, 0.0);
    }
}
