/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.error.VersionException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.VersionDisagreementException;
import io.wayfarer.protocol.tls.UnpinnedKeyException;

/** Turns what went wrong into curl's number for it and a sentence. */
final class Diagnosis {

    private static final Pattern OTHER_SCHEME =
            Pattern.compile("(?!https?:)[a-z][a-z0-9+.-]*:", Pattern.CASE_INSENSITIVE);

    private final TransferReport report;

    Diagnosis(TransferReport report) {
        this.report = report;
    }

    FetchException of(Throwable e) {
        if (e instanceof FetchException known) {
            return known;
        }
        if (e instanceof Output.WriteException) {
            return failure(ExitCode.WRITE_ERROR, String.valueOf(e.getMessage()), e);
        }
        if (e instanceof TimeoutException || e instanceof HttpTimeoutException) {
            return timeout(e);
        }
        if (e instanceof ConnectionException connection) {
            return connection(connection);
        }
        if (e instanceof BlockedAddressException) { // nothing is denied here but a family, by -4 or -6
            return failure(ExitCode.NO_CONNECTION, String.valueOf(e.getMessage()), e);
        }
        if (e instanceof ProxyException proxy) {
            return proxy(proxy);
        }
        if (e instanceof TlsException tls) {
            return tls(tls.hop().url().authority(), "--cacert names whom to trust, -k trusts anybody", tls);
        }
        if (e instanceof RedirectException redirect) {
            return redirect(redirect);
        }
        if (e instanceof VersionException version) {
            return version(version);
        }
        if (e instanceof ProtocolException) {
            return report.lastRequestAnswered()
                    ? failure(ExitCode.RECEIVE_ERROR, "The body of the answer is not valid HTTP", e)
                    : failure(ExitCode.UNSUPPORTED_PROTOCOL, "The answer is not HTTP/1 or HTTP/2", e);
        }
        if (e instanceof ResponseLimitException) {
            return failure(ExitCode.RECEIVE_ERROR, "Too large response headers", e);
        }
        if (e instanceof IllegalArgumentException) {
            return failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        return failure(ExitCode.RECEIVE_ERROR, "Unexpected failure: " + e, e);
    }

    private FetchException version(VersionException e) {
        if (!e.hop().url().secure()) {
            return failure(ExitCode.MALFORMED_URL, "HTTP/3 requested for non-HTTPS URL", e);
        }
        if (proxy() != null) {
            return failure(ExitCode.MALFORMED_URL, "HTTP/3 is not supported over a proxy", e);
        }
        return causedBy(e, SSLException.class, VersionDisagreementException.class)
                ? failure(ExitCode.TLS_HANDSHAKE, "No version of HTTP was agreed upon: " + rootMessage(e), e)
                : failure(ExitCode.QUIC_CONNECT, rootMessage(e), e);
    }

    private static FetchException tls(String peer, String remedy, Throwable e) {
        if (causedBy(e, UnpinnedKeyException.class)) {
            return failure(ExitCode.PINNED_KEY, "SSL: public key does not match pinned public key", e);
        }
        return causedBy(e, CertificateException.class, CertPathValidatorException.class, CertPathBuilderException.class)
                ? failure(
                        ExitCode.CERTIFICATE,
                        "SSL certificate problem with " + peer + ": " + rootMessage(e) + "; " + remedy,
                        e)
                : failure(ExitCode.TLS_HANDSHAKE, "TLS connect error with " + peer + ": " + rootMessage(e), e);
    }

    private FetchException timeout(Throwable e) {
        return failure(
                ExitCode.TIMEOUT,
                String.format(
                        Locale.ROOT,
                        "Operation timed out after %d milliseconds with %d bytes received",
                        (long) (report.secondsSoFar() * 1000),
                        report.bodyBytes()),
                e);
    }

    private FetchException connection(ConnectionException e) {
        HttpUrl url = e.hop().url();
        Proxy proxy = proxy();
        return switch (e.reason()) {
            case UNKNOWN_HOST ->
                proxy != null && proxy.kind() != Proxy.Kind.SOCKS5 && proxy.kind() != Proxy.Kind.SOCKS4
                        ? failure(ExitCode.PROXY_UNRESOLVED, "Could not resolve proxy: " + proxy.host(), e)
                        : failure(ExitCode.HOST_UNRESOLVED, "Could not resolve host: " + url.host(), e);
            case UNREACHABLE -> noConnection(url.host(), url.port(), e);
            case CLOSED -> closed(e);
        };
    }

    private FetchException closed(ConnectionException e) {
        if (report.lastRequestAnswered()) {
            return failure(ExitCode.PARTIAL_BODY, "transfer closed with outstanding read data remaining", e);
        }
        if (causedBy(e, SSLException.class)) { // TLS 1.3 tells behind the handshake that it misses a certificate
            return failure(ExitCode.RECEIVE_ERROR, "TLS: " + rootMessage(e) + "; -E sends a certificate", e);
        }
        boolean reset = String.valueOf(e.getCause()).toLowerCase(Locale.ROOT).contains("reset");
        return reset
                ? failure(ExitCode.RECEIVE_ERROR, "Recv failure: Connection reset by peer", e)
                : failure(ExitCode.EMPTY_REPLY, "Empty reply from server", e);
    }

    private FetchException proxy(ProxyException e) {
        Proxy proxy = proxy();
        if (e.reason() == ProxyException.Reason.TLS) {
            return tls("the proxy " + proxy, "--proxy-cacert names whom to trust, --proxy-insecure trusts anybody", e);
        }
        boolean socks = proxy != null && !proxy.kind().http();
        boolean handshakeBegun = socks && !rootMessage(e).contains("refused");
        if (e.reason() == ProxyException.Reason.UNREACHABLE && proxy != null && !handshakeBegun) {
            return noConnection(proxy.host(), proxy.port(), e);
        }
        return socks
                ? failure(ExitCode.PROXY_HANDSHAKE, "The SOCKS proxy " + proxy + " opened no way: " + rootMessage(e), e)
                : failure(ExitCode.RECEIVE_ERROR, "CONNECT tunnel failed: " + rootMessage(e), e);
    }

    private FetchException redirect(RedirectException e) {
        return switch (e.reason()) {
            case LIMIT ->
                failure(
                        ExitCode.TOO_MANY_REDIRECTS,
                        "Maximum (" + (report.answers().size() - 1) + ") redirects followed",
                        e);
            case LOOP ->
                failure(
                        ExitCode.TOO_MANY_REDIRECTS,
                        "The redirects lead in a circle: " + String.join(" -> ", e.chain()),
                        e);
            case BAD_LOCATION ->
                failure(
                        otherScheme() ? ExitCode.UNSUPPORTED_PROTOCOL : ExitCode.MALFORMED_URL,
                        "The redirect leads to no URL that can be requested",
                        e);
            case BODY_NOT_REPLAYABLE ->
                failure(
                        ExitCode.NOT_REWOUND,
                        "The redirect wants the body again, and standard input cannot be read again: -T with a file can",
                        e);
            case DOWNGRADE, FORBIDDEN ->
                failure(ExitCode.UNSUPPORTED_PROTOCOL, "The redirect is not followed: " + e.getMessage(), e);
        };
    }

    /** True when the last answer points to something that is not HTTP at all. */
    private boolean otherScheme() {
        String location = Variable.field(report, HttpHeaders.LOCATION).strip();
        return OTHER_SCHEME.matcher(location).lookingAt();
    }

    private @Nullable Proxy proxy() {
        return report.lastRequest().map(request -> request.route().proxy()).orElse(null);
    }

    private static FetchException noConnection(String host, int port, Throwable e) {
        return failure(
                ExitCode.NO_CONNECTION,
                "Failed to connect to " + host + " port " + port + ": Couldn't connect to server",
                e);
    }

    private static boolean causedBy(Throwable e, Class<?>... kinds) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            Throwable cause = t;
            if (Stream.of(kinds).anyMatch(kind -> kind.isInstance(cause))) {
                return true;
            }
        }
        return false;
    }

    /** What the last in the chain of causes says, of those that say anything: the library's own remedies are for programmers. */
    private static String rootMessage(Throwable e) {
        String message = String.valueOf(e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message;
    }

    private static FetchException failure(ExitCode code, String message, Throwable cause) {
        return new FetchException(code, message, cause);
    }
}
