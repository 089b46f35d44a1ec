/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static io.wayfarer.protocol.header.HeaderList.METHOD;
import static io.wayfarer.protocol.header.HeaderList.PATH;
import static io.wayfarer.protocol.header.HeaderList.STATUS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/** Answers a request by what its path asks for; by a description of the request where it asks for nothing. */
final class Answers implements Function<HttpStream, Publisher<Void>> {

    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int PIECE = 64 * 1024;
    private static final long LONGEST_DELAY_MILLIS = 600_000;

    private final DateField date = new DateField();

    @Override
    public Publisher<Void> apply(HttpStream stream) {
        HeaderList head = stream.reader().head();
        return head == null
                ? stream.reader().finalHeaders().flatMap(late -> answer(stream, late))
                : answer(stream, head);
    }

    private Mono<Void> answer(HttpStream stream, HeaderList request) {
        String method = request.first(METHOD);
        String path = request.first(PATH);
        if (method == null || path == null) {
            return text(stream, request, 400, "A request has a method and a path.\n");
        }
        switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" -> {
                int query = path.indexOf('?');
                return byPath(stream, request, query < 0 ? path : path.substring(0, query));
            }
            case "OPTIONS" -> {
                return send(stream, head(204).add("allow", ALLOW).build());
            }
            case "TRACE", "CONNECT" -> {
                HeaderList refusal =
                        head(405).add("allow", ALLOW).add("content-length", "0").build();
                return send(stream, refusal);
            }
            default -> {
                return text(stream, request, 501, "The method " + method + " is not known here.\n");
            }
        }
    }

    private Mono<Void> byPath(HttpStream stream, HeaderList request, String path) {
        int slash = path.indexOf('/', 1);
        String first = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash + 1);
        return switch (first) {
            case "/status" -> status(stream, request, rest);
            case "/redirect" -> redirect(stream, request, rest);
            case "/bytes" -> bytes(stream, request, rest);
            case "/chunks" -> chunks(stream, request, rest);
            case "/delay" -> delay(stream, request, rest);
            case "/trailers" -> trailers(stream, request);
            case "/early-hints" ->
                stream.sendHeaders(HeaderList.of(STATUS, "103", "link", "</style.css>; rel=preload; as=style"), false)
                        .then(describe(stream, request));
            case "/push" -> Push.beside(stream, request, this);
            default -> describe(stream, request);
        };
    }

    private Mono<Void> status(HttpStream stream, HeaderList request, String rest) {
        long status = number(rest);
        if (status < 200 || status > 999) {
            return text(stream, request, 400, "A final status has three digits and begins with 2 or more.\n");
        }
        if (status == 204 || status == 205 || status == 304) {
            return send(stream, head((int) status).build());
        }
        return text(stream, request, (int) status, "Status " + status + "\n");
    }

    private Mono<Void> redirect(HttpStream stream, HeaderList request, String rest) {
        long left = number(rest);
        if (left <= 0) {
            return left == 0 ? describe(stream, request) : text(stream, request, 400, "How many redirects?\n");
        }
        HeaderList found = head(302)
                .add("location", "/redirect/" + (left - 1))
                .add("content-length", "0")
                .build();
        return send(stream, found);
    }

    private Mono<Void> bytes(HttpStream stream, HeaderList request, String rest) {
        long length = number(rest);
        if (length < 0) {
            return text(stream, request, 400, "How many bytes?\n");
        }
        HeaderList head = head(200)
                .add("content-type", "application/octet-stream")
                .add("content-length", Long.toString(length))
                .build();
        if (length == 0 || isHead(request)) {
            return send(stream, head);
        }
        if (length <= PIECE) {
            return together(stream, head, Pieces.of((int) length));
        }
        return stream.sendHeaders(head, false).then(stream.sendBody(Pieces.flux(length)));
    }

    private Mono<Void> chunks(HttpStream stream, HeaderList request, String rest) {
        long count = number(rest);
        if (count < 0) {
            return text(stream, request, 400, "How many chunks?\n");
        }
        HeaderList head = head(200).add("content-type", TEXT).build();
        if (isHead(request)) {
            return send(stream, head);
        }
        Flux<ByteBuf> content = Flux.<ByteBuf, Long>generate(() -> 1L, (number, sink) -> {
            if (number > count) {
                sink.complete();
            } else {
                sink.next(buffer("chunk " + number + "\n"));
            }
            return number + 1;
        });
        return stream.sendHeaders(head, false).then(stream.sendBody(content));
    }

    private Mono<Void> delay(HttpStream stream, HeaderList request, String rest) {
        long millis = number(rest);
        if (millis < 0 || millis > LONGEST_DELAY_MILLIS) {
            return text(stream, request, 400, "How many milliseconds, up to " + LONGEST_DELAY_MILLIS + "?\n");
        }
        return Mono.delay(Duration.ofMillis(millis)).then(describe(stream, request));
    }

    private Mono<Void> trailers(HttpStream stream, HeaderList request) {
        HeaderList head = head(200)
                .add("content-type", TEXT)
                .add("trailer", "x-trailer, x-length")
                .build();
        if (isHead(request)) {
            return send(stream, head);
        }
        String text = "Trailers follow.\n";
        return stream.sendHeaders(head, false)
                .then(stream.sendData(buffer(text), false))
                .then(stream.sendTrailers(
                        HeaderList.of("x-trailer", "the last word", "x-length", Integer.toString(text.length()))));
    }

    /** Method, version and fields as text, and behind an empty line the content, if there is any. */
    Mono<Void> describe(HttpStream stream, HeaderList request) {
        String method = String.valueOf(request.first(METHOD));
        ByteBuf text = buffer(description(stream, request));
        if (!WITH_CONTENT.contains(method) || stream.state() == StreamState.HALF_CLOSED_REMOTE) {
            return whole(stream, request, text);
        }
        Mono<Void> ready =
                "100-continue".equalsIgnoreCase(request.first("expect")) ? stream.sendContinue() : Mono.empty();
        return ready.then(stream.reader().read(PIECE))
                .defaultIfEmpty(Unpooled.EMPTY_BUFFER)
                .flatMap(content -> content.readableBytes() < PIECE
                        ? whole(stream, request, Unpooled.wrappedBuffer(text, content))
                        : echo(stream, Unpooled.wrappedBuffer(text, content)));
    }

    private Mono<Void> echo(HttpStream stream, ByteBuf beginning) {
        HeaderList head = head(200).add("content-type", TEXT).build();
        return Mono.when(stream.sendHeaders(head, false), stream.sendData(beginning, false))
                .then(stream.sendBody(stream.reader().body()));
    }

    private static String description(HttpStream stream, HeaderList request) {
        StringBuilder text = new StringBuilder(256)
                .append(request.first(METHOD))
                .append(' ')
                .append(request.first(PATH))
                .append(' ')
                .append(stream.connection().version())
                .append('\n');
        for (HeaderField field : request) {
            if (!field.pseudo()) {
                text.append(field.name()).append(": ").append(field.value()).append('\n');
            }
        }
        return text.append('\n').toString();
    }

    private Mono<Void> text(HttpStream stream, HeaderList request, int status, String text) {
        ByteBuf content = buffer(text);
        HeaderList head = head(status)
                .add("content-type", TEXT)
                .add("content-length", Integer.toString(content.readableBytes()))
                .build();
        return sent(stream, request, head, content);
    }

    private Mono<Void> whole(HttpStream stream, HeaderList request, ByteBuf content) {
        HeaderList head = head(200)
                .add("content-type", TEXT)
                .add("content-length", Integer.toString(content.readableBytes()))
                .build();
        return sent(stream, request, head, content);
    }

    private static Mono<Void> sent(HttpStream stream, HeaderList request, HeaderList head, ByteBuf content) {
        if (isHead(request)) {
            content.release();
            return send(stream, head);
        }
        return together(stream, head, content);
    }

    /** Both at once, so that they leave in one piece; what cannot be sent any more is released all the same. */
    private static Mono<Void> together(HttpStream stream, HeaderList head, ByteBuf content) {
        return Mono.when(stream.sendHeaders(head, false), stream.sendData(content, true));
    }

    private static Mono<Void> send(HttpStream stream, HeaderList head) {
        return stream.sendHeaders(head, true);
    }

    private HeaderList.Builder head(int status) {
        return HeaderList.builder().add(STATUS, Integer.toString(status)).add("date", date.now());
    }

    private static boolean isHead(HeaderList request) {
        return "HEAD".equals(request.first(METHOD));
    }

    /** A number of at most 18 digits, -1 for everything else. */
    private static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)); // nothing that would have to be released
    }
}
