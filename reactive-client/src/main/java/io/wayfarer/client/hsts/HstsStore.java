/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which hosts are to be reached over TLS alone. Synchronous, because it is asked on every hop; thread-safe.
 *
 * <p>Hosts are written as in {@link io.wayfarer.client.url.HttpUrl#host()}: lower-case ASCII. A trailing dot does not
 * count. IP addresses are never known hosts (RFC 6797 section 8.1.1).
 */
public interface HstsStore {

    /** True when the host, or a domain above it that includes its subdomains, is known and has not expired. */
    boolean check(String host);

    /**
     * Notes what a {@code Strict-Transport-Security} field says (RFC 6797 section 8.1). The caller has made sure that it
     * came over TLS from a server whose certificate was verified.
     *
     * @param value of the first such field of the answer; one that breaks the grammar is ignored
     * @return true when the value was obeyed
     */
    boolean learn(String host, String value);

    /**
     * Adds or replaces a host.
     *
     * @throws IllegalArgumentException when the host is an IP address or empty
     */
    void put(HstsEntry entry);

    /** Forgets a host, not the domains below it; true when it was known. */
    boolean remove(String host);

    /** Forgets all hosts. */
    void clear();

    /** How many hosts are known, those that have expired but are still held included. */
    int size();

    /** The hosts known now and not expired, sorted by name. */
    List<HstsEntry> snapshot();

    /** When the first of the hosts held expires, which may be in the past; empty when none ever does. */
    Optional<Instant> nextExpiry();

    /** Removes the hosts that have expired, which nobody need do: they count for nothing. Returns how many there were. */
    int purge();
}
