/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.grammar.Tokens;
import io.wayfarer.server.transport.NettyAnswer;

/** Short forms of common answers, meant to be imported statically. For everything else there is {@code ServerResponse}. */
public final class Responses {

    private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

    private Responses() {}

    /** 200 with a text, as {@code text/plain} in UTF-8. */
    public static Answer text(String text) {
        return encoded(PLAIN, text);
    }

    /** 200 with a page, as {@code text/html} in UTF-8. Nothing in it is escaped. */
    public static Answer html(String page) {
        return encoded(HTML, page);
    }

    private static Answer encoded(MediaType type, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Answer.fixed(builder -> builder.contentType(type)
                .contentLength(bytes.length)
                .body((response, context) ->
                        response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)))));
    }

    /** 200 with a value as {@code application/json}, by WebFlux's codecs. */
    public static Answer json(Object value) {
        return Answer.of(
                builder -> builder.contentType(MediaType.APPLICATION_JSON).bodyValue(value));
    }

    /** A status from 200 to 599 alone, without content, and without the page that an error would get. */
    public static Answer status(int code) {
        return Answer.fixed(BodyBuilder::build).status(code);
    }

    /** 303 (RFC 9110 section 15.4.4): the client is to GET another URL, whatever the method of this request was. */
    public static Answer redirect(String location) {
        URI target = URI.create(location);
        return Answer.fixed(builder -> builder.location(target).build()).status(303);
    }

    /**
     * 200 with a text of unknown length in UTF-8. Status and headers are sent at once, each chunk as soon as it comes, as
     * fast as the client takes them; when the chunks complete, the answer is finished. When they fail the connection is
     * broken off, and when the client leaves they are cancelled.
     */
    public static Answer stream(MediaType type, Publisher<? extends CharSequence> chunks) {
        return Answer.of(builder -> builder.contentType(type)
                .body((response, context) -> response.writeAndFlushWith(groups(response, chunks))));
    }

    private static Flux<Mono<DataBuffer>> groups(
            ServerHttpResponse response, Publisher<? extends CharSequence> chunks) {
        DataBufferFactory buffers = response.bufferFactory();
        // The first group, of nothing, commits the head before the first chunk is there.
        return Flux.just(Mono.just(buffers.wrap(new byte[0])))
                .concatWith(Flux.from(chunks)
                        .map(chunk -> Mono.just(buffers.wrap(chunk.toString().getBytes(UTF_8)))));
    }

    /** 200 with events as {@code text/event-stream}: {@code ServerSentEvent}s, or values that become the data of one. */
    public static Answer sse(Publisher<?> events) {
        return Answer.of(
                builder -> builder.contentType(MediaType.TEXT_EVENT_STREAM).body(events, Object.class));
    }

    /**
     * The response with a field behind its body (RFC 9110 section 6.5): a checksum, or how the work went. In HTTP/1.1 the body
     * is sent in chunks then. A client of HTTP/1.0 gets none, nor does HEAD or an answer without a body, and what lies between
     * may drop it unless {@link Requests#takesTrailers} says otherwise: let nothing depend on it. Reactor Netty alone sends it.
     *
     * @param name of a field that means something behind a body, so not of one that frames, admits or describes it
     * @param value asked for once, when all of the body has been handed over; where it fails, or cannot be a field's value, the
     *     answer is broken off
     */
    public static ServerResponse withTrailer(ServerResponse response, String name, Supplier<String> value) {
        return TrailedResponse.of(response, name, value);
    }

    /**
     * Sends 103 (Early Hints, RFC 8297) before the answer, any number of times, and completes when that is written: what the
     * client may load while the answer is made. The answer does not repeat the links by itself. A client of HTTP/1.0 gets none,
     * and Reactor Netty alone sends them, not over HTTP/3. Fails with {@link IllegalStateException} when the answer has begun.
     *
     * <p>Some clients of HTTP/1.1 take a 103 for the answer; browsers use it on HTTP/2 alone.
     *
     * @param links values of {@code Link} (RFC 8288), such as {@code </style.css>; rel=preload; as=style}
     */
    public static Mono<Void> earlyHints(ServerRequest request, String... links) {
        HttpHeaders fields = new HttpHeaders();
        for (String link : links) {
            if (!link.startsWith("<") || link.indexOf('>') < 0 || !Tokens.isFieldValue(link)) {
                throw new IllegalArgumentException("link: " + link + " (expected: </path>; rel=preload; as=style)");
            }
            fields.add(HttpHeaders.LINK, link);
        }
        return NettyAnswer.of(request.exchange().getResponse())
                .map(answer -> answer.interim(HttpStatus.EARLY_HINTS.value(), fields))
                .orElseGet(Mono::empty);
    }

    /**
     * A handler that returns what it likes: null or an empty {@code Optional} (the next route that matches answers), a
     * text, a status number (from 400 on an error with its page), a {@code ServerResponse}, {@code ResponseEntity} or
     * {@code ProblemDetail}, an exception, a {@code Resource}, any other value (written by WebFlux's codecs as the client
     * accepts it), or any of these later: a {@code Mono}, a {@code CompletableFuture} that somebody completes elsewhere,
     * or another asynchronous type that Spring knows.
     */
    public static HandlerFunction<ServerResponse> answer(Function<ServerRequest, ? extends @Nullable Object> handler) {
        return request -> AnyAnswer.of(handler.apply(request));
    }

    /**
     * The answer to a request that may have conditions on the version it is about (RFC 9110 section 13): 304 for a GET or
     * HEAD of what the client has already, the error 412 for a change of something else than it has seen, or else what the
     * supplier makes, with both validators as fields. The supplier is called only in the last case.
     *
     * @param entityTag of the present version, without quotes unless it is weak
     * @param lastModified of the present version, whose fraction of a second does not count
     */
    public static Mono<ServerResponse> ifConditionsHold(
            ServerRequest request,
            String entityTag,
            Instant lastModified,
            Supplier<? extends Mono<ServerResponse>> response) {
        return request.checkNotModified(lastModified.truncatedTo(ChronoUnit.SECONDS), entityTag)
                .flatMap(answer -> answer.statusCode().isError()
                        ? Mono.error(new ResponseStatusException(answer.statusCode()))
                        : Mono.just(answer))
                .switchIfEmpty(Mono.defer(response));
    }
}
