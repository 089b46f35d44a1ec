/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.IpAddress;

/**
 * What a client may connect to. Immutable and thread-safe.
 *
 * <p>An entry is a network ({@code 10.0.0.0/8}), an address in any spelling that a URL may have, a Unix socket or a folder of
 * them ({@code unix:/run}), a group, or the name of a host, with a dot in front for all hosts below it too. The groups are
 * {@code loopback}, {@code unspecified}, {@code link-local}, {@code private}, {@code multicast}, {@code special-purpose},
 * {@code unix}, {@code internal} for all of these, and {@code all}.
 *
 * <p>The name of the host is judged first, then each of its addresses, and each time what is allowed goes before what is
 * denied. Where only some things are allowed and none are denied, all else is refused; otherwise what no entry means may be
 * connected to. An IPv6 address that leads to one of IPv4, by NAT64 for example, is denied with that.
 *
 * <pre>{@code
 * AddressPolicy policy = AddressPolicy.builder()
 *         .deny("internal")
 *         .allow("10.1.2.0/24", "vault.internal.example")
 *         .build();
 * }</pre>
 */
public final class AddressPolicy {

    private static final AddressPolicy OPEN = builder().build();

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    private final List<AddressEntry> allowed;
    private final List<AddressEntry> denied;
    private final List<Predicate<InetAddress>> filters;
    private final List<AddressListener> listeners;
    private final Mode mode;
    private final ThroughProxy throughProxy;

    /** What becomes of a refused address. */
    public enum Mode {
        /** The connection fails. */
        ENFORCE,
        /** It is made, and the refusal only counted and logged: to see what a policy would do. Filters hold nevertheless. */
        REPORT
    }

    /** How the server behind a proxy is judged, where the proxy looks its name up. */
    public enum ThroughProxy {
        /** By its name, and by its address where the URL has one. */
        NAME,
        /**
         * By its addresses too, which are looked up here for that alone: none may be one that is refused, and there must
         * be one. The proxy may still find another.
         */
        RESOLVE
    }

    private AddressPolicy(Builder builder) {
        this.allowed = List.copyOf(builder.allowed);
        this.denied = List.copyOf(builder.denied);
        this.filters = List.copyOf(builder.filters);
        this.listeners = List.copyOf(builder.listeners);
        this.mode = builder.mode;
        this.throughProxy = builder.throughProxy;
    }

