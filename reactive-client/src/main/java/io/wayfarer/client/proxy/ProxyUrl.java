/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;

/**
 * Reads the URL of a proxy as curl does: {@code [scheme://][user[:password]@]host[:port][/]}. The scheme is
 * {@code http} unless given, else {@code socks4a}, {@code socks5} or {@code socks5h}; the port is 1080 unless given,
 * whatever the scheme; user name and password are percent-decoded.
 */
public final class ProxyUrl {

    private static final int DEFAULT_PORT = 1080;

    /** RFC 1929 section 2 gives the length in one byte. */
    private static final int LONGEST_SOCKS_CREDENTIAL = 255;

    private static final String EXPECTED = " Write http://host:port, socks4a://host:port, socks5://host:port or"
            + " socks5h://host:port, with user:password@ before the host if the proxy asks for it.";

    private final String source;

    private ProxyUrl(String source) {
        this.source = source;
    }

    /**
     * Reads a proxy.
     *
     * @param source the variable or property that holds the text, for the message
     * @throws IllegalArgumentException when the text is no such URL, naming the source and what is wrong, never the text
     */
    public static Proxy parse(String source, String text) {
        return new ProxyUrl(source).parse(text.strip());
    }

    private Proxy parse(String text) {
        int colon = text.indexOf("://");
        Kind kind = colon < 0 ? Kind.HTTP : kind(text.substring(0, colon).toLowerCase(Locale.ROOT));
        String rest = colon < 0 ? text : text.substring(colon + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        if (kind != Kind.HTTP && rest.length() > end + 1) {
            throw bad("has a path, and a SOCKS proxy behind a Unix domain socket is not supported");
        }
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int portColon = hostAndPort.lastIndexOf(':');
        boolean portGiven = portColon > hostAndPort.lastIndexOf(']');
        String host = host(portGiven ? hostAndPort.substring(0, portColon) : hostAndPort);
        int port = portGiven ? port(hostAndPort.substring(portColon + 1)) : DEFAULT_PORT;
        int separator = userInfo == null ? -1 : userInfo.indexOf(':');
        String user = userInfo == null || separator < 0 ? userInfo : userInfo.substring(0, separator);
        String password = userInfo == null || separator < 0 ? null : userInfo.substring(separator + 1);
        return new Proxy(kind, host, port, credential(kind, user), credential(kind, password));
    }

    private Kind kind(String scheme) {
        return switch (scheme) {
            case "http" -> Kind.HTTP;
            case "socks4a" -> Kind.SOCKS4A;
            case "socks5" -> Kind.SOCKS5;
            case "socks5h" -> Kind.SOCKS5H;
            case "https" -> throw bad("names a proxy that is itself reached by TLS (https), which is not supported");
            case "socks4", "socks" ->
                throw bad("names a SOCKS 4 proxy, which is not supported; socks4a is, if the proxy can resolve names");
            default -> throw bad("has an unknown scheme");
        };
    }

    private String host(String text) {
        if (text.isEmpty()) {
            throw bad("has no host");
        }
        try {
            HttpUrl url = HttpUrl.parse("http://" + text + "/");
            if (!url.path().equals("/") || url.userInfo().isPresent()) {
                throw bad("has a host that is not valid");
            }
            return url.host();
        } catch (InvalidUrlException e) {
            throw bad("has a host that is not valid");
        }
    }

    private int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        int port = SmallNumber.parse(text, 65535);
        if (port < 1) {
            throw bad("has a port that is not a number from 1 to 65535");
        }
        return port;
    }

    private @Nullable String credential(Kind kind, @Nullable String encoded) {
        if (encoded == null) {
            return null;
        }
        String credential = decoded(encoded);
        if (credential.chars().anyMatch(Character::isISOControl)) {
            throw bad("has a control character in user name or password");
        }
        if (kind != Kind.HTTP && credential.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKS_CREDENTIAL) {
            throw bad("has a user name or password of more than " + LONGEST_SOCKS_CREDENTIAL
                    + " bytes, the most that SOCKS can carry");
        }
        return credential;
    }

    /** Percent-decoded as UTF-8; a percent sign that begins no escape stands for itself, as in curl. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                out.write(bytes[i]);
            } else {
                out.write((high << 4) | low);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private IllegalArgumentException bad(String why) {
        return new IllegalArgumentException(source + " " + why + "." + EXPECTED);
    }
}
