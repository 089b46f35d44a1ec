/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.ArrayList;
import java.util.List;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;

/**
 * One proxy, or some to be tried one after another, as configuration says it: URLs with commas between them, and the word
 * {@code direct} for no proxy, alone or as the last resort.
 */
final class ProxyList {

    private static final String DIRECT = "direct";

    private ProxyList() {}

    /**
     * Reads a list.
     *
     * @param source as {@link ProxyUrl#parse}
     * @throws IllegalArgumentException as {@link ProxyUrl#parse}, and when there is something behind the last resort
     */
    static Ways parse(String source, String text) {
        List<Proxy> proxies = new ArrayList<>();
        boolean direct = false;
        for (String one : text.split(",", -1)) {
            if (direct) {
                throw new IllegalArgumentException(
                        source + " has something behind the last resort. Write " + DIRECT + " last, or leave it out.");
            }
            direct = one.strip().equalsIgnoreCase(DIRECT);
            if (!direct) {
                proxies.add(ProxyUrl.parse(source, one));
            }
        }
        return new Ways(List.copyOf(proxies), direct);
    }

    /** What is tried, whatever the reason. */
    record Ways(List<Proxy> proxies, boolean direct) {

        Route because(String reason) {
            return new Route(proxies, direct, reason);
        }
    }
}
