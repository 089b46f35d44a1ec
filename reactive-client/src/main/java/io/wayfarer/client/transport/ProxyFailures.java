/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.UnknownHostException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ProxyException.Reason;
import io.wayfarer.client.error.ProxyException.Refusal;
import io.wayfarer.client.error.ProxyTimeoutException;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.client.ProxyTlsException;
import io.wayfarer.protocol.client.TunnelRefusedException;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.socks.SocksException;

/** Says what went wrong with a proxy while a connection through it came about. */
final class ProxyFailures {

    private static final int AUTHENTICATION_REQUIRED = 407;

    private final HopId hop;
    private final Route route;
    private final Proxy proxy;

    ProxyFailures(HopId hop, Route route, Proxy proxy) {
        this.hop = hop;
        this.route = route;
        this.proxy = proxy;
    }

    /** Null when the proxy had no part in it. */
    @Nullable
    HttpExchangeException of(HttpConnectException e) {
        boolean forwards = proxy.forwards(hop.url().secure());
        return switch (e.phase()) {
            case RESOLVE -> e.timedOut() ? null : unknown(e);
            case CONNECT -> e.timedOut() ? null : unreachable(e);
            case TUNNEL -> e.limit() == null ? tunnel(e) : silent(e, e.limit());
            case TLS -> forwards && !e.timedOut() ? tls(e) : null;
            case NEGOTIATE -> forwards ? noWay(e) : null;
        };
    }

    private ConnectionException unknown(Throwable e) {
        return new ConnectionException(
                hop,
                ConnectionException.Reason.UNKNOWN_HOST,
                "the name of the proxy " + proxy + " has no address",
                "Check its spelling and the DNS.",
                e);
    }

    private ProxyException unreachable(Throwable e) {
        return new ProxyException(
                hop,
                Reason.UNREACHABLE,
                "the proxy " + route + " cannot be reached",
                "Start it, or change what chose it.",
                e);
    }

    private ProxyTimeoutException silent(HttpConnectException e, Duration limit) {
        return new ProxyTimeoutException(
                hop,
                limit,
                "the proxy " + route + " opened no way within " + Failures.millis(limit),
                "Check that it is of the kind that its URL says, and whether it reaches "
                        + hop.url().authority() + "; or raise " + ConnectFailures.setting(e, "proxy") + ".",
                e);
    }

    private @Nullable HttpExchangeException tunnel(HttpConnectException e) {
        SocksException socks = Failures.cause(SocksException.class, e);
        if (socks != null) {
            return switch (socks.refusal()) {
                case UNRESOLVED -> null;
                case NO_ACCEPTABLE_METHOD, AUTHENTICATION_FAILED, IDENTIFICATION_FAILED -> credentials(null, e);
                case MALFORMED_ANSWER, CONNECTION_CLOSED, TIMEOUT -> noWay(e);
                default -> refused(socks.refusal().toString(), null, e);
            };
        }
        TunnelRefusedException answer = Failures.cause(TunnelRefusedException.class, e);
        if (answer != null) {
            Refusal refusal = new Refusal(answer.status(), headers(answer.answer()), answer.explanation());
            return answer.status() == AUTHENTICATION_REQUIRED
                    ? credentials(refusal, e)
                    : refused(refusal.toString(), refusal, e);
        }
        if (Failures.cause(ProxyTlsException.class, e) != null) {
            return tls(e);
        }
        return Failures.cause(UnknownHostException.class, e) != null ? null : noWay(e);
    }

    private static HttpHeaders headers(HeaderList answer) {
        HttpHeaders headers = new HttpHeaders();
        for (HeaderField field : answer) {
            if (!field.pseudo()) {
                headers.add(field.name(), field.value());
            }
        }
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    private ProxyException credentials(@Nullable Refusal refusal, Throwable e) {
        return new ProxyException(
                hop,
                Reason.AUTHENTICATION,
                refusal,
                "the proxy " + route + " did not accept the credentials",
                "Give the proxy's user name and password in its URL.",
                e);
    }

    private ProxyException refused(String why, @Nullable Refusal refusal, Throwable e) {
        return new ProxyException(
                hop,
                Reason.REFUSED,
                refusal,
                "the proxy " + route + " would not connect to " + hop.url().authority() + ": " + why,
                "Ask the proxy's log why.",
                e);
    }

    private ProxyException noWay(Throwable e) {
        return new ProxyException(
                hop,
                Reason.UNREACHABLE,
                "the proxy " + route + " did not open a way",
                "Check that it runs and is of the kind that its URL says.",
                e);
    }

    private ProxyException tls(Throwable e) {
        TlsTrouble trouble = TlsTrouble.of(e);
        return trouble.certificate()
                ? new ProxyException(
                        hop,
                        Reason.TLS,
                        "the certificate of the proxy " + route + " is not trusted: " + trouble.reason(),
                        "Trust its issuer for proxies too, by " + Setting.ofClient("proxy.ssl.bundle")
                                + "; or use the name it was made for.",
                        e)
                : new ProxyException(
                        hop,
                        Reason.TLS,
                        "the TLS handshake with the proxy " + route + " failed: " + trouble.reason(),
                        "Check that it speaks TLS on that port; write http:// for one that does not.",
                        e);
    }
}
