/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

/** Why a hop has the URL it has. */
public enum HopReason {
    /** The caller asked for it. */
    USER,
    /** The answer of the hop before pointed to it. */
    REDIRECT,
    /** HTTP Strict Transport Security replaced http by https (RFC 6797 section 8.3). */
    HSTS,
    /** The server asked for credentials, which this hop brings (RFC 9110 section 11). */
    AUTH_CHALLENGE,
    /** The server was too busy for the hop before (429 or 503), and the client is to try again. */
    RETRY,
    /** The alternative that was asked does not answer for the server after all (421, RFC 7838 section 6). */
    MISDIRECTED
}
