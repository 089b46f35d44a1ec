/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.client.auth.ProtectionSpace;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.retry.RetryPolicy;
import io.wayfarer.client.transport.InterimResponse;
import io.wayfarer.client.transport.Timeouts;
import io.wayfarer.client.transport.TransportOptions;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.LocalEnd;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * What a request wants otherwise than its client: whom it trusts and how it goes there, how long and how much it waits for,
 * what becomes of redirects, cookies and failures. For each hop of the request, and for this request alone.
 */
public abstract sealed class RequestTerms extends ResponseSpec permits RequestSpec {

    private static final String ROUTE_REASON = "set on the request";

    RequestTerms(Engine engine, HttpRequest request, @Nullable ObjectBody object) {
        super(engine, request, object);
    }

    /** The same request with a change. */
    abstract RequestSpec with(HttpRequest changed);

    /** Credentials for the origin of this request's URL, in place of those that the client has for it. */
    public final RequestSpec credentials(Credentials credentials) {
        return with(request.policies(chain -> chain.with(chain.hopPolicies().stream()
                .filter(AuthPolicy.class::isInstance)
                .map(AuthPolicy.class::cast)
                .findFirst()
                .orElseGet(AuthPolicy::ofUrls)
                .with(new ProtectionSpace(request.url().origin(), null), credentials))));
    }

    /**
     * Whether the body waits until the server says that it wants it ({@code Expect: 100-continue}, RFC 9110 section 10.1.1),
     * for no longer than the client's settings say. When the server answers instead, the body is not sent. By default large
     * bodies wait, and those of unknown length.
     */
    public final RequestSpec expectContinue(boolean expected) {
        return with(request.options(options -> options.expectContinue(expected)));
    }

    /** Another decision about redirects, for this request alone. */
    public final RequestSpec redirects(RedirectPolicy policy) {
        return with(request.policies(chain -> chain.redirects(policy)));
    }

    /** Another jar, for this request alone. */
    public final RequestSpec cookies(CookieStore store) {
        return with(request.policies(chain -> chain.with(new CookiePolicy(store))));
    }

    /**
     * On whose behalf the request is made, which decides about {@code SameSite} and partitioned cookies; by default as if
     * a user had typed the URL.
     *
     * @param url whose site counts as first party
     * @param topLevel true for a navigation that a user would see in the address bar
     * @throws io.wayfarer.client.url.InvalidUrlException when it is no absolute URL
     */
    public final RequestSpec siteForCookies(String url, boolean topLevel) {
        return with(request.site(new HopSite(HttpUrl.parse(url), topLevel)));
    }

    /** No jar: sends no cookie but one set by hand, and keeps none. */
    public final RequestSpec withoutCookies() {
        return with(request.policies(chain -> chain.without(HopStage.COOKIES)));
    }

    /** Through this proxy, each hop of it. */
    public final RequestSpec proxy(Proxy proxy) {
        return routedBy(new Route(proxy, ROUTE_REASON));
    }

    /** Through no proxy, whatever the environment says. */
    public final RequestSpec direct() {
        return routedBy(new Route(null, ROUTE_REASON));
    }

    /**
     * From this local end, in place of the client's: an own address, a network interface, own ports. On connections that come
     * from there; a proxy is connected to from there too. Servers' alternatives (RFC 7838) are not taken.
     *
     * <pre>{@code
     * http.get(url).from(LocalEnd.of("192.0.2.7")).bodyAsString();
     * }</pre>
     */
    public final RequestSpec from(LocalEnd local) {
        return with(request.options(options -> options.from(local)));
    }

    private RequestSpec routedBy(Route route) {
        return with(request.policies(chain -> chain.with(new ProxyPolicy(url -> route))));
    }

    /**
     * Somebody who is told of each head that comes before an answer: 100, 102, 103 Early Hints (RFC 8297). Of redirected
     * requests too. Called on an event loop; what it throws fails the exchange.
     */
    public final RequestSpec onInterim(Consumer<InterimResponse> listener) {
        return with(request.options(options -> options.onInterim(listener)));
    }

    /**
     * Decompression by other rules than the client's. Where a request sets {@code Accept-Encoding} itself, this says that the
     * answer is decompressed nevertheless.
     */
    public final RequestSpec decompression(Decompression own) {
        return with(request.options(options -> options.decompression(own)));
    }

