/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Timeouts.
 *
 * @param resolve Longest time for the look-up of a name.
 * @param connect Longest time for a TCP connection to come about, all addresses together.
 * @param proxy Longest time for a proxy to lead on to the server.
 * @param tls Longest time for the handshake of TLS or QUIC, and the agreement on a version of HTTP.
 * @param opening Longest time for the whole way to a connection: look-up, TCP or QUIC, proxy and TLS together.
 * @param write Longest silence of a server that takes nothing more of a request.
 * @param response Longest silence of a server before the head of its answer, once the request is sent.
 * @param read Longest silence of a server within the body of its answer.
 * @param answer Longest time for all hops together, up to the head of the last answer.
 * @param exchange Longest time for the whole exchange, the body of the last answer included. Zero for no limit.
 * @param unread How long an answer may be left alone, its body neither begun nor released, before it is given up.
 */
record TimeoutProperties(
        @DefaultValue("5s") Duration resolve,
        @DefaultValue("10s") Duration connect,
        @DefaultValue("10s") Duration proxy,
        @DefaultValue("10s") Duration tls,
        @DefaultValue("1m") Duration opening,
        @DefaultValue("30s") Duration write,
        @DefaultValue("30s") Duration response,
        @DefaultValue("30s") Duration read,
        @DefaultValue("2m") Duration answer,
        @DefaultValue("0s") Duration exchange,
        @DefaultValue("1m") Duration unread) {}
