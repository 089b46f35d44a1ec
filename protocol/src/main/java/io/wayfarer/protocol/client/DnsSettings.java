/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import org.jspecify.annotations.Nullable;
import reactor.netty.transport.NameResolverProvider.NameResolverSpec;

import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.grammar.IpAddress;

/** How names are looked up in the DNS. Immutable. */
public final class DnsSettings {

    private static final int DNS_PORT = 53;

    private static final Duration LONGEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

    private static final DnsSettings DEFAULTS = builder().build();

    private final List<InetSocketAddress> nameServers;
    private final Duration minTtl;
    private final Duration maxTtl;
    private final Duration negativeTtl;
    private final @Nullable Duration queryTimeout;

    private DnsSettings(Builder builder) {
        this.nameServers = builder.nameServers;
        this.minTtl = builder.minTtl;
        this.maxTtl = builder.maxTtl;
        this.negativeTtl = builder.negativeTtl;
        this.queryTimeout = builder.queryTimeout;
    }

    /** The system's name servers; answers are remembered as long as they say. */
    public static DnsSettings defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sets up a look-up.
     *
     * @param eachQuery how long one query is awaited where these settings leave it open
     */
    void configure(NameResolverSpec names, Duration eachQuery) {
        names.queryTimeout(queryTimeout == null ? eachQuery : queryTimeout)
                .cacheMinTimeToLive(minTtl)
                .cacheMaxTimeToLive(maxTtl)
                .cacheNegativeTimeToLive(negativeTtl);
        if (!nameServers.isEmpty()) {
            names.dnsAddressResolverGroupProvider(resolver -> new DnsAddressResolverGroup(
                    resolver.nameServerProvider(new SequentialDnsServerAddressStreamProvider(nameServers))));
        }
    }

    /** Collects settings; each setter rejects what makes no sense. Not thread-safe. */
    public static final class Builder {

        private List<InetSocketAddress> nameServers = List.of();
        private Duration minTtl = Duration.ZERO;
        private Duration maxTtl = LONGEST_TTL;
        private Duration negativeTtl = Duration.ZERO;
        private @Nullable Duration queryTimeout;

        private Builder() {}

        /**
         * Whom to ask, in this order. Default: whom the system asks.
         *
         * @param servers addresses, with a port where it is not 53: {@code 192.0.2.53}, {@code 127.0.0.1:5353},
         *     {@code [::1]:5353}
         */
        public Builder nameServers(List<String> servers) {
            this.nameServers = servers.stream().map(Builder::server).toList();
            return this;
        }

        private static InetSocketAddress server(String text) {
            Place place = Place.parse(text);
            return IpAddress.parse(place.host())
                    .flatMap(Zones::address)
                    .map(address -> new InetSocketAddress(address, place.port() == 0 ? DNS_PORT : place.port()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "nameServers: " + text + " (expected: an address, maybe with a port)"));
        }

        /**
         * How long an answer is remembered at least, and at most, whatever it says, in whole seconds. Default: as it says.
         *
         * @param max null for as long as it says
         */
        public Builder ttl(Duration min, @Nullable Duration max) {
            Duration most = max == null ? LONGEST_TTL : max;
            seconds("minTtl", min);
            seconds("maxTtl", most);
            if (min.compareTo(most) > 0) {
                throw new IllegalArgumentException("minTtl: " + min + " (expected: at most maxTtl, " + most + ")");
            }
            this.minTtl = min;
            this.maxTtl = most;
            return this;
        }

        /** How long it is remembered that a name has no address, in whole seconds. Default 0. */
        public Builder negativeTtl(Duration value) {
            this.negativeTtl = seconds("negativeTtl", value);
            return this;
        }

        /** How long one query is awaited; a silent server is asked again. Default: a quarter of the time for a look-up. */
        public Builder queryTimeout(Duration value) {
            this.queryTimeout = Bound.time("queryTimeout", value);
            return this;
        }

        private static Duration seconds(String setting, Duration value) {
            if (value.isNegative() || value.compareTo(LONGEST_TTL) > 0) {
                throw new IllegalArgumentException(setting + ": " + value + " (expected: 0 to 68 years)");
            }
            return value;
        }

        public DnsSettings build() {
            return new DnsSettings(this);
        }
    }
}
