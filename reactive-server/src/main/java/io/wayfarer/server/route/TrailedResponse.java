/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.grammar.Tokens;
import io.wayfarer.protocol.grammar.TrailerFields;
import io.wayfarer.server.transport.NettyAnswer;

/** A response with fields behind its body, whose values are asked for when the body has been sent. */
record TrailedResponse(ServerResponse response, Map<String, Supplier<String>> fields) implements ServerResponse {

    /** The response with one more field; of several with one name, the last. */
    static TrailedResponse of(ServerResponse response, String name, Supplier<String> value) {
        checkName(name);
        TrailedResponse trailed =
                response instanceof TrailedResponse known ? known : new TrailedResponse(response, Map.of());
        Map<String, Supplier<String>> fields = new LinkedHashMap<>(trailed.fields);
        fields.put(name, value);
        return new TrailedResponse(trailed.response, fields);
    }

    static void checkName(String name) {
        if (!Tokens.isToken(name) || TrailerFields.isTooLate(name)) {
            throw new IllegalArgumentException(
                    "trailer: " + name + " (expected: the name of a field that means something behind a body)");
        }
    }

    @Override
    public HttpStatusCode statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return response.cookies();
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        Optional<NettyAnswer> carrier = NettyAnswer.of(exchange.getResponse());
        if (carrier.isEmpty()
                || !carrier.get().isBeyondHttp10()
                || exchange.getRequest().getMethod().equals(HttpMethod.HEAD)) {
            return response.writeTo(exchange, context);
        }
        Trailing trailing = new Trailing(exchange.getResponse(), fields);
        carrier.get().trailers(() -> trailing.section);
        return response.writeTo(exchange.mutate().response(trailing).build(), context);
    }

    /** Its section is complete with its body, so that a field that cannot be made breaks the answer off. */
    private static final class Trailing extends ServerHttpResponseDecorator {

        private final Map<String, Supplier<String>> fields;
        private final HttpHeaders section = new HttpHeaders();

        Trailing(ServerHttpResponse response, Map<String, Supplier<String>> fields) {
            super(response);
            this.fields = fields;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            announce();
            return super.writeWith(Flux.<DataBuffer>concat(body, Mono.fromRunnable(this::ask)));
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            announce();
            return super.writeAndFlushWith(
                    Flux.<Publisher<? extends DataBuffer>>concat(body, Mono.fromRunnable(this::ask)));
        }

        /** HTTP/1.1 has trailers behind chunks alone, which a length would rule out. */
        private void announce() {
            getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
            getHeaders().set(HttpHeaders.TRAILER, String.join(", ", fields.keySet()));
        }

        private void ask() {
            fields.forEach((name, supplier) -> {
                String value = supplier.get();
                if (!Tokens.isFieldValue(value)) {
                    throw new IllegalArgumentException("trailer " + name
                            + ": its value holds a control character, or one beyond U+00FF (expected: neither)");
                }
                section.set(name, value);
            });
        }
    }
}
