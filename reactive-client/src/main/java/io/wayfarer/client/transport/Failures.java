/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.address.AddressRefusal;
import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.PoolTimeoutException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.ResponseTimeoutException;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.error.UnreadTimeoutException;
import io.wayfarer.client.error.VersionException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.HeadTooLargeException;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.error.WriteTimeoutException;

/** Says in the client's words what connections say in theirs. */
final class Failures {

    private final HopId hop;
    private final Route route;
    private final TransportSettings settings;

    Failures(HopId hop, Route route, TransportSettings settings) {
        this.hop = hop;
        this.route = route;
        this.settings = settings;
    }

    /** The typed failure; what is none of the network's doing, such as an error of the request's body, stays itself. */
    Throwable of(Throwable e) {
        if (e instanceof HttpExchangeException) {
            return e;
        }
        AddressGate.RefusedHost refused = cause(AddressGate.RefusedHost.class, e);
        if (refused != null) {
            return blocked(refused.refusals(), e);
        }
        if (e instanceof RequestUpload.BodyFailure failure && failure.getCause() != null) {
            return failure.getCause();
        }
        if (e instanceof InsecureException) {
            return new TlsException(
                    hop,
                    "the request asks that certificates are not verified, and its client does not allow that",
                    "Leave insecure() out, or set " + Setting.ofClient("allow-insecure") + " for tests.",
                    e);
        }
        if (e instanceof NoVersionException none) {
            return new VersionException(hop, String.valueOf(none.getMessage()), none.remedy(), e);
        }
        if (e instanceof HttpConnectException failure) {
            return new ConnectFailures(hop, route).of(failure);
        }
        if (e instanceof ReadTimeoutException silence) {
            return new ResponseTimeoutException(
                    hop,
                    silence.limit(),
                    "no head of an answer: the server was silent for " + millis(silence.limit()),
                    "Raise " + Setting.ofRequest("timeouts.response") + " if that is normal for it.",
                    e);
        }
        if (e instanceof WriteTimeoutException stall) {
            return new io.wayfarer.client.error.WriteTimeoutException(
                    hop,
                    stall.limit(),
                    "the server took nothing more of the request for " + millis(stall.limit()),
                    "Raise " + Setting.ofRequest("timeouts.write") + " if that is normal for it.",
                    e);
        }
        if (e instanceof AnswerUnreadException alone) {
            return new UnreadTimeoutException(
                    hop,
                    alone.limit(),
                    "the answer was neither read nor released for " + millis(alone.limit()) + ", and so was given up",
                    "Read or release every answer; or raise " + Setting.ofRequest("timeouts.unread") + ".",
                    e);
        }
        if (e instanceof PoolExhaustedException) {
            return new PoolTimeoutException(
                    hop,
                    settings.pendingTimeout(),
                    "no connection became free: all " + settings.maxConnectionsPerRoute() + " to "
                            + hop.url().authority() + " are in use (" + e.getMessage() + ")",
                    "Read or release every answer; or raise " + Setting.ofClient("pool.max-connections")
                            + ", max-pending or pending-timeout.",
                    e);
        }
        if (e instanceof PeerProtocolException limit && limit.headTooLarge()) {
            return new ResponseLimitException(
                    hop,
                    ResponseLimitException.Part.HEADERS,
                    settings.maxHeaderBytes(),
                    "the head of the answer is larger than " + settings.maxHeaderBytes() + " bytes or has more than "
                            + settings.maxHeaderFields() + " fields",
                    "Raise " + Setting.ofRequest("limits.headers") + " or header-fields if the server is trusted.",
                    e);
        }
        if (e instanceof HeadTooLargeException tooLarge) {
            return new ProtocolException(
                    hop,
                    "the head of the request has " + tooLarge.size() + " bytes, and the server takes "
                            + tooLarge.limit(),
                    "Send fewer or shorter header fields, cookies among them.",
                    e);
        }
        if (e instanceof PeerProtocolException && e.getCause() instanceof ReadTimeoutException late) {
            return of(late); // a head of HTTP/2 that was begun and did not come whole
        }
        if (e instanceof PeerProtocolException) {
            return new ProtocolException(
                    hop, "the answer is not valid HTTP", "Check that an HTTP server listens there.", e);
        }
        if (e instanceof StreamResetException reset) {
            return closed(
                    "the server gave the exchange up with " + reset.error() + " before the answer was complete", e);
        }
        if (e instanceof ConnectionEndedException || e instanceof ClosedChannelException) {
            return closed("the connection was closed before the answer was complete", e);
        }
        return e;
    }

    /** As {@link #of}, once the head of the answer is there. */
    Throwable ofBody(Throwable e) {
        return e instanceof ReadTimeoutException silence
                ? new io.wayfarer.client.error.ReadTimeoutException(
                        hop,
                        silence.limit(),
                        "the server was silent for " + millis(silence.limit()) + " within the body of its answer",
                        "Raise " + Setting.ofRequest("timeouts.read") + " if that is normal for it.",
                        e)
                : of(e);
    }

    /** Of the look-up of a name that a proxy is going to look up as well. */
    Throwable judged(Throwable e) {
        return e instanceof UnknownHostException ? new ConnectFailures(hop, route).unknownHost(e) : of(e);
    }

    private ConnectionException closed(String what, Throwable e) {
        return new ConnectionException(
                hop,
                ConnectionException.Reason.CLOSED,
                what,
                "Try again if the request may be repeated; look into the server's log if it recurs.",
                e);
    }

    /** A limit of time, in words. */
    static String millis(Duration limit) {
        return limit.toMillis() + " ms";
    }

    private BlockedAddressException blocked(List<AddressRefusal> refusals, Throwable e) {
        String what = refusals.stream().map(AddressRefusal::toString).collect(Collectors.joining(", "));
        return new BlockedAddressException(
                hop,
                refusals,
                what,
                "Let " + Setting.ofClient("addresses.allow")
                        + ", or the filter, have that address if the server may be reached.",
                e);
    }

    /** The first of this type among the throwable and its causes. */
    static <T extends Throwable> @Nullable T cause(Class<T> type, Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
