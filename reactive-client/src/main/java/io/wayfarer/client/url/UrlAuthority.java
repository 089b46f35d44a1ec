/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import java.net.IDN;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * User-info, host and port. The common host, lower-case ASCII letters and digits, is taken as it is, and so is 127.0.0.1; all else goes
 * through Spring's WHATWG parser, which knows IPv6 and international names.
 *
 * <p>Spring's parser sees host and port alone, because its builder loses what the standard keeps behind them (doubled
 * slashes in the path, empty pairs in the query) and leaves user-info as it finds it.
 */
record UrlAuthority(@Nullable String userInfo, String host, int port) {

    static UrlAuthority parse(String scheme, String text) {
        if (text.isEmpty()) {
            throw new InvalidUrlException(
                    "A URL with the scheme " + scheme + " has no host. Write " + scheme + "://host/path.");
        }
        UrlAuthority plain = plain(text);
        return plain != null ? plain : parsed(scheme, text);
    }

    private static UrlAuthority parsed(String scheme, String text) {
        int at = text.lastIndexOf('@');
        String hostAndPort = text.substring(at + 1);
        if (hostAndPort.isEmpty()) {
            throw invalid(scheme, text, "it has no host");
        }
        UriComponents parts;
        int port;
        try {
            parts = UriComponentsBuilder.fromUriString(
                            scheme + "://" + decimal(hostAndPort) + "/", UriComponentsBuilder.ParserType.WHAT_WG)
                    .build();
            port = parts.getPort();
        } catch (IllegalArgumentException | IllegalStateException e) { // The latter for a brace in the port.
            throw invalid(scheme, text, "its host or port is not valid");
        }
        String host = parts.getHost();
        if (host == null || host.isEmpty()) {
            throw invalid(scheme, text, "it has no host");
        }
        host = hostAndPort.startsWith("[:]") ? null : canonical(host.toLowerCase(Locale.ROOT));
        if (host == null) {
            throw invalid(scheme, text, "its host is not valid");
        }
        return new UrlAuthority(at < 0 ? null : userInfo(text.substring(0, at)), host, port);
    }

    /** The text with an IPv4 address in dotted decimal, where the host is one. */
    private static String decimal(String hostAndPort) {
        int colon = hostAndPort.indexOf(':');
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (hostAndPort.startsWith("[") || !Ipv4Number.endsInNumber(host)) {
            return hostAndPort;
        }
        String address = Ipv4Number.parse(host);
        return address == null ? hostAndPort : address + (colon < 0 ? "" : hostAndPort.substring(colon));
    }

    /** The host when it is one by the standard, which Spring's parser takes less strictly, else null. */
    private static @Nullable String canonical(String host) {
        if (host.startsWith("[")) {
            return host;
        }
        if (Ipv4Number.endsInNumber(host)) {
            return Ipv4Number.parse(host);
        }
        for (String label : host.split("\\.", -1)) {
            // IDN gives back what it cannot decode.
            if (label.startsWith("xn--") && IDN.toUnicode(label).equals(label)) {
                return null;
            }
        }
        return host;
    }

    /** Percent-encoded name and password, without an empty password; null when both are empty. */
    private static @Nullable String userInfo(String text) {
        int colon = text.indexOf(':');
        String name = UrlText.encode(colon < 0 ? text : text.substring(0, colon), UrlText.USER_INFO);
        String password = colon < 0 ? "" : UrlText.encode(text.substring(colon + 1), UrlText.USER_INFO);
        if (password.isEmpty()) {
            return name.isEmpty() ? null : name;
        }
        return name + ":" + password;
    }

    private static InvalidUrlException invalid(String scheme, String text, String why) {
        return new InvalidUrlException("\"" + UrlText.redact(scheme + "://" + text) + "\" is not a valid URL: " + why
                + ". Write " + scheme + "://host:port/path.");
    }

    /** The authority when it is a plain name or a dotted address with at most a port, else null. */
    private static @Nullable UrlAuthority plain(String text) {
        int lastLabel = 0;
        boolean letter = false;
        int i = 0;
        for (; i < text.length() && text.charAt(i) != ':'; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                lastLabel = i + 1;
                letter = false;
            } else if (c >= 'a' && c <= 'z') {
                letter = true;
            } else if (c != '-' && (c < '0' || c > '9')) {
                return null;
            }
        }
        // A last label of digits, or one such as 0x7f, is an IPv4 address in disguise; xn-- labels need validation.
        String host = text.substring(0, i);
        boolean name = letter && !digit(text.charAt(lastLabel)) && !host.contains("xn--");
        if (!name && !host.equals(Ipv4Number.parse(host))) {
            return null;
        }
        if (i == text.length()) {
            return new UrlAuthority(null, host, -1);
        }
        int port = 0;
        for (int p = i + 1; p < text.length(); p++) {
            if (!digit(text.charAt(p)) || port > 65535) {
                return null;
            }
            port = port * 10 + text.charAt(p) - '0';
        }
        return port > 65535 || i + 1 == text.length() ? null : new UrlAuthority(null, host, port);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
