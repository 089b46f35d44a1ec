/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.address.AddressRefusal;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.AddressSelector;

/** Lets through what may be connected to, and tells of what may not. */
final class AddressGate implements AddressSelector {

    private static final Log LOG = LogFactory.getLog(AddressPolicy.class);

    /** What is told the server's address; connecting looks it up and asks this gate. */
    private static final Set<Proxy.Kind> ADDRESSED = EnumSet.of(Proxy.Kind.SOCKS4, Proxy.Kind.SOCKS5);

    private final AddressPolicy policy;

    AddressGate(AddressPolicy policy) {
        this.policy = policy;
    }

    /** Null where everything may be connected to. */
    static @Nullable AddressGate of(AddressPolicy policy) {
        return policy.isOpen() ? null : new AddressGate(policy);
    }

    /** Nothing of a host may be connected to. */
    static final class RefusedHost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<AddressRefusal> refusals;

        RefusedHost(List<AddressRefusal> refusals) {
            super(refusals.toString(), null, false, false);
            this.refusals = List.copyOf(refusals);
        }

        List<AddressRefusal> refusals() {
            return refusals;
        }
    }

    @Override
    public List<InetAddress> select(String host, List<InetAddress> resolved) {
        List<InetAddress> remaining = new ArrayList<>(resolved.size());
        List<AddressRefusal> refused = new ArrayList<>();
        for (InetAddress address : resolved) {
            AddressRefusal refusal = policy.judge(host, address).orElse(null);
            if (passes(refusal)) {
                remaining.add(address);
            } else if (refusal != null) {
                refused.add(refusal);
            }
        }
        if (remaining.isEmpty()) {
            throw new RefusedHost(refused);
        }
        return remaining;
    }

    @Override
    public void check(String host, Path socket) {
        refuse(policy.judge(host, socket));
    }

    /** Judges the server of a route by what its URL says, where nobody looks it up here. */
    void check(HttpUrl url, Route route) {
        Proxy proxy = route.proxy();
        boolean lookedUp = proxy == null || ADDRESSED.contains(proxy.kind()) || looksUp(proxy);
        if (lookedUp) {
            return;
        }
        refuse(policy.judge(url.host()));
    }

    private void refuse(Optional<AddressRefusal> judged) {
        AddressRefusal refusal = judged.orElse(null);
        if (refusal != null && !passes(refusal)) {
            throw new RefusedHost(List.of(refusal));
        }
    }

    /** Whether names behind the proxy are looked up here to be judged. */
    boolean looksUp(@Nullable Proxy proxy) {
        return proxy != null && policy.throughProxy() == AddressPolicy.ThroughProxy.RESOLVE;
    }

    /** Judges all addresses of the server, any of which the proxy may choose. */
    Mono<Void> checkAll(HttpUrl url, Connectors connectors) {
        return connectors
                .lookUp(url.host())
                .doOnNext(all -> all.forEach(address -> select(url.host(), List.of(address))))
                .then();
    }

    private boolean passes(@Nullable AddressRefusal refusal) {
        if (refusal == null) {
            return true;
        }
        policy.report(refusal);
        if (!refusal.enforced()) {
            LOG.warn("Connected to nevertheless, because the policy for addresses only reports: " + refusal);
        }
        return !refusal.enforced();
    }
}
