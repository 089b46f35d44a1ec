/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Proxies from the system properties that the JDK's own clients obey. Read once, at creation. Immutable.
 *
 * <ul>
 *   <li>{@code http.proxyHost} and {@code http.proxyPort} (80 unless given), for http and ws.
 *   <li>{@code https.proxyHost} and {@code https.proxyPort} (443 unless given), for https and wss.
 *   <li>{@code socksProxyHost}, {@code socksProxyPort} (1080 unless given), {@code socksProxyVersion} (5 unless it is 4),
 *       {@code java.net.socks.username} and {@code java.net.socks.password}, where a scheme has none of its own. It is the
 *       proxy that looks up names.
 *   <li>{@code http.nonProxyHosts}: hosts that are reached without any of them, separated by {@code |}, each with a
 *       {@code *} at its beginning, its end, or both, for any text. The loop-back hosts are always among them, unless the
 *       property is set and empty.
 * </ul>
 *
 * <p>A host that is empty counts as not set.
 */
public final class SystemProxies implements RouteSelector {

    private static final String NON_PROXY_HOSTS = "http.nonProxyHosts";

    private final FixedProxies proxies;
    private final NonProxyHosts exceptions;

    private SystemProxies(Map<String, String> properties) {
        Lookup lookup = new Lookup(properties);
        Route socks = lookup.socks();
        Route http = lookup.route("http://", "http.proxyHost", "http.proxyPort", "80");
        Route https = lookup.route("http://", "https.proxyHost", "https.proxyPort", "443");
        this.proxies = FixedProxies.builder()
                .http(http == null ? socks : http)
                .https(https == null ? socks : https)
                .build();
        this.exceptions = NonProxyHosts.parse(NON_PROXY_HOSTS, properties.get(NON_PROXY_HOSTS));
    }

    /**
     * Reads the properties of this process.
     *
     * @throws IllegalArgumentException when one holds what is no host, port or version, naming the property
     */
    public static SystemProxies ofProcess() {
        Properties properties = System.getProperties();
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return of(texts);
    }

    /**
     * Reads the given properties.
     *
     * @throws IllegalArgumentException when one holds what is no host, port or version, naming the property
     */
    public static SystemProxies of(Map<String, String> properties) {
        return new SystemProxies(properties);
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        Route proxied = proxies.select(url);
        if (proxied == null) {
            return null;
        }
        Route direct = exceptions.match(url.host());
        return direct == null ? proxied : direct;
    }

    /** The routes by scheme, without passwords. */
    @Override
    public String toString() {
        return "system properties " + proxies;
    }

    /** The properties by name. */
    private record Lookup(Map<String, String> properties) {

        private String value(String name, String otherwise) {
            String value = properties.getOrDefault(name, "").strip();
            return value.isEmpty() ? otherwise : value;
        }

        @Nullable
        Route socks() {
            String version = value("socksProxyVersion", "5");
            if (!version.equals("4") && !version.equals("5")) {
                throw new IllegalArgumentException("socksProxyVersion is neither 4 nor 5. Set it to one of them.");
            }
            String user = encoded(value("java.net.socks.username", ""));
            String password = encoded(value("java.net.socks.password", ""));
            String login = user.isEmpty() ? "" : password.isEmpty() ? user + "@" : user + ":" + password + "@";
            return route(
                    (version.equals("4") ? "socks4a://" : "socks5h://") + login,
                    "socksProxyHost",
                    "socksProxyPort",
                    "1080");
        }

        /** Null when the host is not set. */
        @Nullable
        Route route(String before, String hostName, String portName, String defaultPort) {
            String host = value(hostName, "");
            if (host.isEmpty()) {
                return null;
            }
            String port = value(portName, defaultPort);
            if (SmallNumber.parse(port, 65535) < 1) {
                throw new IllegalArgumentException(
                        portName + " is not a number from 1 to 65535. Set it to the port of the proxy.");
            }
            boolean bareIpv6 = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
            String bracketed = bareIpv6 ? "[" + host + "]" : host;
            if (host.chars().anyMatch(c -> "/@?#".indexOf(c) >= 0)
                    || bracketed.lastIndexOf(':') > bracketed.lastIndexOf(']')) {
                throw new IllegalArgumentException(
                        hostName + " is not the name of a host alone. Set it to a name or an address, and " + portName
                                + " to the port.");
            }
            return new Route(ProxyUrl.parse(hostName, before + bracketed + ":" + port), hostName);
        }

        /** In percent-encoding, each byte of it. */
        private static String encoded(String text) {
            StringBuilder encoded = new StringBuilder();
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                encoded.append('%')
                        .append(Character.forDigit((b >> 4) & 15, 16))
                        .append(Character.forDigit(b & 15, 16));
            }
            return encoded.toString();
        }
    }
}
