/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * Which versions of HTTP may carry requests, and what becomes of that on each way to a server. Immutable.
 *
 * @param named empty where nothing is said
 */
record Versions(Set<ProtocolVersion> named) {

    /** Nothing is said: HTTP/2 where the server agrees, HTTP/1.1 otherwise, and HTTP/3 where a server names it. */
    static final Versions AUTOMATIC = new Versions(Set.of());

    /**
     * These alone.
     *
     * @throws IllegalArgumentException when there is none, or HTTP/1.0 with another
     */
    static Versions only(Collection<ProtocolVersion> versions) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("versions: none (expected: at least one)");
        }
        Set<ProtocolVersion> named = Set.copyOf(versions);
        if (named.size() > 1 && named.contains(ProtocolVersion.HTTP_1_0)) {
            throw new IllegalArgumentException(
                    "versions: HTTP/1.0 with others (expected: HTTP/1.0 alone, because no server"
                            + " is asked which of the two HTTP/1 it is)");
        }
        return new Versions(named);
    }

    /** Whether a server may name this one for its alternative. */
    boolean permits(ProtocolVersion version) {
        return named.isEmpty() ? version != ProtocolVersion.HTTP_1_0 : named.contains(version);
    }

    /** Whether requests go in HTTP/1.0. */
    boolean oldest() {
        return named.contains(ProtocolVersion.HTTP_1_0);
    }

    /**
     * What is offered on connections to there: over TLS the server chooses; without, it is one, or the server is asked to go on
     * from the one to the other. HTTP/3 among others is tried before them.
     *
     * @param known of servers without TLS
     * @return empty when no version that may be spoken can be
     */
    Set<ProtocolVersion> offeredTo(EndpointKey to, TransportSettings known) {
        Proxy proxy = to.proxy();
        if (proxy != null && to.forwarding()) {
            return offeredTo(proxy);
        }
        if (!to.secure()) {
            return clear(known);
        }
        return proxy == null && named.contains(ProtocolVersion.HTTP_3) ? named : overTcp();
    }

    private Set<ProtocolVersion> clear(TransportSettings known) {
        if (permits(ProtocolVersion.HTTP_2) && (known.http2PriorKnowledge() || !permits(ProtocolVersion.HTTP_1_1))) {
            return EnumSet.of(ProtocolVersion.HTTP_2);
        }
        return known.http2Upgrade() ? overTcp() : http1();
    }

    /** What is offered to a proxy that is given requests. */
    Set<ProtocolVersion> offeredTo(Proxy proxy) {
        if (!proxy.options().http2() || !permits(ProtocolVersion.HTTP_2)) {
            return http1();
        }
        return proxy.kind() == Proxy.Kind.HTTPS ? overTcp() : EnumSet.of(ProtocolVersion.HTTP_2);
    }

    private Set<ProtocolVersion> http1() {
        Set<ProtocolVersion> rest = overTcp();
        rest.remove(ProtocolVersion.HTTP_2);
        return rest;
    }

    /** The one that is spoken; null where the server chooses. */
    static @Nullable ProtocolVersion single(Set<ProtocolVersion> offered) {
        return offered.size() == 1 ? offered.iterator().next() : null;
    }

    /** A new set. */
    private Set<ProtocolVersion> overTcp() {
        Set<ProtocolVersion> rest = ProtocolVersion.overTcp();
        rest.removeIf(version -> !permits(version));
        return rest;
    }

    /** As in {@code [HTTP/1.1, HTTP/2]}. */
    @Override
    public String toString() {
        return named.isEmpty() ? "any" : EnumSet.copyOf(named).toString();
    }
}
