/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why an address must not be connected to, or would not if the policy were enforced. Holds nothing of the URL but its host.
 *
 * @param host as the URL names it
 * @param address the literal that the host is, or has been looked up as, or the Unix socket that it is reached by; null when
 *     the name alone decided
 * @param entry of the policy that refuses it, as it was written; null when none does by itself
 * @param enforced false when the connection is made nevertheless, because the policy only reports
 */
public record AddressRefusal(
        String host,
        @Nullable String address,
        Reason reason,
        @Nullable String entry,
        boolean enforced) {

    /** Who refuses. */
    public enum Reason {
        /** An entry of what is denied means the host by its name. */
        DENIED_NAME,
        /** An entry of what is denied contains the address, or the IPv4 address within it. */
        DENIED_ADDRESS,
        /** Only what is listed is allowed, and this is not listed. */
        NOT_ALLOWED,
        /** A filter of the application's own, such as Spring Boot's {@code InetAddressFilter}. */
        FILTER;

        /** In lower case with a hyphen, for the tags of meters. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** For messages: {@code localhost (127.0.0.1) is denied by "loopback"}. */
    @Override
    public String toString() {
        String who = address == null || address.equals(host) ? host : host + " (" + address + ")";
        return switch (reason) {
            case DENIED_NAME, DENIED_ADDRESS -> who + " is denied by \"" + entry + "\"";
            case NOT_ALLOWED -> who + " is not among what is allowed";
            case FILTER -> "the address filter refuses " + who;
        };
    }
}