    /**
     * The body octet by octet as the server sends it. Compressed content stays so, whatever {@link #decompression} says, and is
     * not asked for. In HTTP/1.1 transfer codings stay too: of chunks the body has the sizes, extensions and line ends, the last
     * chunk and the trailer section (RFC 9112 section 7.1), which {@link HttpResponse#trailers} tells besides. HTTP/2 and HTTP/3 have
     * none. The rules of HTTP and all limits hold as otherwise; those of the body count what comes. For recorders and tests of
     * servers.
     *
     * <pre>{@code
     * http.get(url).raw().bodyAsBytes(); // "5\r\nhello\r\n0\r\n\r\n", when it comes in one chunk
     * }</pre>
     */
    public final RequestSpec raw() {
        return with(request.options(TransportOptions::raw));
    }

    /** Another time limit, for all hops of this request and the body of the last answer together, in place of the client's. */
    public final RequestSpec timeout(Duration limit) {
        return with(request.timeout(limit));
    }

    /**
     * Other time limits for each hop of this request; see {@link Timeouts} for what there is.
     *
     * <pre>{@code
     * http.get(url).timeouts(limits -> limits.connect(ofSeconds(2)).read(ofMinutes(5))).bodyAsString();
     * }</pre>
     */
    public final RequestSpec timeouts(UnaryOperator<Timeouts> change) {
        return with(request.options(options -> options.timeouts(change)));
    }

    /**
     * With the times of each hop in the {@link Trace}: the look-up, TCP, TLS, the request, the answer. They are taken for
     * requests that ask for them alone.
     */
    public final RequestSpec timed() {
        return with(request.options(TransportOptions::timed));
    }

    /** Repeated by this policy when the server is too busy, in place of the client's. */
    public final RequestSpec retry(RetryPolicy policy) {
        return with(request.policies(chain -> chain.without(RetryPolicy.class).with(policy)));
    }

    /** Sent once: not again when the server is too busy, nor when it has certainly done nothing with the request. */
    public final RequestSpec withoutRetry() {
        return with(request.policies(chain -> chain.without(RetryPolicy.class)).options(TransportOptions::once));
    }

    /**
     * Another limit of the answer's body as it comes, however it is read and before it is decompressed;
     * {@link Long#MAX_VALUE} for none. What is gathered in memory has the limit of {@link #maxBody} besides.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public final RequestSpec maxAnswer(long bytes) {
        return with(request.options(options -> options.maxAnswerBytes(bytes)));
    }

    /**
     * Another limit of what is gathered of the answer's body in memory, decompressed: as a text, as bytes, as an object or one
     * element of many; in place of {@link ClientLimits#maxBodyBytes()}.
     *
     * <pre>{@code
     * http.get(url).maxBody(64 * 1024 * 1024).bodyAsBytes();
     * }</pre>
     *
     * @throws IllegalArgumentException when it is negative
     */
    public final RequestSpec maxBody(int bytes) {
        return with(request.options(options -> options.maxBodyBytes(bytes)));
    }

    /**
     * A smaller limit of the answer's head than the client's, which a larger one leaves as it is.
     *
     * @param bytes of all names and values
     * @throws IllegalArgumentException when one of them is negative
     */
    public final RequestSpec maxHead(int bytes, int fields) {
        return with(request.options(options -> options.maxHead(bytes, fields)));
    }

    /**
     * In these versions of HTTP and no others, whatever the client speaks, on connections of its own; the server's alternatives
     * are not taken. HTTP/3 is spoken by QUIC to the port of the URL, without waiting for the server to name it; with others it is
     * tried first. HTTP/2 without HTTP/1.1 is spoken to http URLs too, which their servers have to understand (prior knowledge).
     * Where none of them can be spoken, the request fails with a {@link io.wayfarer.client.error.VersionException}.
     *
     * <pre>{@code
     * http.get(url).version(ProtocolVersion.HTTP_3).bodyAsString();
     * }</pre>
     *
     * @throws IllegalArgumentException for HTTP/1.0 with another
     */
    public final RequestSpec version(ProtocolVersion version, ProtocolVersion... others) {
        return with(request.options(options -> options.versions(EnumSet.of(version, others))));
    }

    /**
     * From servers with whatever certificate, so that anybody on the way can read and change everything; the proxies' are
     * verified as ever. For the hops of this request alone, on connections that no other request uses. Refused with a
     * {@link io.wayfarer.client.error.TlsException} unless the client allows it
     * ({@link io.wayfarer.client.transport.TransportSettings#allowsInsecure()}).
     */
    public final RequestSpec insecure() {
        return with(request.options(TransportOptions::insecure));
    }
}
