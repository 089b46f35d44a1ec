/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.redirect.Downgrade;
import io.wayfarer.client.redirect.ReferrerPolicy;
import io.wayfarer.protocol.client.AddressFamily;
import io.wayfarer.protocol.tls.CipherPolicy;

/**
 * What can be said about a client.
 *
 * @param enabled Whether the client and all that is built on it are configured.
 * @param baseUrl URL against which relative URLs are resolved, as a browser resolves links.
 * @param userAgent User-Agent of requests that set none. By default "Wayfarer/" and the version.
 * @param http2 Whether HTTP/2 is offered to servers over TLS.
 * @param http2PriorKnowledge Whether servers of http URLs are spoken to in HTTP/2 at once; all of them have to understand it.
 * @param auth Credentials by a name of your choice, each for one origin.
 */
@ConfigurationProperties("wayfarer.client")
record ClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String baseUrl,
        @Nullable String userAgent,
        @DefaultValue("true") boolean http2,
        @DefaultValue("false") boolean http2PriorKnowledge,
        @DefaultValue Map<String, Auth> auth,
        @DefaultValue Cookies cookies,
        @DefaultValue Hsts hsts,
        @DefaultValue Proxy proxy,
        @DefaultValue Addresses addresses,
        @DefaultValue Redirects redirects,
        @DefaultValue Timeouts timeouts,
        @DefaultValue Limits limits,
        @DefaultValue Pool pool,
        @DefaultValue ExpectContinue expectContinue,
        @DefaultValue Decompression decompression,
        @DefaultValue Retry retry,
        @DefaultValue Ssl ssl,
        @DefaultValue SpringClients springClients) {

    /** Who shares cookies. */
    enum CookieScope {
        /** One jar for all exchanges of the client. */
        APPLICATION,
        /** A jar for each key that the Reactor context of an exchange names, for example one for each end user. */
        CONTEXT,
        /** No jar: cookies are neither kept nor sent, but for those that a request sets itself. */
        NONE
    }

    /**
     * Cookies.
     *
     * @param scope Who shares cookies. The jar of the application is for traffic between machines, not on behalf of its users.
     * @param maxPerDomain Most cookies of one domain; one more evicts the one used longest ago.
     * @param maxTotal Most cookies in all, or in each jar of the scope "context"; one more evicts an expired one, else the one used longest ago.
     * @param publicSuffixList File with a Public Suffix List to use in place of the one that comes along.
     * @param file File in Netscape's format from which the jar of the scope "application" is read at the start, and to which it is saved. Of each client its own.
     * @param saveDelay Time from a change to the saving of the file, so that many changes make one write.
     * @param keepSessionCookies Whether the file keeps cookies that end with the session too.
     * @param contextKey Key under which the Reactor context says whose jar is meant with the scope "context". By default that of CookieJars.key(..).
     * @param maxJars Most jars with the scope "context"; one more takes the place of the one used longest ago.
     * @param jarIdle How long a jar of the scope "context" is kept that nobody uses.
     */
    record Cookies(
            @DefaultValue("application") CookieScope scope,
            @DefaultValue("180") int maxPerDomain,
            @DefaultValue("3000") int maxTotal,
            @Nullable String publicSuffixList,
            @Nullable String file,
            @DefaultValue("2s") Duration saveDelay,
            @DefaultValue("false") boolean keepSessionCookies,
            @Nullable String contextKey,
            @DefaultValue("10000") int maxJars,
            @DefaultValue("30m") Duration jarIdle) {}

    /** By which schemes a password may answer. */
    enum AuthScheme {
        /** The strongest that both ends know. */
        ANY,
        /** Basic alone, which gives the server the password. */
        BASIC,
        /** Digest alone, which does not. */
        DIGEST
    }

    /**
     * Credentials of one origin.
     *
     * @param url Any URL of the origin that they are for; without it, the base URL of the client.
     * @param username User name, with a password.
     * @param password Password of the user.
     * @param token Bearer token, in place of user name and password.
     * @param scheme By which schemes the password may answer.
     * @param atOnce Whether the password goes with the first request by Basic, before the server asks.
     */
    record Auth(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String token,
            @DefaultValue("any") AuthScheme scheme,
            @DefaultValue("false") boolean atOnce) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Auth[scheme=" + scheme + ", atOnce=" + atOnce + "]";
        }
    }

    /**
     * HTTP Strict Transport Security.
     *
     * @param enabled Whether servers that ask for TLS are remembered, and reached by TLS alone from then on.
     * @param maxEntries Most servers remembered; one more evicts the one that would be forgotten soonest.
     * @param preload Whether the list that browsers come with is known from the start, at the price of 3 MB of heap.
     * @param hosts Hosts known from the start and for good; with a dot in front, all hosts below as well.
     * @param file File in the format of curl from which the servers are read at the start, and to which they are saved. Of each client its own.
     * @param saveDelay Longest time from a change to the saving of the file.
     */
    record Hsts(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("10000") int maxEntries,
            @DefaultValue("false") boolean preload,
            @DefaultValue List<String> hosts,
            @Nullable String file,
            @DefaultValue("10s") Duration saveDelay) {}

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
    record Proxy(
            @DefaultValue List<Rule> rules,
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue List<String> noProxy,
            @DefaultValue("true") boolean fromEnvironment,
            @DefaultValue("true") boolean fromSystemProperties,
            @DefaultValue Pac pac,
            @DefaultValue Ssl ssl,
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

    /**
     * What may be connected to.
     *
     * @param allow Networks, addresses, groups such as "private" and host names (with a dot in front, all hosts below as well) that may be connected to though they are denied; where nothing is denied, nothing else may be.
     * @param deny Networks, addresses, groups such as "internal" and host names (with a dot in front, all hosts below as well) that must not be connected to.
     * @param mode What becomes of a refused address. With "report" the connection is made, and only counted and logged.
     * @param throughProxy How a server is judged whose name a proxy looks up. With "resolve" it is looked up by the client too, for that alone.
     * @param family Which addresses of a name are used.
     * @param attemptDelay How long an attempt to connect is awaited before the next address is tried beside it, from 10 ms to 2 s.
     * @param resolve Addresses of places such as "example.test:443", "example.test" or "*:443", which are then not looked up. As curl's --resolve.
     * @param connectTo Where connections to such places lead instead, such as "other.test:8443", ":8443" or "unix:/run/x.sock". As curl's --connect-to.
     * @param local Own addresses to connect from, one of each family at most, or the name of a network interface.
     * @param localPorts Own ports to connect from, such as "20000-20100". By default the system chooses.
     * @param dns How names are looked up.
     */
    record Addresses(
            @DefaultValue List<String> allow,
            @DefaultValue List<String> deny,
            @DefaultValue("enforce") AddressPolicy.Mode mode,
            @DefaultValue("name") AddressPolicy.ThroughProxy throughProxy,
            @DefaultValue("any") AddressFamily family,
            @DefaultValue("250ms") Duration attemptDelay,
            @DefaultValue Map<String, List<String>> resolve,
            @DefaultValue Map<String, String> connectTo,
            @DefaultValue List<String> local,
            @Nullable String localPorts,
            @DefaultValue Dns dns) {}

    /**
     * The DNS.
     *
     * @param servers Name servers to ask in turn, by address and maybe port. By default those of the system.
     * @param minTtl How long an answer is remembered at least, whatever it says.
     * @param maxTtl How long an answer is remembered at most, whatever it says. By default as long as it says.
     * @param negativeTtl How long it is remembered that a name has no address.
     * @param queryTimeout How long one query is awaited. By default a quarter of the time for a connection.
     */
    record Dns(
            @DefaultValue List<String> servers,
            @DefaultValue("0s") Duration minTtl,
            @Nullable Duration maxTtl,
            @DefaultValue("0s") Duration negativeTtl,
            @Nullable Duration queryTimeout) {}

    /** How far a redirect may lead. */
    enum Reach {
        /** To any host. */
        ANYWHERE,
        /** To hosts of the same registrable domain. */
        SITE,
        /** To the same scheme, host and port. */
        ORIGIN
    }

    /**
     * Redirects.
     *
     * @param follow Whether redirects are followed.
     * @param max Most redirects of one exchange; one more fails.
     * @param downgrade What becomes of a redirect from https to http.
     * @param referrer What the Referer field tells about the URL that redirects.
     * @param within How far from the URL that redirects a redirect may lead.
     * @param schemes The only schemes that redirects may lead to, of http, https, ws and wss. Empty for any.
     * @param hosts The only hosts that redirects may lead to; with a dot in front, a domain and all hosts below. Empty for any.
     * @param post301 Whether a POST answered 301 stays a POST with its body, and does not become a GET.
     * @param post302 Whether a POST answered 302 stays a POST with its body, and does not become a GET.
     * @param post303 Whether a POST answered 303 stays a POST with its body, which no standard foresees.
     * @param follow300 Whether a 300 with a Location is followed.
     * @param credentialsFromLocation Whether user name and password in a Location are used there; who redirects then chooses as whom the client comes.
     * @param alsoAcrossOrigins Names of header fields that go along to other origins, beyond the harmless ones. Name no credential.
     * @param handBack For which refusals the answer that redirects is handed back, in place of a failure.
     */
    record Redirects(
            @DefaultValue("true") boolean follow,
            @DefaultValue("20") int max,
            @DefaultValue("refuse") Downgrade downgrade,

            @DefaultValue("strict-origin-when-cross-origin") ReferrerPolicy referrer,

            @DefaultValue("anywhere") Reach within,
            @DefaultValue List<String> schemes,
            @DefaultValue List<String> hosts,
            @DefaultValue("false") boolean post301,
            @DefaultValue("false") boolean post302,
            @DefaultValue("false") boolean post303,
            @DefaultValue("false") boolean follow300,
            @DefaultValue("false") boolean credentialsFromLocation,
            @DefaultValue List<String> alsoAcrossOrigins,
            @DefaultValue List<RedirectException.Reason> handBack) {}

    /**
     * Timeouts.
     *
     * @param connect Longest time for a TCP connection to come about.
     * @param response Longest silence of a server while its answer is awaited or read.
     * @param exchange Longest time for all hops together, up to the head of the last answer.
     * @param unread How long an answer may be left alone, its body neither begun nor released, before it is given up.
     */
    record Timeouts(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("30s") Duration response,
            @DefaultValue("2m") Duration exchange,
            @DefaultValue("1m") Duration unread) {}

    /**
     * Bounds of what an answer may cost.
     *
     * @param body Largest body that is gathered in memory.
     * @param headers Largest status line plus header fields.
     * @param drain Largest rest of an unwanted body that is read so that its connection can be used again.
     */
    record Limits(
            @DefaultValue("16MB") DataSize body,
            @DefaultValue("64KB") DataSize headers,
            @DefaultValue("64KB") DataSize drain) {}

    /**
     * Connections.
     *
     * @param maxConnections Most connections to one server by one route.
     * @param maxPending Most requests that wait for a connection to one server.
     * @param pendingTimeout Longest wait for a connection.
     * @param idleTimeout How long an unused connection is kept; best less than the servers keep theirs.
     * @param maxLifeTime How long a connection is used at all, so that changes in the DNS are noticed; 0 for no limit.
     */
    record Pool(
            @DefaultValue("256") int maxConnections,
            @DefaultValue("4096") int maxPending,
            @DefaultValue("45s") Duration pendingTimeout,
            @DefaultValue("15s") Duration idleTimeout,
            @DefaultValue("0s") Duration maxLifeTime) {}

    /**
     * Requests whose body waits until the server says that it wants it (Expect: 100-continue).
     *
     * @param enabled Whether large bodies wait, and those of unknown length.
     * @param above Largest body of known length that does not wait.
     * @param timeout How long a body waits before it is sent nevertheless.
     */
    record ExpectContinue(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1MB") DataSize above,
            @DefaultValue("1s") Duration timeout) {}

    /**
     * Compressed answers.
     *
     * @param enabled Whether compressed answers are asked for and decompressed, where a request does not say itself what it accepts.
     * @param maxSize Largest body once it is decompressed, however it is read.
     * @param maxRatio How many bytes may come out for one that went in, behind the first mebibyte.
     */
    record Decompression(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("10GB") DataSize maxSize,
            @DefaultValue("200") int maxRatio) {}

    /**
     * Repeating requests that a server was too busy for (429 and 503).
     *
     * @param enabled Whether requests that can safely be sent again are.
     * @param max How often one request is sent again, 1 to 4.
     * @param maxWait Longest wait before it is; where the server asks for more, its answer stands.
     */
    record Retry(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("2") int max,
            @DefaultValue("30s") Duration maxWait) {}

    /**
     * TLS.
     *
     * @param bundle SSL bundle with the certificates to trust and the client's own, and the versions and cipher suites to offer.
     * @param ciphers Versions and cipher suites to offer, by Mozilla's guidelines.
     * @param minVersion Oldest version of TLS to offer, of those of the policy.
     * @param maxVersion Newest version of TLS to offer, of those of the policy.
     * @param serverName Name to ask servers for and to look for in their certificates, in place of the URL's.
     * @param sendServerName Whether servers are told the name that is asked for (SNI).
     * @param pins Public keys that servers must have, by host; "*.name" for all names below one. Each as "sha256/" and the Base64 of the digest of the key.
     * @param insecure Whether any certificate is accepted for any name. For tests: anybody on the way can read and change everything.
     */
    record Ssl(
            @Nullable String bundle,
            @DefaultValue("intermediate") CipherPolicy ciphers,
            @Nullable TlsVersion minVersion,
            @Nullable TlsVersion maxVersion,
            @Nullable String serverName,
            @DefaultValue("true") boolean sendServerName,
            @DefaultValue Map<String, List<String>> pins,
            @DefaultValue("false") boolean insecure) {}

    /**
     * Clients of Spring on the engine of this one.
     *
     * @param enabled Whether WebClient, RestClient and HTTP interfaces go through this client.
     */
    record SpringClients(@DefaultValue("true") boolean enabled) {}
}
