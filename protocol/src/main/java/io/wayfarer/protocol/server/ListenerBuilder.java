/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.net.StandardProtocolFamily;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Limits;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.tls.ServerTls;

/**
 * Collects what an {@link HttpListener} is to be; each setter rejects what makes no sense, and returns this. Not
 * thread-safe.
 */
public final class ListenerBuilder {

    private final ListenerSettings settings = new ListenerSettings();

    ListenerBuilder() {}

    /** The name or address of an interface of this machine. Default: all interfaces. */
    public ListenerBuilder host(String name) {
        settings.host = name;
        return this;
    }

    /** 0, the default, for one that the system chooses; see {@link HttpListener#port()}. */
    public ListenerBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port: " + number + " (expected: 0 to 65535)");
        }
        settings.port = number;
        return this;
    }

    /** Which addresses of {@link #host} count. Default: the first one. */
    public ListenerBuilder family(StandardProtocolFamily inetOrInet6) {
        if (inetOrInet6 == StandardProtocolFamily.UNIX) {
            throw new IllegalArgumentException("family: UNIX (expected: INET, INET6, or a unixSocket)");
        }
        settings.family = inetOrInet6;
        return this;
    }

    /** Takes no IPv4 on an IPv6 socket; on Linux with Netty's native transport alone. Default: takes it. */
    public ListenerBuilder v6Only() {
        settings.v6Only = true;
        return this;
    }

    /** Listens on a path in place of a port. A socket there that nobody listens on any more is replaced. */
    public ListenerBuilder unixSocket(Path path) {
        settings.path = path;
        settings.pathMode = null;
        return this;
    }

    /** As {@link #unixSocket(Path)}, with permissions such as {@code "rw-rw----"}, from the first moment on. */
    public ListenerBuilder unixSocket(Path path, String permissions) {
        settings.path = path;
        settings.pathMode = PosixFilePermissions.fromString(permissions);
        return this;
    }

    /** Fails when there is a file at the path of the Unix socket already, even if nobody listens on it. */
    public ListenerBuilder keepStaleSocket() {
        settings.unlinkStale = false;
        return this;
    }

    /** SO_REUSEADDR: whether the port may be taken again right after its last user. Default true. */
    public ListenerBuilder reuseAddress(boolean wanted) {
        settings.reuseAddress = wanted;
        return this;
    }

    /** SO_REUSEPORT: whether several sockets may share the port. Default false. */
    public ListenerBuilder reusePort(boolean wanted) {
        settings.reusePort = wanted;
        return this;
    }

    /** How many connections may wait to be taken. Default 1024; the system has its own maximum. */
    public ListenerBuilder backlog(int most) {
        settings.backlog = Bound.atLeast("backlog", 1, most);
        return this;
    }

    /** Most connections at once; further ones wait in the backlog. Default 10,000. */
    public ListenerBuilder maxConnections(int most) {
        settings.maxConnections = Bound.atLeast("maxConnections", 1, most);
        return this;
    }

    /** Whose event loops do the work, and whether they are to be native ones. Default: those that Reactor Netty shares. */
    public ListenerBuilder runOn(LoopResources loops, boolean preferNative) {
        settings.loops = loops;
        settings.preferNative = preferNative;
        return this;
    }

    /** TLS alone; with {@link ServerTls#selfSigned()} for a certificate of its own. */
    public ListenerBuilder tls(ServerTls tls) {
        settings.tls = tls;
        settings.plainBesideTls = false;
        return this;
    }

    /** TLS for who begins with a handshake, plain HTTP for everybody else, on the same port. */
    public ListenerBuilder tlsBesidePlain(ServerTls tls) {
        settings.tls = tls;
        settings.plainBesideTls = true;
        return this;
    }

    /**
     * The versions that are spoken; others are turned away, HTTP/1.0 by 505 where only HTTP/1.1 is spoken. Where only HTTP/1.0
     * is, requests of HTTP/1.1 are taken for that (RFC 9110 section 2.5). What ALPN offers is a matter of {@link ServerTls}.
     * Default {@link ProtocolVersion#overTcp()}.
     *
     * @throws IllegalArgumentException when there is none, or one that TCP does not carry
     */
    public ListenerBuilder versions(Set<ProtocolVersion> spoken) {
        if (spoken.isEmpty() || !ProtocolVersion.overTcp().containsAll(spoken)) {
            throw new IllegalArgumentException("versions: " + spoken + " (expected: at least one, of those over TCP)");
        }
        settings.versions = EnumSet.copyOf(spoken);
        return this;
    }

    public ListenerBuilder connection(ConnectionSettings bounds) {
        settings.connection = bounds;
        return this;
    }

    public ListenerBuilder http2(Http2Settings told) {
        settings.http2 = told;
        return this;
    }

    public ListenerBuilder http2Limits(Http2Limits limits) {
        settings.http2Limits = limits;
        return this;
    }

    /** Longest time from connecting, over TLS, to the first request; zero for no limit. Default 10 s. */
    public ListenerBuilder setupTimeout(Duration limit) {
        settings.setupTimeout = Bound.timeOrNone("setupTimeout", limit);
        return this;
    }

    /** Longest time between streams, after which the connection is closed in order; zero for no limit. Default 60 s. */
    public ListenerBuilder idleTimeout(Duration limit) {
        settings.idleTimeout = Bound.timeOrNone("idleTimeout", limit);
        return this;
    }

    /**
     * Answers a stream: called on the connection's event loop, must not block, and gives a publisher that ends when the
     * answer has. It is cancelled when the connection ends before. When it fails or ends without a whole answer, or the
     * handler throws, the client gets 500 if no head was sent and a reset otherwise, and {@link #onError} is told.
     */
    public ListenerBuilder onStream(Function<? super HttpStream, ? extends Publisher<Void>> handler) {
        settings.onStream = handler;
        return this;
    }

    /** Is told what goes wrong, on an event loop; must not block. Default: the log. */
    public ListenerBuilder onError(Consumer<? super ListenerFailure> handler) {
        settings.onError = handler;
        return this;
    }

    /**
     * Listens. Each subscription opens a socket of its own.
     *
     * @return fails with an {@link java.io.IOException}, mostly a {@link java.net.BindException}, when that is not possible
     */
    public Mono<HttpListener> bind() {
        return HttpListener.bind(settings.copy());
    }
}
