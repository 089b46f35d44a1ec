/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ClientLimits;
import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.FixedProxies;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;

/** Turns the properties of one client into its parts; each method refuses values that cannot work. */
final class ClientSettings {

    private final ClientProperties properties;
    private final PropertyChecks checks;
    private final CookieSettings cookies;
    private final HstsSettings hsts;
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
        this.bundles = bundles;
        this.environment = environment;
    }

    boolean keepsCookies() {
        return properties.cookies().scope() != ClientProperties.CookieScope.NONE;
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

    /** The credentials of the properties, besides those in URLs. */
    AuthPolicy authentication() {
        return new AuthSettings(checks, properties).policy();
    }

    RedirectSettings redirects() {
        return new RedirectSettings(properties.redirects(), cookies::suffixes, checks);
    }

    RouteSelector routes() {
        ClientProperties.Proxy proxy = properties.proxy();
        String url = proxy.url();
        if (url != null && !url.isBlank()) {
            return fixedProxies(url);
        }
        needUrl("proxy.username", proxy.username());
        needUrl("proxy.no-proxy", StringUtils.collectionToCommaDelimitedString(proxy.noProxy()));
        if (!proxy.fromEnvironment()) {
            return RouteSelector.direct();
        }
        return checks.accepted(
                "proxy.from-environment",
                "true",
                "Correct the variable, or set " + checks.name("proxy.from-environment") + " to false.",
                () -> EnvironmentProxies.of(environment));
    }

    private void needUrl(String property, @Nullable String value) {
        if (StringUtils.hasText(value)) {
            throw new InvalidPropertyException(
                    checks.name(property),
                    value,
                    "it belongs to a proxy that is not there",
                    "Set " + checks.name("proxy.url") + " too, or remove it.");
        }
    }

    private RouteSelector fixedProxies(String url) {
        String source = checks.name("proxy.url");
        FixedProxies.Builder proxies = FixedProxies.builder();
        try {
            proxies.all(source, withCredentials(url.strip()));
        } catch (IllegalArgumentException e) {
            // The library's message begins with the name and ends with what would be right; the text may hold a
            // password.
            String message = String.valueOf(e.getMessage());
            int stop = message.indexOf(". ");
            throw new InvalidPropertyException(
                    source, null, "it " + message.substring(source.length() + 1, stop), message.substring(stop + 2));
        }
        String noProxy =
                StringUtils.collectionToCommaDelimitedString(properties.proxy().noProxy());
        return proxies.noProxy(checks.name("proxy.no-proxy"), noProxy).build();
    }

    private String withCredentials(String url) {
        String userName = properties.proxy().username();
        String password = properties.proxy().password();
        if (!StringUtils.hasText(userName)) {
            return url;
        }
        if (url.contains("@")) {
            throw new InvalidPropertyException(
                    checks.name("proxy.username"),
                    null,
                    "the proxy's URL has a user name too",
                    "Set the credentials in one place.");
        }
        String credentials = UriUtils.encode(userName, StandardCharsets.UTF_8)
                + (password == null ? "" : ":" + UriUtils.encode(password, StandardCharsets.UTF_8)) + "@";
        int scheme = url.indexOf("://");
        return scheme < 0 ? credentials + url : url.substring(0, scheme + 3) + credentials + url.substring(scheme + 3);
    }

    ClientLimits limits() {
        return new ClientLimits(
                checks.time("timeouts.exchange", properties.timeouts().exchange()),
                checks.bytes(1, "limits.body", properties.limits().body()),
                checks.bytes(0, "limits.drain", properties.limits().drain()));
    }

    TransportSettings.Builder transport() {
        ClientProperties.Pool pool = properties.pool();
        return TransportSettings.builder()
                .connectTimeout(
                        checks.time("timeouts.connect", properties.timeouts().connect()))
                .responseTimeout(
                        checks.time("timeouts.response", properties.timeouts().response()))
                .unreadTimeout(
                        checks.time("timeouts.unread", properties.timeouts().unread()))
                .maxHeaderBytes(
                        checks.bytes(256, "limits.headers", properties.limits().headers()))
                .maxConnectionsPerRoute(checks.atLeast(1, "pool.max-connections", pool.maxConnections()))
                .maxPending(checks.atLeast(1, "pool.max-pending", pool.maxPending()))
                .pendingTimeout(checks.time("pool.pending-timeout", pool.pendingTimeout()))
                .idleTimeout(checks.time("pool.idle-timeout", pool.idleTimeout()))
                .maxLifeTime(
                        pool.maxLifeTime().isZero()
                                ? pool.maxLifeTime()
                                : checks.time("pool.max-life-time", pool.maxLifeTime()))
                .http2(properties.http2())
                .http2PriorKnowledge(properties.http2PriorKnowledge())
                .tls(tls());
    }

    private TlsSettings tls() {
        String name = properties.ssl().bundle();
        TlsSettings tls = TlsSettings.defaults();
        if (StringUtils.hasText(name)) {
            if (bundles == null) {
                throw new InvalidPropertyException(
                        checks.name("ssl.bundle"),
                        name,
                        "there are no SSL bundles",
                        "Define it under spring.ssl.bundle.");
            }
            try {
                tls = BundleTls.of(bundles.getBundle(name));
            } catch (NoSuchSslBundleException e) {
                throw new InvalidPropertyException(
                        checks.name("ssl.bundle"),
                        name,
                        "there is no SSL bundle of that name",
                        "Define it under spring.ssl.bundle, or name one of " + bundles.getBundleNames() + ".");
            } catch (UnsupportedBundleException e) {
                throw new InvalidPropertyException(
                        checks.name("ssl.bundle"),
                        name,
                        e.what() + ", which this client does not apply",
                        "Remove that option from the bundle.");
            }
        }
        return properties.ssl().insecure() ? tls.insecure() : tls;
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
