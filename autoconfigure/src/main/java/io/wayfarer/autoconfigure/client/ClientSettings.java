/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ClientLimits;
import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.retry.RetryPolicy;
import io.wayfarer.client.transport.Timeouts;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.HostResolver;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** Turns the properties of one client into its parts; each method refuses values that cannot work. */
final class ClientSettings {

    private final ClientProperties properties;
    private final PropertyChecks checks;
    private final CookieSettings cookies;
    private final HstsSettings hsts;
    private final AltSvcSettings altSvc;
    private final @Nullable SslBundles bundles;
    private final Map<String, String> environment;

    /**
     * Takes all that parts are made of.
     *
     * @param prefix of the properties, for messages
     * @param bundles null when there are none
     * @param environment the variables of the process
     */
    ClientSettings(
            String prefix, ClientProperties properties, @Nullable SslBundles bundles, Map<String, String> environment) {
        this.properties = properties;
        this.checks = new PropertyChecks(prefix);
        this.cookies = new CookieSettings(properties.cookies(), checks);
        this.hsts = new HstsSettings(properties.hsts(), checks);
        this.altSvc = new AltSvcSettings(properties.altSvc(), checks);
        this.bundles = bundles;
        this.environment = environment;
    }

    boolean keepsCookies() {
        return properties.cookies().scope() != CookieProperties.CookieScope.NONE;
    }

    boolean remembersHsts() {
        return properties.hsts().enabled();
    }

    boolean followsRedirects() {
        return properties.redirects().follow();
    }

    CookieSettings cookies() {
        return cookies;
    }

    HstsSettings hsts() {
        return hsts;
    }

    AltSvcSettings altSvc() {
        return altSvc;
    }

    /** The credentials of the properties, besides those in URLs. */
    AuthPolicy authentication() {
        return new AuthSettings(checks, properties).policy();
    }

    RedirectSettings redirects() {
        return new RedirectSettings(properties.redirects(), cookies::suffixes, checks);
    }

    /** @param application the application's own choice, asked late; null when it has none */
    RouteSelector routes(@Nullable ProxySelector application) {
        return new ProxySettings(properties.proxy(), checks, environment, application).selector();
    }

    ClientLimits limits() {
        return new ClientLimits(
                checks.time("timeouts.answer", properties.timeouts().answer()),
                checks.timeOrNone("timeouts.exchange", properties.timeouts().exchange()),
                checks.bytes(1, "limits.body", properties.limits().body()),
                checks.bytes(0, "limits.drain", properties.limits().drain()),
                checks.sizeOrNone("limits.answer", properties.limits().answer()));
    }

    /** What repeats requests; empty when nothing does. */
    Optional<RetryPolicy> retry() {
        RetryProperties wanted = properties.retry();
        if (!wanted.enabled()) {
            return Optional.empty();
        }
        Duration maxWait = checks.time("retry.max-wait", wanted.maxWait());
        return Optional.of(checks.accepted(
                "retry.max",
                "" + wanted.max(),
                "Set it to a number from 1 to 4.",
                () -> RetryPolicy.of(wanted.max(), maxWait)));
    }

    Decompression decompression() {
        DecompressionProperties wanted = properties.decompression();
        return new Decompression(
                wanted.enabled(),
                checks.size("decompression.max-size", wanted.maxSize()),
                checks.atLeast(1, "decompression.max-ratio", wanted.maxRatio()));
    }

    TransportSettings.Builder transport() {
        PoolProperties pool = properties.pool();
        ExpectContinueProperties expected = properties.expectContinue();
        return TransportSettings.builder()
                .timeouts(defaults -> timeouts(properties.timeouts()))
                .maxHeaderBytes(
                        checks.bytes(256, "limits.headers", properties.limits().headers()))
                .maxHeaderFields(checks.atLeast(
                        8, "limits.header-fields", properties.limits().headerFields()))
                .maxConnectionsPerRoute(checks.atLeast(1, "pool.max-connections", pool.maxConnections()))
                .maxPending(checks.atLeast(0, "pool.max-pending", pool.maxPending()))
                .pendingTimeout(checks.time("pool.pending-timeout", pool.pendingTimeout()))
                .idleTimeout(checks.time("pool.idle-timeout", pool.idleTimeout()))
                .maxLifeTime(checks.timeOrNone("pool.max-life-time", pool.maxLifeTime()))
                .expectContinueAbove(
                        expected.enabled()
                                ? checks.bytes(0, "expect-continue.above", expected.above())
                                : Long.MAX_VALUE)
                .expectContinueTimeout(checks.time("expect-continue.timeout", expected.timeout()))
                .versions(versions())
                .http2PriorKnowledge(properties.http2PriorKnowledge())
                .http2Upgrade(properties.http2Upgrade())
                .tls(new SslSettings(properties.ssl(), checks, bundles).tls())
                .proxyTls(new SslSettings(properties.proxy().ssl(), new PropertyChecks(checks.name("proxy")), bundles)
                        .tls())
                .allowsInsecure(properties.allowInsecure())
                .proxyBackOff(
                        checks.timeOrNone("proxy.back-off", properties.proxy().backOff()))
                .addresses(addresses());
    }

    private Set<ProtocolVersion> versions() {
        Set<ProtocolVersion> wanted = properties.versions();
        if (wanted == null || wanted.isEmpty()) {
            return Set.of();
        }
        if (properties.http2PriorKnowledge()) {
            need(ProtocolVersion.HTTP_2, wanted, "http2-prior-knowledge");
        }
        if (properties.http2Upgrade()) {
            need(ProtocolVersion.HTTP_1_1, wanted, "http2-upgrade");
            need(ProtocolVersion.HTTP_2, wanted, "http2-upgrade");
        }
        checks.accepted(
                "versions",
                wanted.toString(),
                "Set it to HTTP/1.0 alone, or to some of HTTP/1.1, HTTP/2 and HTTP/3.",
                () -> TransportSettings.builder().versions(wanted));
        return wanted;
    }

    private void need(ProtocolVersion needed, Set<ProtocolVersion> wanted, String property) {
        if (!wanted.contains(needed)) {
            String versions = checks.name("versions");
            throw new InvalidPropertyException(
                    checks.name(property),
                    "true",
                    needed + " is not among " + versions,
                    "Remove it, or add " + needed + " to " + versions + ".");
        }
    }

    private Timeouts timeouts(TimeoutProperties wanted) {
        return new Timeouts(
                checks.time("timeouts.resolve", wanted.resolve()),
                checks.time("timeouts.connect", wanted.connect()),
                checks.time("timeouts.proxy", wanted.proxy()),
                checks.time("timeouts.tls", wanted.tls()),
                checks.time("timeouts.opening", wanted.opening()),
                checks.time("timeouts.write", wanted.write()),
                checks.time("timeouts.response", wanted.response()),
                checks.time("timeouts.read", wanted.read()),
                checks.time("timeouts.unread", wanted.unread()));
    }

    AddressPolicy addresses() {
        return new AddressSettings(properties.addresses(), checks).policy();
    }

    /** @param resolver the application's own; null for the DNS */
    SocketSettings sockets(@Nullable HostResolver resolver) {
        return new AddressSettings(properties.addresses(), checks).sockets(resolver);
    }

    @Nullable
    String baseUrl() {
        String url = properties.baseUrl();
        if (!StringUtils.hasText(url)) {
            return null;
        }
        checks.accepted("base-url", url, "Set it to an absolute http or https URL.", () -> HttpUrl.parse(url));
        return url;
    }

    @Nullable
    String userAgent() {
        return properties.userAgent();
    }
}
