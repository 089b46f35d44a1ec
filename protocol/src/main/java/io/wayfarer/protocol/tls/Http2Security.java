/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.util.Set;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/** What HTTP/2 demands of the TLS below it (RFC 9113 section 9.2), as far as a session shows it. */
public final class Http2Security {

    private static final Set<String> ADEQUATE = Set.of("TLSv1.2", "TLSv1.3");

    private Http2Security() {}

    /**
     * Why HTTP/2 may not be spoken here: the end that finds out ends the connection with {@code INADEQUATE_SECURITY}.
     *
     * @param session null without TLS, of which nothing is demanded
     * @return null when it may
     */
    public static @Nullable String lacking(@Nullable SSLSession session) {
        return session == null ? null : lacking(session.getProtocol(), session.getCipherSuite());
    }

    static @Nullable String lacking(String protocol, String suite) {
        if (!ADEQUATE.contains(protocol)) {
            return protocol + " below HTTP/2 (RFC 9113 section 9.2; expected: TLS 1.2 or later)";
        }
        return CipherPolicy.prohibitedInHttp2(suite)
                ? suite + " below HTTP/2 (RFC 9113 section 9.2.2 prohibits that cipher suite)"
                : null;
    }
}
