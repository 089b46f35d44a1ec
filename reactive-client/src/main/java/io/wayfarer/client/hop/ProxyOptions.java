/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.Tokens;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/**
 * How an HTTP proxy is used, beyond where it is. Immutable.
 *
 * <pre>{@code
 * Proxy proxy = ProxyUrl.parse("outer proxy", "https://proxy.example:3129")
 *         .with(ProxyOptions.NONE.tunnellingAlways().withField("X-Team", "crm"));
 * }</pre>
 *
 * @param fields sent to the proxy alone: with CONNECT, and with whole URLs, which it should not pass on
 * @param tunnelsAlways whether http goes through a tunnel too, as https does
 * @param http2 whether the proxy is spoken to in HTTP/2, with all tunnels through one connection (RFC 9113 section 8.5):
 *     where it agrees by ALPN, or at once where there is no TLS to the proxy
 * @param digestOnly whether the proxy never learns the password itself, as it does by Basic
 * @param preProxy a SOCKS proxy through which this one is reached; null for none
 */
public record ProxyOptions(
        HeaderList fields,
        boolean tunnelsAlways,
        boolean http2,
        boolean digestOnly,
        @Nullable Proxy preProxy) {

    /** What a proxy's URL says, and no more. */
    public static final ProxyOptions NONE = new ProxyOptions(HeaderList.empty(), false, false, false, null);

    public ProxyOptions {
        for (HeaderField field : fields) {
            check(field);
        }
        if (preProxy != null && preProxy.kind().http()) {
            throw new IllegalArgumentException("proxy before the proxy: " + preProxy + " (expected: a SOCKS proxy)");
        }
    }

    private static void check(HeaderField field) {
        if (!Tokens.isToken(field.name())) {
            throw new IllegalArgumentException("proxy header: a name that is no token (RFC 9110 section 5.6.2)");
        }
        if (!Tokens.isFieldValue(field.value())) {
            throw new IllegalArgumentException(
                    "proxy header " + field.name()
                            + ": its value holds a control character, or one beyond U+00FF (expected: neither, RFC 9110 section 5.5)");
        }
        for (String own : new String[] {"Host", "Content-Length", "Transfer-Encoding"}) {
            if (own.equalsIgnoreCase(field.name())) {
                throw new IllegalArgumentException("proxy header " + own + ": the client sets it itself");
            }
        }
    }

    /**
     * With one more field for the proxy.
     *
     * @throws IllegalArgumentException when a request cannot carry it
     */
    public ProxyOptions withField(String name, String value) {
        return new ProxyOptions(
                fields.toBuilder().add(name, value).build(), tunnelsAlways, http2, digestOnly, preProxy);
    }

    /** With a tunnel for http too. */
    public ProxyOptions tunnellingAlways() {
        return new ProxyOptions(fields, true, http2, digestOnly, preProxy);
    }

    /** With HTTP/2 to the proxy. */
    public ProxyOptions speakingHttp2() {
        return new ProxyOptions(fields, tunnelsAlways, true, digestOnly, preProxy);
    }

    /** With the password told by Digest alone, when the proxy asks (RFC 7616). */
    public ProxyOptions answeringByDigestOnly() {
        return new ProxyOptions(fields, tunnelsAlways, http2, true, preProxy);
    }

    /**
     * With a SOCKS proxy on the way to this one.
     *
     * @throws IllegalArgumentException when it is of another kind
     */
    public ProxyOptions behind(Proxy first) {
        return new ProxyOptions(fields, tunnelsAlways, http2, digestOnly, first);
    }
}
