/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyUrl;

/**
 * Reads what {@code FindProxyForURL} returns: {@code "PROXY a:3128; SOCKS5 b:1080; DIRECT"}. Nothing at all is the direct
 * way, as in browsers. What stands behind {@code DIRECT} is never needed.
 */
final class PacAnswer {

    private PacAnswer() {}

    /** @throws PacException when a part is nothing that is known: whoever passed over it might go without a proxy */
    static Route parse(String source, String text) throws PacException {
        List<Proxy> proxies = new ArrayList<>();
        boolean said = false;
        for (String part : text.split(";", -1)) {
            String[] words = part.strip().split("\\s+", -1);
            if (words[0].isEmpty()) {
                continue;
            }
            said = true;
            if (words.length == 1 && words[0].equalsIgnoreCase("DIRECT")) {
                return new Route(proxies, true, source);
            }
            if (words.length != 2) {
                throw unknown(source);
            }
            proxies.add(proxy(source, words[0].toUpperCase(Locale.ROOT), words[1]));
        }
        return new Route(proxies, !said, source);
    }

    private static Proxy proxy(String source, String type, String hostAndPort) throws PacException {
        Kind kind = switch (type) {
            case "PROXY", "HTTP" -> Kind.HTTP;
            case "HTTPS" -> Kind.HTTPS;
            // As browsers do: the client looks up names for version 4, the proxy for version 5.
            case "SOCKS", "SOCKS4" -> Kind.SOCKS4;
            case "SOCKS5" -> Kind.SOCKS5H;
            default -> throw unknown(source);
        };
        int defaultPort = kind == Kind.HTTP ? 80 : kind == Kind.HTTPS ? 443 : 1080;
        boolean portGiven = hostAndPort.lastIndexOf(':') > hostAndPort.lastIndexOf(']');
        if (hostAndPort.chars().anyMatch(c -> "@/?#".indexOf(c) >= 0)) {
            throw unknown(source);
        }
        try {
            return ProxyUrl.parse(source, kind.scheme() + "://" + hostAndPort + (portGiven ? "" : ":" + defaultPort));
        } catch (IllegalArgumentException e) {
            throw unknown(source);
        }
    }

    private static PacException unknown(String source) {
        return new PacException(
                source + " names a proxy that is none (expected: PROXY, HTTP, HTTPS, SOCKS, SOCKS4 or SOCKS5"
                        + " with host:port, or DIRECT; semicolons between them)");
    }
}
