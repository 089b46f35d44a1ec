/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.BindException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.List;

import org.springframework.core.NestedExceptionUtils;

import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.ConnectTimeoutException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResolveTimeoutException;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.error.TlsTimeoutException;
import io.wayfarer.client.error.VersionException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.client.RefusedAddressException;
import io.wayfarer.protocol.client.VersionDisagreementException;
import io.wayfarer.protocol.tls.UnpinnedKeyException;

/** Says why no connection came about, in the client's words. */
final class ConnectFailures {

    /** The alert of RFC 7301 section 3.2, as the JDK names it. */
    private static final String NO_COMMON_PROTOCOL = "no_application_protocol";

    private final HopId hop;
    private final Route route;

    ConnectFailures(HopId hop, Route route) {
        this.hop = hop;
        this.route = route;
    }

    HttpExchangeException of(HttpConnectException e) {
        RefusedAddressException refused = Failures.cause(RefusedAddressException.class, e);
        if (refused != null) {
            return otherFamily(refused, e);
        }
        Proxy proxy = route.proxy();
        if (proxy != null) {
            HttpExchangeException itsOwn = new ProxyFailures(hop, route, proxy).of(e);
            if (itsOwn != null) {
                return itsOwn;
            }
        }
        Duration limit = e.limit();
        if (limit != null) {
            return slow(e, limit);
        }
        return switch (e.phase()) {
            case RESOLVE, TUNNEL -> unknownHost(e);
            case CONNECT -> unreachable(e);
            case TLS -> tls(e);
            case NEGOTIATE ->
                e.getCause() instanceof VersionDisagreementException disagreement
                        ? disagreed(String.valueOf(disagreement.getMessage()), e)
                        : new ProtocolException(
                                hop,
                                "no version of HTTP was agreed upon: " + e.getMessage(),
                                "Check that an HTTP server listens there.",
                                e);
        };
    }

    private HttpTimeoutException slow(HttpConnectException e, Duration limit) {
        Proxy proxy = route.proxy();
        return switch (e.phase()) {
            case RESOLVE ->
                new ResolveTimeoutException(
                        hop,
                        limit,
                        "the name " + (proxy == null ? hop.url().host() : "of the proxy " + proxy)
                                + " was not looked up within " + Failures.millis(limit),
                        "Check the DNS, or raise " + setting(e, "resolve") + ".",
                        e);
            case CONNECT, TUNNEL ->
                new ConnectTimeoutException(
                        hop,
                        limit,
                        "no connection to " + (proxy == null ? hop.url().authority() : "the proxy " + proxy)
                                + " within " + Failures.millis(limit),
                        "Check the address, or raise " + setting(e, "connect") + ".",
                        e);
            case TLS, NEGOTIATE ->
                new TlsTimeoutException(
                        hop,
                        limit,
                        "no TLS handshake with " + hop.url().authority() + " within " + Failures.millis(limit),
                        "Check that the port speaks TLS, or raise " + setting(e, "tls") + ".",
                        e);
        };
    }

    /** What has run out. */
    static String setting(HttpConnectException e, String step) {
        return Setting.ofRequest("timeouts." + (e.timedOutAltogether() ? "opening" : step));
    }

    ConnectionException unknownHost(Throwable e) {
        return new ConnectionException(
                hop,
                ConnectionException.Reason.UNKNOWN_HOST,
                "the name " + hop.url().host() + " has no address",
                "Check its spelling and the DNS.",
                e);
    }

    private ConnectionException unreachable(Throwable e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // The network's failures have few types of their own; the words are those of the operating system.
        if (cause instanceof NoRouteToHostException || why.contains("unreachable")) {
            return unreachable(
                    " failed, because no route leads there",
                    "Check the address, and the routes and firewalls between here and there.",
                    e);
        } else if (cause instanceof BindException || why.contains("assign requested address")) {
            return unreachable(
                    " failed: " + why, "Check the own addresses and ports to connect from; all may be in use.", e);
        }
        return unreachable(
                why.contains("refused") ? " was refused" : " failed: " + why,
                "Check that a server listens there, and on which port.",
                e);
    }

    private ConnectionException unreachable(String what, String remedy, Throwable e) {
        return new ConnectionException(
                hop,
                ConnectionException.Reason.UNREACHABLE,
                "the connection to " + hop.url().authority() + what,
                remedy,
                e);
    }

    private VersionException disagreed(String what, Throwable e) {
        return new VersionException(hop, what, "Allow a version of HTTP that the server speaks.", e);
    }

    private HttpExchangeException tls(Throwable e) {
        UnpinnedKeyException unpinned = Failures.cause(UnpinnedKeyException.class, e);
        if (unpinned != null) {
            return new TlsException(
                    hop,
                    String.valueOf(unpinned.getMessage()),
                    "Pin that key too if it is the server's new one; if it is not, somebody else answers for the server.",
                    e);
        }
        TlsTrouble trouble = TlsTrouble.of(e);
        if (trouble.reason().contains(NO_COMMON_PROTOCOL)) {
            return disagreed("the server speaks none of the versions that were offered", e);
        }
        return trouble.certificate()
                ? new TlsException(
                        hop,
                        "the certificate of " + hop.url().authority() + " is not trusted: " + trouble.reason(),
                        "Add its issuer to the client's trust store (an SSL bundle), or use the name it was made for.",
                        e)
                : new TlsException(
                        hop,
                        "the TLS handshake with " + hop.url().authority() + " failed: " + trouble.reason(),
                        "Check that the port speaks TLS, and which versions.",
                        e);
    }

    private BlockedAddressException otherFamily(RefusedAddressException refused, Throwable e) {
        return new BlockedAddressException(
                hop,
                List.of(),
                String.valueOf(refused.getMessage()),
                "Use the other family too, or a server that has an address of this one.",
                e);
    }
}
