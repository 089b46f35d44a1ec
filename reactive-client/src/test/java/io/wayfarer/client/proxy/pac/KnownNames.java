/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.util.LinkedMultiValueMap;

/** Names that a test makes up. */
final class KnownNames implements PacNames {

    private final Map<String, List<String>> known;
    private final List<String> own;

    private KnownNames(Map<String, List<String>> known, List<String> own) {
        this.known = known;
        this.own = own;
    }

    static KnownNames of(String own, String... pairs) {
        LinkedMultiValueMap<String, String> known = new LinkedMultiValueMap<>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            known.add(pair.substring(0, at), pair.substring(at + 1));
        }
        return new KnownNames(known, own.isEmpty() ? List.of() : List.of(own.split(";", -1)));
    }

    @Override
    public List<InetAddress> addresses(String host) {
        boolean literal = host.matches("[0-9.]+|.*:.*");
        return literal ? parsed(List.of(host)) : parsed(known.getOrDefault(host, List.of()));
    }

    @Override
    public List<InetAddress> own() {
        return parsed(own);
    }

    private static List<InetAddress> parsed(List<String> literals) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            try {
                addresses.add(InetAddress.getByName(literal));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(literal, e);
            }
        }
        return addresses;
    }
}