    /** Everything may be connected to. */
    public static AddressPolicy open() {
        return OPEN;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Whether nothing is ever refused. */
    public boolean isOpen() {
        return allowed.isEmpty() && denied.isEmpty() && filters.isEmpty();
    }

    public ThroughProxy throughProxy() {
        return throughProxy;
    }

    /**
     * Judges an address that is about to be connected to.
     *
     * @param host whose address it is, as the URL has it, in brackets or not
     * @return why it must not be, or would not; empty when it may
     */
    public Optional<AddressRefusal> judge(String host, InetAddress address) {
        return Optional.ofNullable(judge(host, EmbeddedIpv4.unmapped(address.getAddress())));
    }

    /**
     * Judges a host whose addresses somebody else will look up.
     *
     * @return why it must not be connected to, or would not; empty when it may, as far as its name tells
     */
    public Optional<AddressRefusal> judge(String host) {
        Optional<IpAddress> literal = IpAddress.parse(host);
        if (literal.isPresent()) {
            return Optional.ofNullable(
                    judge(host, EmbeddedIpv4.unmapped(literal.get().bytes())));
        }
        if (isLocalhost(host)) {
            return Optional.ofNullable(judge(host, LOCALHOST));
        }
        if (any(allowed, entry -> entry.matchesName(host)) != null) {
            return Optional.empty();
        }
        AddressEntry byName = any(denied, entry -> entry.matchesName(host));
        if (byName != null) {
            return Optional.of(refusal(host, null, AddressRefusal.Reason.DENIED_NAME, byName));
        }
        return refusesTheRest()
                ? Optional.of(refusal(host, null, AddressRefusal.Reason.NOT_ALLOWED, null))
                : Optional.empty();
    }

    /**
     * Judges a Unix socket that a host is reached by. Filters do not see it.
     *
     * @return why it must not be connected to, or would not; empty when it may
     */
    public Optional<AddressRefusal> judge(String host, Path socket) {
        AddressEntry byName = any(denied, entry -> entry.matchesName(host));
        AddressEntry bySocket = any(denied, entry -> entry.matchesSocket(socket));
        String where = "unix:" + socket;
        if (any(allowed, entry -> entry.matchesName(host)) != null) {
            return Optional.empty();
        }
        if (byName != null) {
            return Optional.of(refusal(host, where, AddressRefusal.Reason.DENIED_NAME, byName));
        }
        if (any(allowed, entry -> entry.matchesSocket(socket)) != null) {
            return Optional.empty();
        }
        if (bySocket != null) {
            return Optional.of(refusal(host, where, AddressRefusal.Reason.DENIED_ADDRESS, bySocket));
        }
        return refusesTheRest()
                ? Optional.of(refusal(host, where, AddressRefusal.Reason.NOT_ALLOWED, null))
                : Optional.empty();
    }

    /** Tells the listeners of a refusal. */
    public void report(AddressRefusal refusal) {
        listeners.forEach(listener -> listener.onRefusal(refusal));
    }

    private @Nullable AddressRefusal judge(String host, byte[] address) {
        List<byte[]> embedded = EmbeddedIpv4.in(address);
        if (!passesFilters(address) || !embedded.stream().allMatch(this::passesFilters)) {
            return new AddressRefusal(host, text(address), AddressRefusal.Reason.FILTER, null, true);
        }
        if (any(allowed, entry -> entry.matchesName(host)) != null) {
            return null;
        }
        AddressEntry byName = any(denied, entry -> entry.matchesName(host));
        if (byName != null) {
            return refusal(host, text(address), AddressRefusal.Reason.DENIED_NAME, byName);
        }
        if (any(allowed, entry -> entry.matchesAddress(address)) != null
                || (EmbeddedIpv4.isNat64(address)
                        && any(allowed, entry -> entry.matchesAddress(embedded.get(0))) != null)) {
            return null;
        }
        AddressEntry byAddress = any(
                denied,
                entry -> entry.matchesAddress(address) || embedded.stream().anyMatch(entry::matchesAddress));
        if (byAddress != null) {
            return refusal(host, text(address), AddressRefusal.Reason.DENIED_ADDRESS, byAddress);
        }
        return refusesTheRest() ? refusal(host, text(address), AddressRefusal.Reason.NOT_ALLOWED, null) : null;
    }

    private boolean refusesTheRest() {
        return denied.isEmpty() && !allowed.isEmpty();
    }

    private boolean passesFilters(byte[] address) {
        if (filters.isEmpty()) {
            return true;
        }
        try {
            InetAddress judged = InetAddress.getByAddress(address);
            return filters.stream().allMatch(filter -> filter.test(judged));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four or sixteen bytes are an address", impossible);
        }
    }

    private AddressRefusal refusal(
            String host, @Nullable String address, AddressRefusal.Reason reason, @Nullable AddressEntry entry) {
        return new AddressRefusal(host, address, reason, entry == null ? null : entry.text(), mode == Mode.ENFORCE);
    }

    private static String text(byte[] address) {
        return IpAddress.of(address).toString();
    }

    /** Names for this machine itself (RFC 6761 section 6.3), which need no DNS. */
    private static boolean isLocalhost(String host) {
        String name = AddressEntry.bare(host);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static @Nullable AddressEntry any(List<AddressEntry> entries, Predicate<AddressEntry> meant) {
        for (AddressEntry entry : entries) {
            if (meant.test(entry)) {
                return entry;
            }
        }
        return null;
    }

    /** Collects entries; each setter rejects what it cannot read. Not thread-safe. */
    public static final class Builder {

        private final List<AddressEntry> allowed = new ArrayList<>();
        private final List<AddressEntry> denied = new ArrayList<>();
        private final List<Predicate<InetAddress>> filters = new ArrayList<>();
        private final List<AddressListener> listeners = new ArrayList<>();
        private Mode mode = Mode.ENFORCE;
        private ThroughProxy throughProxy = ThroughProxy.NAME;

        private Builder() {}

        private Builder(AddressPolicy other) {
            allowed.addAll(other.allowed);
            denied.addAll(other.denied);
            filters.addAll(other.filters);
            listeners.addAll(other.listeners);
            this.mode = other.mode;
            this.throughProxy = other.throughProxy;
        }

        /** What may be connected to, even if it is denied; and nothing else if nothing is denied. */
        public Builder allow(String... entries) {
            Arrays.stream(entries).map(AddressEntry::parse).forEach(allowed::add);
            return this;
        }

        /** What must not be connected to. */
        public Builder deny(String... entries) {
            Arrays.stream(entries).map(AddressEntry::parse).forEach(denied::add);
            return this;
        }

        /**
         * A test that each address must pass as well, allowed or not, and in each mode. It sees IPv4 addresses within
         * those of IPv6 by themselves too. Called on event loops, so it must not block.
         */
        public Builder filter(Predicate<InetAddress> passes) {
            filters.add(passes);
            return this;
        }

        /** Who is told of refusals, besides those that are told already. */
        public Builder listener(AddressListener value) {
            listeners.add(value);
            return this;
        }

        /** Default {@link Mode#ENFORCE}. */
        public Builder mode(Mode value) {
            this.mode = value;
            return this;
        }

        /** Default {@link ThroughProxy#NAME}. */
        public Builder throughProxy(ThroughProxy value) {
            this.throughProxy = value;
            return this;
        }

        public AddressPolicy build() {
            return new AddressPolicy(this);
        }
    }
}
