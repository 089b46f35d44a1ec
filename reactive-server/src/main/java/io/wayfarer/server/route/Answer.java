/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * An answer that is known beforehand: a handler by itself, and what a handler returns.
 * {@code get("/a", text("x"))} and {@code get("/a", request -> text("x"))} are the same. One
 * answer serves any number of requests at once. Immutable; each method returns another one.
 */
public final class Answer extends Mono<ServerResponse> implements HandlerFunction<ServerResponse> {

    private final HttpStatusCode status;
    private final List<Consumer<BodyBuilder>> settings;
    private final Function<BodyBuilder, Mono<ServerResponse>> content;
    private final boolean fixed;

    /** Made by the first request. Immutable: should several make it at once, any of them will do. */
    private @Nullable Mono<ServerResponse> made;

    private Answer(
            HttpStatusCode status,
            List<Consumer<BodyBuilder>> settings,
            Function<BodyBuilder, Mono<ServerResponse>> content,
            boolean fixed) {
        this.status = status;
        this.settings = settings;
        this.content = content;
        this.fixed = fixed;
    }

    /** 200 with this content, made anew for each request. */
    static Answer of(Function<BodyBuilder, Mono<ServerResponse>> content) {
        return new Answer(HttpStatus.OK, List.of(), content, false);
    }

    /** 200 with a content that is made once: the response keeps nothing of a request. */
    static Answer fixed(Function<BodyBuilder, Mono<ServerResponse>> content) {
        return new Answer(HttpStatus.OK, List.of(), content, true);
    }

    /** With another status, from 200 to 599. */
    public Answer status(int code) {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("status: " + code + " (expected: 200 to 599)");
        }
        return new Answer(HttpStatusCode.valueOf(code), settings, content, fixed);
    }

    /** With one more header field; a line break in it fails the answer. */
    public Answer header(String name, String... values) {
        return with(builder -> builder.header(name, values));
    }

    /** With one more cookie; {@code ResponseCookie} refuses names and values that no {@code Set-Cookie} may have. */
    public Answer cookie(ResponseCookie cookie) {
        return with(builder -> builder.cookie(cookie));
    }

    /**
     * With a field behind the content (RFC 9110 section 6.5), as {@link Responses#withTrailer} says. A value that depends on the
     * content of one answer wants an answer made for each request.
     */
    public Answer trailer(String name, Supplier<String> value) {
        TrailedResponse.checkName(name);
        return new Answer(
                status,
                settings,
                builder -> content.apply(builder).map(response -> TrailedResponse.of(response, name, value)),
                false);
    }

    private Answer with(Consumer<BodyBuilder> setting) {
        List<Consumer<BodyBuilder>> more = new ArrayList<>(settings);
        more.add(setting);
        return new Answer(status, List.copyOf(more), content, fixed);
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        return this;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ServerResponse> actual) {
        Mono.defer(this::response).subscribe(actual);
    }

    /** The response to one request. */
    Mono<ServerResponse> response() {
        Mono<ServerResponse> known = made;
        if (known == null) {
            known = make();
            made = fixed ? known : null;
        }
        return known;
    }

    private Mono<ServerResponse> make() {
        BodyBuilder builder = ServerResponse.status(status);
        for (Consumer<BodyBuilder> setting : settings) {
            setting.accept(builder);
        }
        return content.apply(builder);
    }
}
