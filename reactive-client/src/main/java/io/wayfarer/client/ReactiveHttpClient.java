/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ClientCodecConfigurer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hsts.HstsPolicy;
import io.wayfarer.client.hsts.InMemoryHstsStore;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;

/**
 * A reactive HTTP client with a browser's manners: it keeps cookies, remembers HSTS, takes proxies from the environment,
 * and follows redirects without handing one origin's credentials to another.
 *
 * <p>Immutable and thread-safe; make one and share it.
 *
 * <pre>{@code
 * ReactiveHttpClient http = ReactiveHttpClient.create();
 * Mono<String> page = http.get("https://shop.example/").bodyAsString();
 * }</pre>
 */
public final class ReactiveHttpClient extends RequestMethods {

    private final Engine engine;
    private final @Nullable HttpUrl baseUrl;
    private final UrlCache urls;

    private ReactiveHttpClient(Builder builder) {
        HttpHeaders headers = HeaderFields.frozen(builder.defaultHeaders);
        HeaderRules.check(headers);
        this.engine = new Engine(
                builder.policies,
                builder.transport != null ? builder.transport : new PooledTransport(TransportSettings.defaults()),
                builder.limits,
                headers,
                builder.decompression,
                new BodyCodecs(builder.codecs, builder.limits.maxBodyBytes()));
        this.baseUrl = builder.baseUrl;
        this.urls = new UrlCache(this::resolve);
    }

    /** A client with all policies at their defaults, a jar and an HSTS store of its own, and its own connections. */
    public static ReactiveHttpClient create() {
        return builder().build();
    }

