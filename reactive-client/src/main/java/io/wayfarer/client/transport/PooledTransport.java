/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Set;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * Hops on connections of {@link io.wayfarer.protocol.connection.HttpConnection}, which are kept for each origin and route
 * and used again.
 *
 * <p>Over TLS HTTP/2 is spoken where the server offers it, else HTTP/1.1; http without TLS is HTTP/1.1: unless the settings, or a
 * request, say {@linkplain TransportSettings#versions() which versions} it may be. A request to a proxy
 * for an http URL names the whole URL, everything else goes through a tunnel. The transport begins an exchange on the
 * caller's event loop when that is one of its own, which are those of Reactor Netty's HTTP clients and servers.
 */
public final class PooledTransport implements Transport, Disposable {

    /** What is left to be said before the connection is the caller's. */
    private static final Set<ProtocolVersion> OF_TUNNELS = Set.of(ProtocolVersion.HTTP_1_1);

    private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");

    private final TransportSettings settings;
    private final Loops loops;
    private final Sweep sweep;
    private final ProxyLogin proxyLogin = new ProxyLogin();
    private final Connectors connectors;
    private final Alternatives alternatives;
    private final FailOver failOver;
    private final @Nullable AddressGate gate;
    private final Endpoints endpoints;
    private volatile boolean disposed;

    public PooledTransport(TransportSettings settings) {
        this.settings = settings;
        this.gate = AddressGate.of(settings.addresses());
        this.connectors = new Connectors(settings, proxyLogin, dialer -> pool(dialer, true));
        this.endpoints = new Endpoints(this::made);
        this.alternatives = new Alternatives(
                connectors, dialer -> pool(dialer, true), settings.tls().verifies());
        this.failOver = new FailOver(new DeadProxies(settings.proxyBackOff(), System::nanoTime));
        this.loops = new Loops(connectors.loops());
        this.sweep = new Sweep(loops, settings.idleTimeout());
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return request.route().proxy() == null
                ? byOneWay(request)
                : failingOver(request.by(beforeProxies(request.hop().url(), request.route())), this::byOneWay);
    }

    /** Unix sockets are reached directly, whatever the route says. */
    private Route beforeProxies(HttpUrl url, Route route) {
        return route.proxy() == null
                ? route
                : settings.sockets()
                        .unixSocket(url.host(), url.port())
                        .map(socket -> new Route(null, "the Unix socket " + socket))
                        .orElse(route);
    }

    /**
     * Goes the ways of the request's route one after another, until one of them leads on; with a single way, that.
     *
     * @param each is given the request with one way
     */
    public Mono<TransportResponse> failingOver(TransportRequest request, Transport each) {
        return request.route().failsOver() ? failOver.exchange(request, each) : each.exchange(request);
    }

    private Mono<TransportResponse> byOneWay(TransportRequest request) {
        if (request.hop().method().equals(CONNECT)) {
            return tunnel(request);
        }
        Proxy proxy = request.route().proxy();
        Mono<TransportResponse> exchange = proxy != null && ProxyLogin.concerns(request)
                ? proxyLogin.forwarded(proxy, request, each -> new PooledMono(this, each))
                : new PooledMono(this, request);
        return gate != null && gate.looksUp(proxy)
                ? lookedUp(gate, request.hop(), request.route()).then(exchange)
                : exchange;
    }

    /** What was said so far was for whoever opens tunnels; the bytes that follow are the caller's. */
    private Mono<TransportResponse> tunnel(TransportRequest request) {
        return connect(request.hop(), request.route(), request.options().connection())
                .flatMap(HttpConnection::takeChannel)
                .<TransportResponse>map(channel -> OpenTunnel.on(channel, this, request))
                // Cancelled amid the handing over, which is then nobody's to close.
                .doOnDiscard(
                        HttpConnection.class, unclaimed -> unclaimed.close().subscribe())
                .doOnDiscard(Channel.class, Channel::close);
    }

    private Mono<Void> lookedUp(AddressGate judge, HopId hop, Route route) {
        return judge.checkAll(hop.url(), connectors).onErrorMap(e -> new Failures(hop, route, settings).judged(e));
    }

    /**
     * A connection of HTTP/1.1 to the URL's origin by the route's first way, tunnelled through whatever proxy there is. It belongs to the
     * caller, who closes it; the limits on connections do not count it.
     *
     * @return fails as {@link #exchange} does
     */
    public Mono<HttpConnection> connect(HopId hop, Route chosen) {
        return connect(hop, chosen, ConnectionWishes.NONE);
    }

    private Mono<HttpConnection> connect(HopId hop, Route chosen, ConnectionWishes wishes) {
        Route route = beforeProxies(hop.url(), chosen);
        Mono<Void> judged = gate != null && gate.looksUp(route.proxy()) ? lookedUp(gate, hop, route) : Mono.empty();
        return judged.then(Mono.defer(() -> {
                    HttpUrl url = hop.url();
                    check(url, route, wishes);
                    return connectors
                            .dialer(EndpointKey.unforwarded(url, route.proxy(), wishes), OF_TUNNELS)
                            .dial(loops.get(anyLoop()), settings.timeouts().connectLimits());
                }))
                .onErrorMap(e -> failure(hop, route, e));
    }

    private int anyLoop() {
        int here = loops.current();
        return here < 0 ? loops.next() : here;
    }

    /** By the route's first way. They are closed after {@link TransportSettings#idleTimeout()} as any other. */
    @Override
    public Mono<Void> warmUp(TransportRequest request, int connections) {
        Bound.atLeast("connections", 1, connections);
        HopId hop = request.hop();
        TransportRequest first = request.by(beforeProxies(hop.url(), request.route()));
        Mono<Void> judged =
                gate != null && gate.looksUp(first.route().proxy()) ? lookedUp(gate, hop, first.route()) : Mono.empty();
        return judged.then(Mono.defer(() -> WarmUp.of(endpoint(first).pool(), connections)))
                .onErrorMap(e -> failure(hop, first.route(), e));
    }

    @Override
    public PoolUse use() {
        return endpoints.use().plus(new PoolUse(0, 0, sweep.evictions().sum()));
    }

    /** The typed failure for what the network signals on a hop before the head of the answer is there. */
    public Throwable failure(HopId hop, Route route, Throwable e) {
        return new Failures(hop, route, settings).of(e);
    }

    /** The typed failure for what the network signals once the head of the answer is there. */
    Throwable bodyFailure(HopId hop, Route route, Throwable e) {
        return new Failures(hop, route, settings).ofBody(e);
    }

    /** Whether the servers' certificates are verified. */
    public boolean verifiesServers() {
        return settings.tls().verifies();
    }

    TransportSettings settings() {
        return settings;
    }

    Loops loops() {
        return loops;
    }

    Alternatives alternatives() {
        return alternatives;
    }

    /** @throws RuntimeException when the request may not go there */
    Endpoint endpoint(TransportRequest request) {
        HttpUrl url = request.hop().url();
        Route route = request.route();
        ConnectionWishes wishes = request.options().connection();
        if (disposed) {
            throw new IllegalStateException("The transport is closed; make a new one, or close it later.");
        }
        check(url, route, wishes);
        return endpoints.at(shared(EndpointKey.of(url, route.proxy(), wishes)));
    }

    /** Requests for versions that come to what the client offers anyway share its connections. */
    private EndpointKey shared(EndpointKey wished) {
        Versions own = wished.wishes().versions();
        return own != null
                        && own.offeredTo(wished, settings)
                                .equals(settings.allowed().offeredTo(wished, settings))
                ? wished.wishing(wished.wishes().versions(null))
                : wished;
    }

    private void check(HttpUrl url, Route route, ConnectionWishes wishes) {
        if (wishes.insecure() && !settings.allowsInsecure()) {
            throw new InsecureException();
        }
        if (gate != null) {
            gate.check(url, route);
        }
    }

    /** @throws NoVersionException where none of the versions that may be spoken can be */
    private Endpoint made(EndpointKey key) {
        Versions allowed = key.wishes().versionsOr(settings.allowed());
        Set<ProtocolVersion> offered = allowed.offeredTo(key, settings);
        if (offered.isEmpty()) {
            throw NoVersionException.on(key, allowed);
        }
        Proxy forwarder = key.forwarding() ? key.proxy() : null;
        Dialer dialer = forwarder != null
                ? connectors.toForwarder(forwarder, key.wishes(), offered)
                : connectors.dialer(key, offered);
        boolean authenticated =
                key.secure() && !key.wishes().insecure() && settings.tls().verifies();
        return new Endpoint(
                forwarder, authenticated, pool(dialer, offered.stream().anyMatch(ProtocolVersion::multiplexed)));
    }

    private ConnectionPool pool(Dialer dialer, boolean versionIsNegotiated) {
        return new ConnectionPool(loops, PoolLimits.of(settings), dialer, sweep, versionIsNegotiated);
    }

    /** Closes idle connections; exchanges under way end as they would. */
    @Override
    public void dispose() {
        disposed = true;
        endpoints.dispose();
        connectors.dispose();
        alternatives.dispose();
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }
}
