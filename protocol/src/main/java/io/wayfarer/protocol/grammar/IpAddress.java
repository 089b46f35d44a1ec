/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address written as text: told apart from names, and put into its one canonical form. Immutable; no
 * name is ever looked up.
 *
 * <p>Hosts that are addresses have no domain, so no cookie domain, no HSTS and no subdomains. Numbers in other bases
 * and with fewer parts, such as {@code 0x7f.1}, are names here; a WHATWG URL parser has replaced them before.
 */
public final class IpAddress {

    private final byte[] bytes;
    private final @Nullable String zone;

    private IpAddress(byte[] bytes, @Nullable String zone) {
        this.bytes = bytes;
        this.zone = zone;
    }

    /**
     * Reads an address.
     *
     * @param host four decimal numbers without leading zeros (RFC 3986 section 3.2.2), or an IPv6 address in any form
     *     of RFC 4291 section 2.2, in brackets or not; then maybe a zone behind {@code %}, in brackets also behind
     *     {@code %25} (RFC 6874)
     */
    public static Optional<IpAddress> parse(CharSequence host) {
        String text = host.toString();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean bracketed = text.charAt(0) == '[';
        if (bracketed) {
            if (text.charAt(text.length() - 1) != ']') {
                return Optional.empty();
            }
            text = text.substring(1, text.length() - 1);
        }
        int percent = text.indexOf('%');
        byte[] bytes = Ipv6Text.parse(percent < 0 ? text : text.substring(0, percent));
        if (bytes != null) {
            if (percent < 0) {
                return Optional.of(new IpAddress(bytes, null));
            }
            boolean encoded = bracketed && text.startsWith("25", percent + 1) && text.length() > percent + 3;
            String zone = text.substring(percent + (encoded ? 3 : 1));
            return isZone(zone) ? Optional.of(new IpAddress(bytes, zone)) : Optional.empty();
        }
        bytes = bracketed ? null : Ipv6Text.parseIpv4(text, 0);
        return bytes == null ? Optional.empty() : Optional.of(new IpAddress(bytes, null));
    }

    /**
     * The address of these bytes.
     *
     * @param bytes 4 or 16, in network order
     */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("bytes: " + bytes.length + " (expected: 4 or 16)");
        }
        return new IpAddress(bytes.clone(), null);
    }

    /** Whether the host is an address and not a name. */
    public static boolean isLiteral(CharSequence host) {
        return parse(host).isPresent();
    }

    /** Whether the host is an address in canonical form, with or without the brackets of IPv6. */
    public static boolean isCanonical(CharSequence host) {
        return parse(host)
                .filter(address -> address.toString().contentEquals(host)
                        || address.toUriHost().contentEquals(host))
                .isPresent();
    }

    /** Whether the address has four bytes. An IPv4 address mapped into IPv6 has sixteen. */
    public boolean isIpv4() {
        return bytes.length == 4;
    }

    /** Whether the address has sixteen bytes. */
    public boolean isIpv6() {
        return bytes.length == 16;
    }

    /** The address in network order, 4 or 16 bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The zone of an IPv6 address (RFC 4007 section 11), which means something on this machine alone. */
    public Optional<String> zone() {
        return Optional.ofNullable(zone);
    }

    /** The form for the authority of a URI: IPv6 in brackets, its zone behind {@code %25} (RFC 6874). */
    public String toUriHost() {
        if (isIpv4()) {
            return toString();
        }
        return '[' + Ipv6Text.format(bytes) + (zone == null ? "" : "%25" + zone) + ']';
    }

    /**
     * The canonical form without brackets: RFC 5952 section 4 for IPv6. Addresses that embed IPv4 are written in
     * hexadecimal as well, as WHATWG URLs do.
     */
    @Override
    public String toString() {
        if (isIpv4()) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        return Ipv6Text.format(bytes) + (zone == null ? "" : "%" + zone);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes) && Objects.equals(zone, that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + Objects.hashCode(zone);
    }

    private static boolean isZone(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 0x80 && PercentCoding.isUnreserved((char) c));
    }
}
