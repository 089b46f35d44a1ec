/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.cookie.CookieField;
import io.wayfarer.client.transport.TransportOptions;
import io.wayfarer.protocol.grammar.FormData;

/**
 * A request being put together; {@link ResponseSpec} has the ways to send it. Immutable: each method returns a new one.
 * Nothing is sent before a subscription, and each subscription sends anew.
 */
public final class RequestSpec extends RequestTerms {

    RequestSpec(Engine engine, HttpRequest request) {
        this(engine, request, null);
    }

    private RequestSpec(Engine engine, HttpRequest request, @Nullable ObjectBody object) {
        super(engine, request, object);
    }

    @Override
    RequestSpec with(HttpRequest changed) {
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
     * HTTP/1 the body is sent in chunks then. A field that a server needs before the body fails the exchange. A redirect that
     * takes no body along, or leads to another origin, leaves the section behind.
     */
    public RequestSpec trailers(Supplier<HttpHeaders> section) {
        return with(request.options(options -> options.trailers(() -> {
            HttpHeaders fields = section.get();
            HeaderRules.check(fields);
            return fields;
        })));
    }

    /** Form fields, as {@code application/x-www-form-urlencoded}, in order, names repeated as often as added. */
    public RequestSpec form(Consumer<FormData.Builder> fields) {
        FormData.Builder form = FormData.builder();
        fields.accept(form);
        return body(RequestBody.form(form.build()));
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
     * Asks for this in place of the URL's path and query, letter by letter: dots that a URL would resolve, escapes that it
     * would not need. For tests of servers; policies see the URL, so that Digest credentials do not fit. A redirect leads to
     * its own URL.
     *
     * @throws IllegalArgumentException when it is empty, or holds a blank, a control character, or one beyond ASCII
     */
    public RequestSpec requestTarget(String target) {
        return with(request.options(options -> options.requestTarget(target)));
    }

    RequestSpec wholeServer() {
        return with(request.options(TransportOptions::wholeServer));
    }

    /** The request as a value, without a body that is still to be written by a codec. */
    public HttpRequest request() {
        return request;
    }
}
