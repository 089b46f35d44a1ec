/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

/** Names a setting for the remedy of a failure: everywhere where the value may come from. */
public final class Setting {

    private static final String CONNECT_TIMEOUT = "connect-timeout";
    private static final String READ_TIMEOUT = "read-timeout";

    private Setting() {}

    /**
     * A setting that a request can have of its own.
     *
     * @param name below {@code wayfarer.client}, such as {@code timeouts.response}
     */
    public static String ofRequest(String name) {
        String springs = springs(name);
        return name + " (wayfarer.client." + name + ", that of the named client, "
                + (springs.isEmpty() ? "" : "Spring's " + springs + ", ") + "or the request's own)";
    }

    /**
     * A setting that all requests of a client share.
     *
     * @param name below {@code wayfarer.client}, such as {@code pool.max-connections}
     */
    public static String ofClient(String name) {
        return name + " (wayfarer.client." + name + ", or that of the named client)";
    }

    /** What {@code spring.http.clients} sets in its place. */
    private static String springs(String name) {
        return switch (name) {
            case "timeouts.resolve", "timeouts.connect", "timeouts.proxy", "timeouts.tls" -> CONNECT_TIMEOUT;
            case "timeouts.response", "timeouts.read" -> READ_TIMEOUT;
            default -> "";
        };
    }
}