    /** Begins with the defaults of {@link #create()}. */
    public static Builder builder() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.USER_AGENT, UserAgent.VALUE);
        headers.set(HttpHeaders.ACCEPT, "*/*");
        PolicyChain policies = PolicyChain.empty()
                .redirects(RedirectRules.standard())
                .with(new HstsPolicy(new InMemoryHstsStore()))
                .with(new CookiePolicy(new InMemoryCookieStore()))
                .with(AuthPolicy.ofUrls())
                .with(new ProxyPolicy(EnvironmentProxies.ofProcess()));
        return new Builder(null, policies, ClientLimits.defaults(), headers, null, codecs -> {});
    }

    /** A builder with what this client has; the new client shares stores and connections unless they are replaced. */
    public Builder toBuilder() {
        Builder builder = new Builder(
                engine.transport(),
                engine.policies(),
                engine.limits(),
                engine.defaultHeaders(),
                baseUrl,
                engine.codecs().settings());
        return builder.decompression(engine.decompression());
    }

    @Override
    public RequestSpec method(HttpMethod method, String url) {
        return new RequestSpec(engine, HttpRequest.of(method, urls.url(url)));
    }

    /**
     * Opens connections ahead of the requests that will need them: by the way that a request to this URL would go. They are
     * closed when nothing has used them for the time that unused connections are kept, and no more are opened than there may be.
     *
     * @param connections how many there should be at least; of HTTP/2 one is enough
     * @return completes when they are open; fails as an exchange does
     * @throws io.wayfarer.client.url.InvalidUrlException when it is no URL of a known scheme
     */
    public Mono<Void> warmUp(String url, int connections) {
        HttpRequest request = HttpRequest.of(HttpMethod.GET, url(url));
        return Mono.deferContextual(context -> {
            Hop hop = new Hop(
                    1, request.method(), request.url(), HopReason.USER, request.headers(), request.site(), context);
            return Flux.fromIterable(engine.policies().hopPolicies())
                    .concatMap(policy -> policy.prepare(hop))
                    .then(Mono.defer(() -> engine.transport()
                            .warmUp(
                                    new TransportRequest(hop.id(), hop.readHeaders(), hop.body(), hop.route()),
                                    connections)));
        });
    }

    /** Goes on with a request that is there, for those who build other faces on this client. */
    public RequestSpec request(HttpRequest request) {
        return new RequestSpec(engine, request);
    }

    /**
     * A stream of bytes to a place, through the proxy that this client would take for it.
     *
     * @param authority host and port, such as {@code "mail.example:25"}; IPv6 addresses in brackets
     * @throws IllegalArgumentException when it is anything else
     */
    public TunnelSpec connect(String authority) {
        return TunnelSpec.to(authority, engine);
    }

    /**
     * The URL that a text means to this client.
     *
     * @param url absolute, or relative to the client's base URL
     * @throws io.wayfarer.client.url.InvalidUrlException when it is no URL of a known scheme
     */
    public HttpUrl url(String url) {
        return urls.url(url);
    }

    private HttpUrl resolve(String url) {
        if (baseUrl == null) {
            return HttpUrl.parse(url);
        }
        return baseUrl.resolve(url).orElseGet(() -> HttpUrl.parse(url));
    }

    /**
     * Sends a request, and hands over the answer with its body unread: who receives it reads, discards or releases it.
     * {@link RequestSpec#exchange} takes care of that; this method is for those who build other faces on this client.
     */
    public Mono<HttpResponse> exchange(HttpRequest request) {
        return new PendingAnswer(engine, request);
    }

    /** What decides about each exchange, in order. */
    public PolicyChain policies() {
        return engine.policies();
    }

    public ClientLimits limits() {
        return engine.limits();
    }

    /** What carries each hop. */
    public Transport transport() {
        return engine.transport();
    }

    /** Collects what a client consists of. Not thread-safe. */
    public static final class Builder {

        private @Nullable Transport transport;
        private PolicyChain policies;
        private ClientLimits limits;
        private final HttpHeaders defaultHeaders = new HttpHeaders();
        private @Nullable HttpUrl baseUrl;
        private Consumer<ClientCodecConfigurer> codecs;
        private Decompression decompression = Decompression.defaults();

        private Builder(
                @Nullable Transport transport,
                PolicyChain policies,
                ClientLimits limits,
                HttpHeaders defaultHeaders,
                @Nullable HttpUrl baseUrl,
                Consumer<ClientCodecConfigurer> codecs) {
            this.transport = transport;
            this.policies = policies;
            this.limits = limits;
            this.defaultHeaders.addAll(defaultHeaders);
            this.baseUrl = baseUrl;
            this.codecs = codecs;
        }

        /** Default: connections of its own, with the settings of {@link TransportSettings#defaults()}. */
        public Builder transport(Transport value) {
            this.transport = value;
            return this;
        }

        /** Default: {@link RedirectRules#standard()}. */
        public Builder redirects(RedirectPolicy value) {
            this.policies = policies.redirects(value);
            return this;
        }

        /** Puts the policy at its stage; see {@link PolicyChain#with}. */
        public Builder policy(HopPolicy value) {
            this.policies = policies.with(value);
            return this;
        }

        /** Changes the list of policies at will. */
        public Builder policies(UnaryOperator<PolicyChain> change) {
            this.policies = change.apply(policies);
            return this;
        }

        public Builder limits(ClientLimits value) {
            this.limits = value;
            return this;
        }

        /** Changes the fields that each request has unless it sets its own. */
        public Builder defaultHeaders(Consumer<HttpHeaders> change) {
            change.accept(defaultHeaders);
            return this;
        }

        /**
         * What relative URLs are resolved against, as a browser resolves links: a base that is a folder ends with a slash. With
         * {@code https://crm.example/api/}, {@code items} is below it, and {@code /items} is {@code https://crm.example/items}.
         *
         * @throws io.wayfarer.client.url.InvalidUrlException when it is no absolute URL
         */
        public Builder baseUrl(String value) {
            this.baseUrl = HttpUrl.parse(value);
            return this;
        }

        /**
         * Changes Spring's codecs, which read and write objects. Called when the first of them is needed, behind the changes
         * that were asked for before. Default: what {@link ClientCodecConfigurer} finds on the class path, gathering in
         * memory no more than {@link ClientLimits#maxBodyBytes()}.
         */
        public Builder codecs(Consumer<ClientCodecConfigurer> change) {
            this.codecs = codecs.andThen(change);
            return this;
        }

        /** Whether compressed answers are asked for and decompressed, and their limits. Default: {@link Decompression#defaults()}. */
        public Builder decompression(Decompression value) {
            this.decompression = value;
            return this;
        }

        public ReactiveHttpClient build() {
            return new ReactiveHttpClient(this);
        }
    }
}
