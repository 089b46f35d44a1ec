/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.netty.channel.EventLoop;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.util.NetUtil;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.tcp.TcpClient;

/**
 * Asks for both families at once (RFC 8305 section 3). The answer of the preferred family goes out at once; the other one,
 * when it comes first, waits for that no longer than the Resolution Delay.
 */
record BothFamilies(Lookup preferred, Lookup other) implements Lookup {

    /** RFC 8305 section 8. */
    private static final Duration RESOLUTION_DELAY = Duration.ofMillis(50);

    /**
     * The DNS as the family and the platform have it: the family that {@code java.net.preferIPv6Addresses} says goes first, and
     * IPv6 is asked for only where an interface has an address of it that leads anywhere.
     */
    static Lookup dns(TcpClient client, DnsSettings dns, AddressFamily family, Duration eachQuery) {
        Lookup version4 = dns(client, dns, eachQuery, ResolvedAddressTypes.IPV4_ONLY);
        if (family == AddressFamily.IPV4
                || (family == AddressFamily.ANY && (NetUtil.isIpV4StackPreferred() || !reachesVersion6()))) {
            return version4;
        }
        Lookup version6 = dns(client, dns, eachQuery, ResolvedAddressTypes.IPV6_ONLY);
        if (family == AddressFamily.IPV6) {
            return version6;
        }
        return NetUtil.isIpV6AddressesPreferred()
                ? new BothFamilies(version6, version4)
                : new BothFamilies(version4, version6);
    }

    static Lookup dns(TcpClient client, DnsSettings dns, Duration eachQuery, ResolvedAddressTypes types) {
        TcpClient asking = client.resolver(names -> dns.configure(names.resolvedAddressTypes(types), eachQuery));
        return Lookup.by(Objects.requireNonNull(asking.configuration().resolver()));
    }

    private static boolean reachesVersion6() {
        return NetUtil.NETWORK_INTERFACES.stream()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress()
                        && !address.isAnyLocalAddress());
    }

    /** Fails with the preferred family's failure when neither has an answer. */
    @Override
    public Flux<List<InetAddress>> resolve(String host, EventLoop loop) {
        Flux<List<InetAddress>> first = preferred.resolve(host, loop).cache();
        Flux<List<InetAddress>> second = other.resolve(host, loop).cache();
        Flux<List<InetAddress>> answered = first.onErrorComplete();
        Flux<List<InetAddress>> late = second.onErrorComplete()
                .delaySubscription(Flux.firstWithSignal(
                        answered.ignoreElements().thenMany(Flux.just(0L)),
                        Flux.interval(RESOLUTION_DELAY, Schedulers.fromExecutorService(loop))
                                .take(1)));
        // Both are asked now: what is late is the use of the answer.
        return Flux.merge(answered, late, second.ignoreElements().onErrorComplete())
                .switchIfEmpty(first);
    }
}
