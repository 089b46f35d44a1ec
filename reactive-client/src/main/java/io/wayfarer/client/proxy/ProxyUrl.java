/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;

/**
 * Reads the URL of a proxy as curl does: {@code [scheme://][user[:password]@]host[:port][/]}. The scheme is
 * {@code http} unless given, else {@code https}, {@code socks4} (or {@code socks}), {@code socks4a}, {@code socks5} or
 * {@code socks5h}; the port is 443 for https and 1080 for all others unless given; user name and password are
 * percent-decoded.
 *
 * <p>A proxy at a Unix socket is {@code socks5h://localhost/path/of/socket}, with any of the schemes of SOCKS, as in curl;
 * beyond curl, an HTTP proxy there is {@code unix:/path/of/socket}, or {@code unix://user:password@/path/of/socket}.
 */
public final class ProxyUrl {

    private static final int DEFAULT_PORT = 1080;
    private static final int DEFAULT_TLS_PORT = 443;

    /** RFC 1929 section 2 gives the length in one byte. */
    private static final int LONGEST_SOCKS_CREDENTIAL = 255;

    private static final String UNIX = "unix:";

    private static final String EXPECTED = " Write http://host:port, https://host:port, socks4://host:port,"
            + " socks4a://host:port, socks5://host:port, socks5h://host:port or unix:/path, with user:password@ before the"
            + " host if the proxy asks for it.";

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
        if (text.regionMatches(true, 0, UNIX, 0, UNIX.length())) {
            return unix(text.substring(UNIX.length()));
        }
        int colon = text.indexOf("://");
        Kind kind = colon < 0 ? Kind.HTTP : kind(text.substring(0, colon).toLowerCase(Locale.ROOT));
        String rest = colon < 0 ? text : text.substring(colon + 3);
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        UserInfo user = userInfo(kind, at < 0 ? null : authority.substring(0, at));
        String hostAndPort = authority.substring(at + 1);
        if (!kind.http() && rest.length() > end + 1) {
            if (!hostAndPort.equalsIgnoreCase("localhost")) {
                throw bad(
                        "has a path, which is that of a Unix socket and so belongs to the host localhost without a port");
            }
            return Proxy.unix(kind, socket(rest.substring(end)), user.name(), user.password());
        }
        int portColon = hostAndPort.lastIndexOf(':');
        boolean portGiven = portColon > hostAndPort.lastIndexOf(']');
        String host = host(portGiven ? hostAndPort.substring(0, portColon) : hostAndPort);
        int port = port(portGiven ? hostAndPort.substring(portColon + 1) : "", kind);
        return new Proxy(kind, host, port, user.name(), user.password());
    }

    private Proxy unix(String text) {
        String path = text;
        UserInfo user = UserInfo.NONE;
        if (text.startsWith("//")) {
            String rest = text.substring(2);
            int end = endOfAuthority(rest);
            String authority = rest.substring(0, end);
            int at = authority.lastIndexOf('@');
            if (authority.length() > at + 1 && !authority.substring(at + 1).equalsIgnoreCase("localhost")) {
                throw bad("has a host before the path of its Unix socket");
            }
            user = userInfo(Kind.HTTP, at < 0 ? null : authority.substring(0, at));
            path = rest.substring(end);
        }
        return Proxy.unix(Kind.HTTP, socket(path), user.name(), user.password());
    }

    private static int endOfAuthority(String text) {
        int end = 0;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private Path socket(String encoded) {
        String path = decoded(encoded);
        if (path.length() < 2 || path.charAt(0) != '/') {
            throw bad("has no absolute path of a Unix socket");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw bad("has a path that no file can have");
        }
    }

    private Kind kind(String scheme) {
        if (scheme.equals("socks")) {
            return Kind.SOCKS4;
        }
        for (Kind kind : Kind.values()) {
            if (kind.scheme().equals(scheme)) {
                return kind;
            }
        }
        throw bad("has an unknown scheme");
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

    private int port(String text, Kind kind) {
        if (text.isEmpty()) {
            return kind == Kind.HTTPS ? DEFAULT_TLS_PORT : DEFAULT_PORT;
        }
        int port = SmallNumber.parse(text, 65535);
        if (port < 1) {
            throw bad("has a port that is not a number from 1 to 65535");
        }
        return port;
    }

    private UserInfo userInfo(Kind kind, @Nullable String text) {
        int separator = text == null ? -1 : text.indexOf(':');
        String user = text == null || separator < 0 ? text : text.substring(0, separator);
        String password = text == null || separator < 0 ? null : text.substring(separator + 1);
        return new UserInfo(credential(kind, user), credential(kind, password));
    }

    private @Nullable String credential(Kind kind, @Nullable String encoded) {
        if (encoded == null) {
            return null;
        }
        String credential = decoded(encoded);
        if (credential.chars().anyMatch(Character::isISOControl)) {
            throw bad("has a control character in user name or password");
        }
        if (!kind.http() && credential.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKS_CREDENTIAL) {
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

    /** Decoded. */
    private record UserInfo(@Nullable String name, @Nullable String password) {

        static final UserInfo NONE = new UserInfo(null, null);
    }
}
