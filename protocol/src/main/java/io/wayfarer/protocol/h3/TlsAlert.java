/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;

/** A server that ends the handshake says why by an alert of TLS (RFC 9001 section 4.8), for which Netty has the number alone. */
final class TlsAlert {

    private TlsAlert() {}

    /** The alert in the words in which the JDK tells one that came by TCP; any other failure as it is. */
    static Throwable told(Throwable failure) {
        if (failure instanceof QuicClosedChannelException closed) {
            QuicConnectionCloseEvent event = closed.event();
            if (event != null && event.isTlsError()) {
                SSLException alert = new SSLHandshakeException(
                        "Received fatal alert: " + name(QuicConnectionCloseEvent.extractTlsError(event.error())));
                alert.initCause(failure);
                return alert;
            }
        }
        return failure;
    }

    /** As RFC 8446 section 6 and the registry of IANA name it. */
    private static String name(int alert) {
        return switch (alert) {
            case 10 -> "unexpected_message";
            case 40 -> "handshake_failure";
            case 42 -> "bad_certificate";
            case 43 -> "unsupported_certificate";
            case 44 -> "certificate_revoked";
            case 45 -> "certificate_expired";
            case 46 -> "certificate_unknown";
            case 47 -> "illegal_parameter";
            case 48 -> "unknown_ca";
            case 49 -> "access_denied";
            case 50 -> "decode_error";
            case 51 -> "decrypt_error";
            case 70 -> "protocol_version";
            case 71 -> "insufficient_security";
            case 80 -> "internal_error";
            case 109 -> "missing_extension";
            case 110 -> "unsupported_extension";
            case 112 -> "unrecognized_name";
            case 116 -> "certificate_required";
            case 120 -> "no_application_protocol";
            default -> String.valueOf(alert);
        };
    }
}
