/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.client.auth.ProtectionSpace;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.cookie.CookieField;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.InterimResponse;
import io.wayfarer.client.transport.Timeouts;
import io.wayfarer.client.transport.TransportOptions;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.grammar.FormData;

/**
 * A request being put together; {@link ResponseSpec} has the ways to send it. Immutable: each method returns a new one.
 * Nothing is sent before a subscription, and each subscription sends anew.
 */
public final class RequestSpec extends ResponseSpec {

    private static final String ROUTE_REASON = "set on the request";

    RequestSpec(Engine engine, HttpRequest request) {
        this(engine, request, null);
    }

    private RequestSpec(Engine engine, HttpRequest request, @Nullable ObjectBody object) {
        super(engine, request, object);
    }

    private RequestSpec with(HttpRequest changed) {
        return new RequestSpec(engine, changed, object);
    }

    /**
     * Adds a field, behind those of the same name.
     *
     * @throws IllegalArgumentException for a name that is no token, or a value with CR, LF or NUL in it
     */
    public RequestSpec header(String name, String... values) {
        return with(request.headers(headers -> {
            for (String value : values) {
                headers.add(name, value);
            }
        }));
    }

    /** Changes the fields at will; refuses as {@link #header} does. */
    public RequestSpec headers(Consumer<HttpHeaders> change) {
        return with(request.headers(change));
    }

