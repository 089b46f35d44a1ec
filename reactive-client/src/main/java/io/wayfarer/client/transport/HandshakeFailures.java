/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.HttpTimeoutException.Phase;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;

/** Says in the client's words what Netty and the platform say in theirs. */
final class HandshakeFailures {

    private HandshakeFailures() {}

    /** The typed failure; what is none of the network's doing, such as an error of the request's body, stays itself. */
    static Throwable of(HopId hop, Route route, TransportSettings settings, Throwable e) {
        if (e instanceof HttpExchangeException) {
            return e;
        }
        if (e instanceof AddressGate.RefusedAddress refused) {
            return AddressGate.failure(hop, refused);
        }
        String server = hop.url().authority();
        ProxyConnectException refusal = cause(ProxyConnectException.class, e);
        if (refusal != null) {
            return proxy(hop, route, refusal);
        }
        if (e instanceof ConnectTimeoutException) {
            return new HttpTimeoutException(
                    hop,
                    Phase.CONNECT,
                    "no connection within " + settings.connectTimeout().toMillis() + " ms",
                    "Check the address, or raise wayfarer.client.timeouts.connect.",
                    e);
        }
        if (e instanceof UnknownHostException unknown) {
            return new ConnectionException(
                    hop,
                    ConnectionException.Reason.UNKNOWN_HOST,
                    "the name "
                            + (ofProxy(unknown, route)
                                    ? "of the proxy " + route.proxy()
                                    : hop.url().host()) + " has no address",
                    "Check its spelling and the DNS.",
                    e);
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return route.proxy() != null
                    ? new ProxyException(
                            hop,
                            ProxyException.Reason.UNREACHABLE,
                            "the proxy " + route + " cannot be reached",
                            "Start it, or change what chose it.",
                            e)
                    : new ConnectionException(
                            hop,
                            ConnectionException.Reason.UNREACHABLE,
                            "the connection to " + server + " was refused",
                            "Check that a server listens there, and on which port.",
                            e);
        }
        if (e instanceof SslHandshakeTimeoutException) {
            return new HttpTimeoutException(
                    hop, Phase.TLS, "no TLS handshake in time", "Check that the port speaks TLS.", e);
        }
        if (cause(SSLException.class, e) != null) {
            return tlsFailure(hop, e);
        }
        if (e instanceof ReadTimeoutException) {
            return new HttpTimeoutException(
                    hop,
                    Phase.RESPONSE,
                    "the server was silent for " + settings.responseTimeout().toMillis() + " ms",
                    "Raise wayfarer.client.timeouts.response if that is normal for it.",
                    e);
        }
        if (e instanceof PoolAcquireTimeoutException || e instanceof PoolAcquirePendingLimitException) {
            return new HttpTimeoutException(
                    hop,
                    Phase.POOL,
                    "no connection became free: all " + settings.maxConnectionsPerRoute() + " to " + server
                            + " are in use",
                    "Read or release every answer; or raise wayfarer.client.pool.max-connections.",
                    e);
        }
        if (e instanceof TooLongFrameException) {
            return new ResponseLimitException(
                    hop,
                    ResponseLimitException.Part.HEADERS,
                    settings.maxHeaderBytes(),
                    "the head of the answer is larger than " + settings.maxHeaderBytes() + " bytes",
                    "Raise wayfarer.client.limits.headers if the server is trusted.",
                    e);
        }
        if (e instanceof PrematureCloseException
                || e instanceof ClosedChannelException
                || e instanceof SocketException
                || e.getClass().getName().endsWith("NativeIoException")) {
            return new ConnectionException(
                    hop,
                    ConnectionException.Reason.CLOSED,
                    "the connection was closed before the answer was complete",
                    "Try again if the request may be repeated; look into the server's log if it recurs.",
                    e);
        }
        if (e instanceof DecoderException || fromCodec(e)) {
            return new ProtocolException(
                    hop, "the answer is not valid HTTP", "Check that an HTTP server listens there.", e);
        }
        return e;
    }

    /** Whose name it is only the message tells: with SOCKS 5 it may be the server's. */
    private static boolean ofProxy(UnknownHostException e, Route route) {
        return route.proxy() != null
                && String.valueOf(e.getMessage()).contains(route.proxy().host());
    }

    private static boolean fromCodec(Throwable e) {
        StackTraceElement[] stack = e.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith("io.netty.handler.codec.");
    }

    private static ProxyException proxy(HopId hop, Route route, Throwable e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        if (message.contains("407") || message.contains("authStatus")) {
            return new ProxyException(
                    hop,
                    ProxyException.Reason.AUTHENTICATION,
                    "the proxy " + route + " did not accept the credentials",
                    "Give the proxy's user name and password in its URL.",
                    e);
        }
        boolean refused = message.contains("status:");
        return refused
                ? new ProxyException(
                        hop,
                        ProxyException.Reason.REFUSED,
                        "the proxy " + route + " would not connect to "
                                + hop.url().authority(),
                        "Ask the proxy's log why.",
                        e)
                : new ProxyException(
                        hop,
                        ProxyException.Reason.UNREACHABLE,
                        "the proxy " + route + " did not open a way",
                        "Check that it runs and is of the kind that its URL says.",
                        e);
    }

    /** The first of this type among the throwable and its causes. */
    private static <T extends Throwable> @Nullable T cause(Class<T> type, Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static TlsException tlsFailure(HopId hop, Throwable e) {
        boolean certificate = false;
        String reason = "";
        for (Throwable t = e; t != null; t = t.getCause()) {
            certificate |= t instanceof java.security.cert.CertificateException
                    || t instanceof java.security.cert.CertPathValidatorException
                    || t instanceof java.security.cert.CertPathBuilderException;
            reason = t.getMessage() == null ? reason : t.getMessage();
        }
        return certificate
                ? new TlsException(
                        hop,
                        "the certificate of " + hop.url().authority() + " is not trusted: " + reason,
                        "Add its issuer to the client's trust store (an SSL bundle), or use the name it was made for.",
                        e)
                : new TlsException(
                        hop,
                        "the TLS handshake with " + hop.url().authority() + " failed: " + reason,
                        "Check that the port speaks TLS, and which versions.",
                        e);
    }
}
