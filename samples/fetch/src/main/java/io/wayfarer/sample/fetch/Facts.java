/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.net.InetSocketAddress;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/** What can be concluded from the report of a transfer. */
final class Facts {

    /** OpenSSL's word for whatever it has no other word for. */
    private static final long UNSPECIFIED = 1;

    private Facts() {}

    /** Of the last answer; 0 without one. */
    static long status(TransferReport report) {
        return answer(report).map(TransportResponse::status).orElse(0);
    }

    private static Optional<TransportResponse> answer(TransferReport report) {
        return report.lastAnswer().map(TransferReport.Answer::response);
    }

    /** What the proxy said to the last CONNECT. What it agreed to is told as 200, be it another 2xx; 0 without one. */
    static long connectStatus(TransferReport report) {
        Optional<ProxyException.Refusal> refusal = report.failure()
                .map(Throwable::getCause)
                .filter(ProxyException.class::isInstance)
                .map(cause -> ((ProxyException) cause).refusal());
        if (refusal.isPresent()) {
            return refusal.get().status();
        }
        Proxy proxy =
                report.lastRequest().map(request -> request.route().proxy()).orElse(null);
        boolean tunnelled = answer(report)
                .map(TransportResponse::times)
                .map(HopTimes::tunnelled)
                .isPresent();
        return proxy != null && proxy.kind().http() && tunnelled ? 200 : 0;
    }

    static String httpVersion(TransferReport report) {
        return answer(report)
                .map(TransportResponse::protocol)
                .map(protocol -> protocol.substring(protocol.indexOf('/') + 1))
                .map(version -> version.equals("1.0") ? "1" : version) // so curl has it
                .orElse("0");
    }

    static Optional<InetSocketAddress> peer(TransferReport report) {
        return answer(report).flatMap(TransportResponse::peer);
    }

    static Optional<InetSocketAddress> own(TransferReport report) {
        return answer(report).flatMap(TransportResponse::localAddress);
    }

    static String ip(Optional<InetSocketAddress> address) {
        return address.map(known -> known.getAddress().getHostAddress()).orElse("");
    }

    static long uploaded(TransferReport report) {
        return report.lastRequest()
                .map(TransportRequest::body)
                .map(body -> Math.max(0, body.length()))
                .orElse(0L);
    }

    /** How many the server has shown. */
    static long certificates(TransferReport report) {
        SSLSession session =
                answer(report).flatMap(TransportResponse::tlsSession).orElse(null);
        try {
            return session == null ? 0 : session.getPeerCertificates().length;
        } catch (SSLPeerUnverifiedException e) {
            return 0;
        }
    }

    /** 0 without TLS, and where the server's certificate was verified. */
    static long verifyResult(TransferReport report) {
        boolean doubtful = answer(report)
                .map(response -> response.tlsSession().isPresent() && !response.authenticated())
                .orElseGet(() -> report.failure().map(FetchException::code).equals(Optional.of(ExitCode.CERTIFICATE)));
        return doubtful ? UNSPECIFIED : 0;
    }

    /** Where a redirect that was not followed leads. */
    static Optional<String> redirectUrl(TransferReport report) {
        return report.lastAnswer()
                .filter(answer -> answer.response().status() / 100 == 3)
                .flatMap(answer -> Optional.ofNullable(
                                answer.response().headers().getFirst(HttpHeaders.LOCATION))
                        .flatMap(answer.request().hop().url()::resolve))
                .map(HttpUrl::href);
    }
}
