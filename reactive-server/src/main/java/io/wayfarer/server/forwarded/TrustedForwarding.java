/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.forwarded;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.wayfarer.protocol.grammar.FieldList;
import io.wayfarer.protocol.grammar.IpAddress;
import io.wayfarer.protocol.grammar.IpNetwork;

/**
 * Takes the scheme, the host and the client's address from {@code Forwarded} (RFC 7239) or {@code X-Forwarded-*}, but
 * only on the word of proxies that are trusted. Spring's own transformer believes everybody, and of a list the first
 * element, which is the client's to invent.
 *
 * <p>A request whose peer is not trusted loses all these fields. Otherwise the list is read from its end, where the
 * nearest proxy has written: what a trusted proxy says of another trusted proxy is believed and followed, and the first
 * that is not trusted is the client. Of the two kinds of fields one is read, and the other removed, since a proxy that
 * writes one of them passes on what the client sent of the other.
 *
 * <p>Immutable and thread-safe. As a bean it must be called {@code forwardedHeaderTransformer}.
 */
public final class TrustedForwarding extends ForwardedHeaderTransformer {

    /** Which fields the proxies write. */
    public enum Fields {
        /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port}, {@code -Prefix} and {@code -Ssl}. */
        X_FORWARDED,
        /** {@code Forwarded} (RFC 7239). */
        FORWARDED
    }

    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final List<String> X_FORWARDED = List.of(
            FORWARDED_FOR,
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Ssl",
            "X-Forwarded-By");

    private final List<IpNetwork> trusted;
    private final Fields fields;

    /**
     * Trusts proxies at these addresses.
     *
     * @param trusted addresses and blocks of them, as in {@code 10.0.0.0/8} and {@code ::1}
     * @throws IllegalArgumentException if one is neither
     */
    public TrustedForwarding(List<String> trusted, Fields fields) {
        this.trusted = trusted.stream().map(TrustedForwarding::network).toList();
        this.fields = fields;
    }

    private static IpNetwork network(String text) {
        return IpNetwork.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no block of addresses (expected: as in 10.0.0.0/8)"));
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        if (!hasForwardedHeaders(request)) {
            return request;
        }
        InetSocketAddress peer = request.getRemoteAddress();
        boolean believed = peer != null
                && peer.getAddress() != null
                && trusts(peer.getAddress().getAddress());
        HttpHeaders kept = believed ? kept(request.getHeaders()) : new HttpHeaders();
        ServerHttpRequest cleaned = request.mutate()
                .headers(headers -> {
                    headers.remove(FORWARDED);
                    X_FORWARDED.forEach(headers::remove);
                    headers.putAll(kept);
                })
                .build();
        return super.apply(cleaned);
    }

    /** One element of each field: that of the last proxy which can be believed. */
    private HttpHeaders kept(HttpHeaders headers) {
        HttpHeaders kept = new HttpHeaders();
        if (fields == Fields.FORWARDED) {
            List<String> elements = elements(headers, FORWARDED);
            if (!elements.isEmpty()) {
                List<String> clients =
                        elements.stream().map(TrustedForwarding::client).toList();
                kept.set(FORWARDED, elements.get(believed(clients)));
            }
            return kept;
        }
        List<String> clients = elements(headers, FORWARDED_FOR);
        int index = clients.isEmpty() ? 0 : believed(clients);
        for (String name : X_FORWARDED) {
            List<String> elements = elements(headers, name);
            if (!elements.isEmpty()) {
                // A field with fewer elements is one that the nearest proxy sets anew.
                boolean parallel = elements.size() == clients.size();
                kept.set(name, elements.get(parallel ? index : elements.size() - 1));
            }
        }
        return kept;
    }

    private static List<String> elements(HttpHeaders headers, String name) {
        List<String> elements = new ArrayList<>();
        for (String line : headers.getOrEmpty(name)) {
            elements.addAll(FieldList.elements(line).orElseGet(List::of));
        }
        return elements;
    }

    /** The index of the last element that trusted proxies have written; each names the one that had written before. */
    private int believed(List<String> clients) {
        int index = clients.size() - 1;
        while (index > 0 && trusts(clients.get(index))) {
            index--;
        }
        return index;
    }

    private boolean trusts(String client) {
        Optional<IpAddress> address = IpAddress.parse(withoutPort(client));
        return address.isPresent() && trusts(address.get().bytes());
    }

    private boolean trusts(byte[] address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    private static String withoutPort(String client) {
        int colon = client.lastIndexOf(':');
        boolean port = colon > 0 && (client.indexOf(':') == colon || client.charAt(colon - 1) == ']');
        return port ? client.substring(0, colon) : client;
    }

    /** The value of {@code for} in an element, without its quotes; "" if there is none. */
    private static String client(String element) {
        for (String pair : element.split(";", -1)) {
            String text = pair.trim();
            if (text.toLowerCase(Locale.ROOT).startsWith("for=")) {
                return text.substring("for=".length()).replace("\"", "");
            }
        }
        return "";
    }
}
