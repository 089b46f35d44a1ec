/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;

/**
 * How connections come about below TLS and HTTP: where names are looked up, which addresses are tried, and from where.
 * Immutable.
 *
 * <p>Places that connections are for are named by host and port ({@code example.test:443}), by the host alone for all ports,
 * by {@code *:443} for all hosts, or by {@code *}; the most telling name goes first. Overrides change where a connection
 * leads, and neither the name that TLS verifies nor what HTTP says.
 */
public final class SocketSettings {

    private static final SocketSettings DEFAULTS = builder().build();

    private final AddressFamily family;
    private final Duration connectionAttemptDelay;
    private final DnsSettings dns;
    private final @Nullable Lookup lookup;
    private final Map<Place, List<InetAddress>> resolved;
    private final Map<Place, Place> redirected;
    private final LocalEnd from;

    private SocketSettings(Builder builder) {
        this.family = builder.family;
        this.connectionAttemptDelay = builder.connectionAttemptDelay;
        this.dns = builder.dns;
        this.lookup = builder.lookup;
        this.resolved = Map.copyOf(builder.resolved);
        this.redirected = Map.copyOf(builder.redirected);
        this.from = builder.from;
    }

    /** The system's name servers and addresses, both families, nothing overridden. */
    public static SocketSettings defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The Unix socket that connections to this place lead to, which no proxy stands before. */
    public Optional<Path> unixSocket(String host, int port) {
        return redirected.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(destination(Place.bare(host), port).socket());
    }

    /** Where connections to this place lead. */
    Place destination(String host, int port) {
        Place other = redirected.isEmpty() ? null : most(redirected, host, port);
        return other == null ? new Place(host, port, null) : other.or(host, port);
    }

    /** The addresses that the place has whatever the DNS says; null when that is to be asked. */
    @Nullable
    List<InetAddress> known(String host, int port) {
        return resolved.isEmpty() ? null : most(resolved, host, port);
    }

    private static <T> @Nullable T most(Map<Place, T> map, String host, int port) {
        for (Place place : List.of(
                new Place(host, port, null),
                new Place(host, 0, null),
                new Place("", port, null),
                new Place("", 0, null))) {
            T found = map.get(place);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** With own addresses of one family alone, that. */
    AddressFamily family() {
        return family == AddressFamily.ANY ? from.family() : family;
    }

    public Duration connectionAttemptDelay() {
        return connectionAttemptDelay;
    }

    DnsSettings dns() {
        return dns;
    }

    @Nullable
    Lookup lookup() {
        return lookup;
    }

    /** Where connections come from. */
    LocalEnd from() {
        return from;
    }

    /** The same, with connections from elsewhere. */
    SocketSettings from(LocalEnd other) {
        return new Builder(this).from(other).build();
    }

    /** Collects settings; each setter rejects what makes no sense. Not thread-safe. */
    public static final class Builder {

        private static final Duration LEAST_DELAY = Duration.ofMillis(10);
        private static final Duration MOST_DELAY = Duration.ofSeconds(2);

        private AddressFamily family = AddressFamily.ANY;
        private Duration connectionAttemptDelay = Duration.ofMillis(250);
        private DnsSettings dns = DnsSettings.defaults();
        private @Nullable Lookup lookup;
        private final Map<Place, List<InetAddress>> resolved = new HashMap<>();
        private final Map<Place, Place> redirected = new HashMap<>();
        private LocalEnd from = LocalEnd.any();

        private Builder() {}

        private Builder(SocketSettings other) {
            this.family = other.family;
            this.connectionAttemptDelay = other.connectionAttemptDelay;
            this.dns = other.dns;
            this.lookup = other.lookup;
            this.resolved.putAll(other.resolved);
            this.redirected.putAll(other.redirected);
            this.from = other.from;
        }

        /** Default {@link AddressFamily#ANY}. */
        public Builder family(AddressFamily value) {
            this.family = value;
            return this;
        }

        /**
         * How long an attempt to connect is awaited before the next address of the host is tried beside it (Happy Eyeballs,
         * RFC 8305 section 5); one that fails is followed at once. The first TCP connection is used and the others are
         * closed: what happens in its TLS handshake is final. Default 250 ms, from 10 ms to 2 s.
         */
        public Builder connectionAttemptDelay(Duration value) {
            if (value.compareTo(LEAST_DELAY) < 0 || value.compareTo(MOST_DELAY) > 0) {
                throw new IllegalArgumentException(
                        "connectionAttemptDelay: " + value + " (expected: " + LEAST_DELAY + " to " + MOST_DELAY + ")");
            }
            this.connectionAttemptDelay = value;
            return this;
        }

        /** How names are looked up when no resolver is set. */
        public Builder dns(DnsSettings value) {
            this.dns = value;
            return this;
        }

        /** Who looks names up. Default: Netty's DNS client, which blocks no thread. */
        public Builder resolver(HostResolver value) {
            this.lookup = (host, loop) -> value.resolve(host);
            return this;
        }

        /** Who looks names up, in Netty's words. */
        public Builder resolver(AddressResolverGroup<?> value) {
            this.lookup = Lookup.by(value);
            return this;
        }

        /**
         * Gives a place its addresses, so that nobody is asked for them; as curl's {@code --resolve}.
         *
         * @param addresses literals; those of IPv6 may have a zone, {@code fe80::1%eth0}, which URLs cannot name
         */
        public Builder resolve(String place, String... addresses) {
            if (addresses.length == 0) {
                throw new IllegalArgumentException("resolve: no address for " + place + " (expected: at least one)");
            }
            resolved.put(
                    host("resolve", place),
                    Arrays.stream(addresses).map(LocalEnd::address).toList());
            return this;
        }

        /**
         * Lets connections to a place lead to another, as curl's {@code --connect-to}.
         *
         * @param other {@code other.test:8443}, either part alone for the same other one, or {@code unix:/run/x.sock} for a
         *     Unix socket, which needs Netty's native transport
         */
        public Builder connectTo(String place, String other) {
            redirected.put(host("connectTo", place), Place.parse(other));
            return this;
        }

        /** Where to connect from. Default: the system's choice. */
        public Builder from(LocalEnd value) {
            this.from = value;
            return this;
        }

        /** The own addresses to connect from, one of each family at most. Of one family alone, the other one is not used. */
        public Builder localAddresses(String... literals) {
            return from(from.at(LocalEnd.of(literals)));
        }

        /** Connects from the addresses that a network interface has now. */
        public Builder networkInterface(String name) {
            return from(from.at(LocalEnd.ofInterface(name)));
        }

        /** The own ports to connect from, tried in turn while they are taken. Default: the system's choice. */
        public Builder localPorts(int first, int last) {
            return from(from.ports(first, last));
        }

        private static Place host(String setting, String text) {
            Place place = Place.parse(text);
            if (place.socket() != null) {
                throw new IllegalArgumentException(setting + ": " + text + " (expected: a host, a port, or both)");
            }
            return place;
        }

        public SocketSettings build() {
            return new SocketSettings(this);
        }
    }
}