    /** Basic credentials (RFC 7617, UTF-8), for this origin only: a redirect to another does not carry them. */
    public RequestSpec basicAuth(String userName, String password) {
        return with(request.headers(
                headers -> headers.setBasicAuth(userName, password, java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Credentials for the origin of this request's URL, in place of those that the client has for it. */
    public RequestSpec credentials(Credentials credentials) {
        return with(request.policies(chain -> chain.with(chain.hopPolicies().stream()
                .filter(AuthPolicy.class::isInstance)
                .map(AuthPolicy.class::cast)
                .findFirst()
                .orElseGet(AuthPolicy::ofUrls)
                .with(new ProtectionSpace(request.url().origin(), null), credentials))));
    }

    public RequestSpec body(RequestBody body) {
        return new RequestSpec(engine, request.body(body), null);
    }

    /** A text in UTF-8, as {@code text/plain} unless a header says otherwise. */
    public RequestSpec body(String text) {
        return body(RequestBody.text(text));
    }

    /** Bytes in memory; the array must not be changed afterwards. */
    public RequestSpec body(byte[] bytes, @Nullable MediaType mediaType) {
        return body(RequestBody.bytes(bytes, mediaType));
    }

    /** A file, read while it is sent. */
    public RequestSpec body(Path file, @Nullable MediaType mediaType) {
        return body(RequestBody.file(file, mediaType));
    }

    /** A stream of unknown length, sent chunked; it can be sent once, so a 307 or 308 fails. */
    public RequestSpec body(Publisher<? extends DataBuffer> content, @Nullable MediaType mediaType) {
        return body(RequestBody.stream(content, -1, mediaType));
    }

    /** A body of unknown length made anew for each hop that needs it, sent chunked. */
    public RequestSpec body(Supplier<? extends Publisher<DataBuffer>> content, @Nullable MediaType mediaType) {
        return body(RequestBody.replayable(content, -1, mediaType));
    }

    /**
     * A resource, read while it is sent. One that is {@linkplain Resource#isOpen() an open stream} can be sent once.
     *
     * @throws java.io.UncheckedIOException when its length cannot be told
     */
    public RequestSpec body(Resource resource, @Nullable MediaType mediaType) {
        return body(RequestBody.resource(resource, mediaType));
    }

    /**
     * An object, written by Spring's codecs: as JSON where Jackson is on the class path, unless a {@code Content-Type} set here
     * says otherwise. Written in memory for each exchange, so that it can be sent again. An object that no codec writes is
     * an {@link IllegalArgumentException} of the exchange.
     */
    public RequestSpec bodyValue(Object value) {
        return object(new ObjectBody(Mono.just(value), ResolvableType.forInstance(value), false));
    }

    /** Objects, written as they come and sent once: a JSON array, or NDJSON where {@code Content-Type} says so. */
    public <T> RequestSpec body(Publisher<T> objects, Class<T> type) {
        return object(new ObjectBody(objects, ResolvableType.forClass(type), true));
    }

    /**
     * Parts, as {@code multipart/form-data} (RFC 7578): texts, resources, objects. They can be sent again unless one of them
     * is a Publisher.
     */
    public RequestSpec multipart(Consumer<MultipartBodyBuilder> parts) {
        MultipartBodyBuilder builder = new MultipartBodyBuilder();
        parts.accept(builder);
        MultiValueMap<String, HttpEntity<?>> all = builder.build();
        boolean once =
                all.values().stream().flatMap(List::stream).anyMatch(part -> part.getBody() instanceof Publisher);
        ResolvableType type = ResolvableType.forClassWithGenerics(MultiValueMap.class, String.class, Object.class);
        return object(new ObjectBody(Mono.just(all), type, once));
    }

    private RequestSpec object(ObjectBody body) {
        return new RequestSpec(engine, request.body(RequestBody.empty()), body);
    }

    /**
     * A trailer section (RFC 9110 section 6.5), asked for when the body has been sent: a checksum of it, for instance. In
     * HTTP/1 the body is sent in chunks then. A field that a server needs before the body fails the exchange.
     */
    public RequestSpec trailers(Supplier<HttpHeaders> section) {
        return with(request.options(options -> options.trailers(() -> {
            HttpHeaders fields = section.get();
            HeaderRules.check(fields);
            return fields;
        })));
    }

    /**
     * Whether the body waits until the server says that it wants it ({@code Expect: 100-continue}, RFC 9110 section 10.1.1),
     * for no longer than the client's settings say. When the server answers instead, the body is not sent. By default large
     * bodies wait, and those of unknown length.
     */
    public RequestSpec expectContinue(boolean expected) {
        return with(request.options(options -> options.expectContinue(expected)));
    }

    /** Form fields, as {@code application/x-www-form-urlencoded}, in order, names repeated as often as added. */
    public RequestSpec form(Consumer<FormData.Builder> fields) {
        FormData.Builder form = FormData.builder();
        fields.accept(form);
        return body(RequestBody.form(form.build()));
    }

    /** Another decision about redirects, for this request alone. */
    public RequestSpec redirects(RedirectPolicy policy) {
        return with(request.policies(chain -> chain.redirects(policy)));
    }

    /** Another jar, for this request alone. */
    public RequestSpec cookies(CookieStore store) {
        return with(request.policies(chain -> chain.with(new CookiePolicy(store))));
    }

    /**
     * One cookie more, for this request and the redirects that stay with its origin. It goes before those of the jar, which
     * does not learn of it.
     *
     * @throws IllegalArgumentException when name or value hold what no {@code Cookie} field can carry
     */
    public RequestSpec cookie(String name, String value) {
        String pair = CookieField.format(name, value);
        return with(request.headers(headers -> headers.set(
                HttpHeaders.COOKIE,
                Stream.concat(headers.getOrEmpty(HttpHeaders.COOKIE).stream(), Stream.of(pair))
                        .collect(Collectors.joining("; ")))));
    }

    /**
     * On whose behalf the request is made, which decides about {@code SameSite} and partitioned cookies; by default as if
     * a user had typed the URL.
     *
     * @param url whose site counts as first party
     * @param topLevel true for a navigation that a user would see in the address bar
     * @throws io.wayfarer.client.url.InvalidUrlException when it is no absolute URL
     */
    public RequestSpec siteForCookies(String url, boolean topLevel) {
        return with(request.site(new HopSite(HttpUrl.parse(url), topLevel)));
    }

    /** No jar: sends no cookie but one set by hand, and keeps none. */
    public RequestSpec withoutCookies() {
        return with(request.policies(chain -> chain.without(HopStage.COOKIES)));
    }

    /** Through this proxy, each hop of it. */
    public RequestSpec proxy(Proxy proxy) {
        return routedBy(new Route(proxy, ROUTE_REASON));
    }

    /** Through no proxy, whatever the environment says. */
    public RequestSpec direct() {
        return routedBy(new Route(null, ROUTE_REASON));
    }

    private RequestSpec routedBy(Route route) {
        return with(request.policies(chain -> chain.with(new ProxyPolicy(url -> route))));
    }

    /**
     * Somebody who is told of each head that comes before an answer: 100, 102, 103 Early Hints (RFC 8297). Of redirected
     * requests too. Called on an event loop; what it throws fails the exchange.
     */
    public RequestSpec onInterim(Consumer<InterimResponse> listener) {
        return with(request.options(options -> options.onInterim(listener)));
    }

    /**
     * Decompression by other rules than the client's. Where a request sets {@code Accept-Encoding} itself, this says that the
     * answer is decompressed nevertheless.
     */
    public RequestSpec decompression(Decompression own) {
        return with(request.options(options -> options.decompression(own)));
    }

    /** Another time limit, for all hops of this request together, up to the head of the last answer. */
    public RequestSpec timeout(Duration limit) {
        return with(request.timeout(limit));
    }

    /**
     * Other time limits for each hop of this request; see {@link Timeouts} for what there is.
     *
     * <pre>{@code
     * http.get(url).timeouts(limits -> limits.connect(ofSeconds(2)).read(ofMinutes(5))).bodyAsString();
     * }</pre>
     */
    public RequestSpec timeouts(UnaryOperator<Timeouts> change) {
        return with(request.options(options -> options.timeouts(change)));
    }

    RequestSpec wholeServer() {
        return with(request.options(TransportOptions::wholeServer));
    }

    /** The request as a value, without a body that is still to be written by a codec. */
    public HttpRequest request() {
        return request;
    }
}
