/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.AddressUtils;
import reactor.netty.transport.ProxyProvider;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Hops over Reactor Netty's {@link HttpClient}, whose own redirects, cookies and proxies stay off.
 *
 * <p>One pool for all routes; the clients that share it are made once per route, because a client with fresh options
 * has, silently, a pool of its own. Closing it closes the idle connections.
 */
public final class ReactorNettyTransport implements Transport, Disposable {

    /** So many proxies are remembered; past that the map starts anew, which costs look-ups and pools, not answers. */
    private static final int MOST_PROXIES = 256;

    /** A silent DNS server is asked about so often before a name counts as unknown; see the connect timeout. */
    private static final int QUERIES_A_NAME = 4;

    /** A proxy's name is looked up again after this time. */
    private static final Duration PROXY_ADDRESS_AGE = Duration.ofMinutes(1);

    private final TransportSettings settings;
    private final ConnectionProvider pool;
    private final HttpClient plain;
    private final HttpClient secure;
    private final @Nullable AddressGate gate;
    private final Mono<HttpClient> plainDirect;
    private final Mono<HttpClient> secureDirect;
    private final HttpClient secureHandshake;
    private final Map<ProxiedRoute, Mono<HttpClient>> proxied = new ConcurrentHashMap<>();

    private record ProxiedRoute(Proxy proxy, HttpClient client, boolean tunnel) {}

