/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Proxies.
 *
 * @param rules Proxies for some hosts or schemes; the first rule that matches counts. They go before the property "url".
 * @param url Proxy for all requests, as http, https, socks4, socks4a, socks5 or socks5h URL, or as unix:/path; or several, separated by commas, to be tried one after another, with "direct" as last resort if you like.
 * @param username User name for the proxy of the property "url".
 * @param password Password for the proxy of the property "url".
 * @param noProxy Hosts, domains, IP addresses and networks that are reached without the proxy of the property "url".
 * @param fromEnvironment Whether the variables http_proxy, https_proxy, all_proxy and no_proxy are obeyed, by the rules of curl.
 * @param fromSystemProperties Whether the JDK's system properties http.proxyHost, https.proxyHost, socksProxyHost and http.nonProxyHosts are obeyed. They come behind the environment.
 * @param pac PAC file, asked where nothing else has anything to say.
 * @param ssl TLS with https proxies; what is set for servers does not count for them.
 * @param tunnelHttp Whether http goes through a tunnel of an HTTP proxy too, as https does.
 * @param http2 Whether HTTP proxies are spoken to in HTTP/2, with all tunnels in one connection: https proxies where they agree to it, http proxies at once.
 * @param headers Header fields that HTTP proxies alone are sent.
 * @param preProxy SOCKS proxy through which HTTP proxies are reached, as socks4, socks4a, socks5 or socks5h URL.
 * @param backOff How long a proxy that could not be reached comes behind the others of a list; 0 for not at all.
 */
record ProxyProperties(
        @DefaultValue List<Rule> rules,
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue List<String> noProxy,
        @DefaultValue("true") boolean fromEnvironment,
        @DefaultValue("true") boolean fromSystemProperties,
        @DefaultValue Pac pac,
        @DefaultValue @NestedConfigurationProperty SslProperties ssl,
        @DefaultValue("false") boolean tunnelHttp,
        @DefaultValue("false") boolean http2,
        @DefaultValue Map<String, String> headers,
        @Nullable String preProxy,
        @DefaultValue("1m") Duration backOff) {

    /** Without the password. */
    @Override
    public String toString() {
        return "Proxy[noProxy=" + noProxy + ", fromEnvironment=" + fromEnvironment + ", fromSystemProperties="
                + fromSystemProperties + "]";
    }

    /**
     * A script with FindProxyForURL. Needs Rhino, org.mozilla:rhino.
     *
     * @param location File, or URL with file, classpath, http or https. Read once, at the start.
     * @param timeout Longest time for one answer of the script; beyond it, the exchange fails.
     * @param keep How long an answer of the script counts.
     */
    record Pac(
            @Nullable String location,
            @DefaultValue("2s") Duration timeout,
            @DefaultValue("1m") Duration keep) {}

    /**
     * A proxy for some hosts or schemes.
     *
     * @param hosts Names, each with all names below it, IP addresses and networks, each with ":port" if you like. Empty for every host.
     * @param schemes Of http, https, ws and wss. Empty for all.
     * @param url Proxy or proxies as in the property "wayfarer.client.proxy.url"; or "direct" for none.
     */
    record Rule(
            @DefaultValue List<String> hosts,
            @DefaultValue List<String> schemes,
            @Nullable String url) {

        /** Without the URL, which may hold a password. */
        @Override
        public String toString() {
            return "Rule[hosts=" + hosts + ", schemes=" + schemes + "]";
        }
    }
}