    public ReactorNettyTransport(TransportSettings settings) {
        this.settings = settings;
        this.pool = ConnectionProvider.builder("wayfarer")
                .maxConnections(settings.maxConnectionsPerRoute())
                .pendingAcquireMaxCount(settings.maxPending() == 0 ? -1 : settings.maxPending())
                .pendingAcquireTimeout(settings.pendingTimeout())
                .maxIdleTime(settings.idleTimeout())
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(settings.maxConnectionsPerRoute())
                        .strictConnectionReuse(true)
                        .build())
                .lifo()
                .build();
        this.plain = HttpClient.create(pool)
                .followRedirect(false)
                .noProxy()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .resolver(dns -> dns.queryTimeout(settings.connectTimeout().dividedBy(QUERIES_A_NAME)))
                .responseTimeout(settings.responseTimeout())
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(settings.maxHeaderBytes()));
        this.secure = Tls.applied(plain, settings, settings.http2());
        this.secureHandshake = Tls.applied(plain, settings, false);
        this.gate = settings.addresses() == null ? null : new AddressGate(settings.addresses());
        this.plainDirect = Mono.just(plain);
        this.secureDirect = Mono.just(secure);
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        HopId hop = request.hop();
        HttpUrl url = hop.url();
        return clientFor(request.route(), url)
                .flatMap(client -> exchange(client, request))
                .onErrorMap(e -> Failures.of(hop, request.route(), settings, e));
    }

    private Mono<TransportResponse> exchange(HttpClient client, TransportRequest request) {
        HttpUrl url = request.hop().url();
        HttpClient target = gated(client, url, request.route());
        if (!throughAbsoluteForm(request.route(), url)) {
            InetSocketAddress address = address(url.host(), url.port(), false);
            target = target.remoteAddress(() -> address);
        }
        return target.request(HttpMethod.valueOf(request.hop().method().name()))
                .uri(url.requestTarget())
                .send((outgoing, outbound) -> send(outgoing, outbound, request))
                .responseConnection((answer, connection) -> Mono.just((TransportResponse) new ReactorNettyResponse(
                        request,
                        settings,
                        answer,
                        connection,
                        url.secure() && settings.tls().verifies())))
                .next();
    }

    private Publisher<Void> send(HttpClientRequest outgoing, NettyOutbound outbound, TransportRequest request) {
        // Reactor Netty has filled in Host, User-Agent and Accept by now; what goes out is what the request says.
        HttpHeaders headers =
                outgoing.requestHeaders().remove(HttpHeaderNames.USER_AGENT).remove(HttpHeaderNames.ACCEPT);
        headers.set(HttpHeaderNames.HOST, request.hop().url().authority());
        request.headers().forEach(headers::set);
        RequestBody body = request.body();
        MediaType mediaType = body.mediaType();
        if (mediaType != null && !headers.contains(HttpHeaderNames.CONTENT_TYPE)) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, mediaType.toString());
        }
        if (body.length() >= 0 && (!body.absent() || anticipatesBody(request.hop()))) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        }
        if (body.absent()) {
            return outbound;
        }
        if (body.length() < 0) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return outbound.send(Flux.from(body.content()).map(ReactorNettyTransport::toByteBuf));
    }

    private static ByteBuf toByteBuf(org.springframework.core.io.buffer.DataBuffer buffer) {
        return buffer.readableByteCount() == 0 ? Unpooled.EMPTY_BUFFER : NettyDataBufferFactory.toByteBuf(buffer);
    }

    /** Methods whose semantics foresee a body say so when there is none (RFC 9110 section 8.6). */
    private static boolean anticipatesBody(HopId hop) {
        String method = hop.method().name();
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private static boolean throughAbsoluteForm(Route route, HttpUrl url) {
        return route.proxy() != null && route.proxy().kind() == Proxy.Kind.HTTP && !url.secure();
    }

    private Mono<HttpClient> clientFor(Route route, HttpUrl url) {
        Proxy proxy = route.proxy();
        if (proxy == null) {
            return url.secure() ? secureDirect : plainDirect;
        }
        boolean tunnel = !throughAbsoluteForm(route, url);
        return through(new ProxiedRoute(proxy, url.secure() ? secure : plain, tunnel));
    }

    /**
     * A client for an opening handshake (RFC 6455 section 4.1), aimed at the URL by the route: HTTP/1.1, and a tunnel
     * through whatever proxy there is. It shares TLS settings, time limits and event loops with the hops.
     */
    public Mono<HttpClient> handshakeClient(HttpUrl url, Route route) {
        HttpClient client = url.secure() ? secureHandshake : plain;
        InetSocketAddress address = address(url.host(), url.port(), false);
        Mono<HttpClient> chosen =
                route.proxy() == null ? Mono.just(client) : through(new ProxiedRoute(route.proxy(), client, true));
        return chosen.map(aimless -> gated(aimless, url, route).remoteAddress(() -> address));
    }

    private HttpClient gated(HttpClient client, HttpUrl url, Route route) {
        if (gate == null) {
            return client;
        }
        if (route.proxy() == null) {
            return gate.before(client);
        }
        gate.checkLiteral(url);
        return client;
    }

    /** Whether the servers' certificates are verified. */
    public boolean verifiesServers() {
        return settings.tls().verifies();
    }

    /** The typed failure for what Netty signals on a hop. */
    public Throwable failure(HopId hop, Route route, Throwable e) {
        return Failures.of(hop, route, settings, e);
    }

    private Mono<HttpClient> through(ProxiedRoute route) {
        if (proxied.size() > MOST_PROXIES) {
            proxied.clear();
        }
        return proxied.computeIfAbsent(route, this::clientThrough);
    }

    private Mono<HttpClient> clientThrough(ProxiedRoute route) {
        Proxy proxy = route.proxy();
        if (!route.tunnel()) {
            InetSocketAddress address = address(proxy.host(), proxy.port(), false);
            AbsoluteForm absoluteForm = new AbsoluteForm(proxy);
            return Mono.just(route.client()
                    .remoteAddress(() -> address)
                    .doOnChannelInit((observer, channel, remote) -> absoluteForm.addTo(channel.pipeline())));
        }
        // Reactor Netty looks a proxy's name up while it builds the configuration, which blocks; so it is done here.
        return Mono.fromCallable(() -> resolved(proxy))
                .subscribeOn(Schedulers.boundedElastic())
                .map(address -> tunnel(route, address))
                .cache(client -> PROXY_ADDRESS_AGE, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    private HttpClient tunnel(ProxiedRoute route, InetSocketAddress address) {
        Proxy proxy = route.proxy();
        HttpClient client = route.client();
        if (proxy.kind() == Proxy.Kind.SOCKS5) {
            client = client.resolver(io.netty.resolver.DefaultAddressResolverGroup.INSTANCE);
        }
        return client.proxy(spec -> {
            ProxyProvider.Builder builder = spec.type(kind(proxy.kind())).socketAddress(address);
            builder.connectTimeoutMillis(settings.connectTimeout().toMillis());
            String userName = proxy.userName();
            String password = proxy.password();
            if (userName != null) {
                builder.username(userName);
                builder.password(name -> password == null ? "" : password);
            }
        });
    }

    private static ProxyProvider.Proxy kind(Proxy.Kind kind) {
        return switch (kind) {
            case HTTP -> ProxyProvider.Proxy.HTTP;
            case SOCKS4A -> ProxyProvider.Proxy.SOCKS4;
            case SOCKS5, SOCKS5H -> ProxyProvider.Proxy.SOCKS5;
        };
    }

    private static InetSocketAddress resolved(Proxy proxy) throws UnknownHostException {
        InetSocketAddress address = address(proxy.host(), proxy.port(), true);
        if (address.isUnresolved()) {
            throw new UnknownHostException(proxy.host());
        }
        return address;
    }

    private static InetSocketAddress address(String host, int port, boolean resolved) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return resolved ? AddressUtils.createResolved(bare, port) : AddressUtils.createUnresolved(bare, port);
    }

    /** Closes idle connections; exchanges under way end as they would. */
    @Override
    public void dispose() {
        pool.dispose();
    }

    @Override
    public boolean isDisposed() {
        return pool.isDisposed();
    }
}
