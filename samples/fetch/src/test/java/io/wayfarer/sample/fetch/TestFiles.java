/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** Pages for what options do with files: parts of them, their tags and dates, their names, and servers that fail at first. */
final class TestFiles {

    private static final String CONTENT = "0123456789";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final AtomicInteger failures = new AtomicInteger();

    void pages(HttpServerRoutes routes) {
        routes.route(request -> request.path().equals("file"), TestFiles::file)
                .route(
                        request -> request.path().equals("named"),
                        (request, response) -> response.header(
                                        "Content-Disposition", "attachment; filename=\"../by server.txt\"")
                                .header("Content-Length", "5")
                                .sendString(Mono.just("named")))
                .route(request -> request.path().equals("gzip"), TestFiles::compressed)
                .route(
                        request -> request.path().equals("undated"),
                        (request, response) ->
                                response.header("Content-Length", "7").sendString(Mono.just("undated")))
                .route(request -> request.path().startsWith("flaky/"), this::flaky);
    }

    /** Ten digits of 1 January 2020, by RFC 9110 sections 13 and 14. */
    private static Publisher<Void> file(HttpServerRequest request, HttpServerResponse response) {
        response.header("ETag", "\"ten\"").header("Last-Modified", "Wed, 01 Jan 2020 00:00:00 GMT");
        if ("\"ten\"".equals(request.requestHeaders().get("If-None-Match"))) {
            return response.status(304).send();
        }
        String range = request.requestHeaders().get("Range");
        Matcher bytes = RANGE.matcher(range == null ? "" : range);
        if (!bytes.matches()) {
            return answer(response, 200, CONTENT);
        }
        boolean suffix = bytes.group(1).isEmpty();
        int first = suffix ? CONTENT.length() - Integer.parseInt(bytes.group(2)) : Integer.parseInt(bytes.group(1));
        int last = suffix || bytes.group(2).isEmpty() ? CONTENT.length() - 1 : Integer.parseInt(bytes.group(2));
        if (first >= CONTENT.length()) {
            return answer(response.header("Content-Range", "bytes */10"), 416, "too far");
        }
        return answer(
                response.header("Content-Range", "bytes " + first + "-" + last + "/10"),
                206,
                CONTENT.substring(first, last + 1));
    }

    private static Publisher<Void> answer(HttpServerResponse response, int status, String body) {
        return response.status(status)
                .header("Content-Length", String.valueOf(body.length()))
                .sendString(Mono.just(body));
    }

    private static Publisher<Void> compressed(HttpServerRequest request, HttpServerResponse response) {
        String accepted = request.requestHeaders().get("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip")) {
            return answer(response, 200, "plain\n");
        }
        String packed = gzip("unpacked\n");
        return response.header("Content-Encoding", "gzip")
                .header("Content-Length", String.valueOf(packed.length()))
                .send(Mono.just(Unpooled.copiedBuffer(packed, StandardCharsets.ISO_8859_1)));
    }

    /** Compressed, a character for each octet. */
    static String gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }

    /** As in {@code /flaky/2/503}: the first two requests are answered so. */
    private Publisher<Void> flaky(HttpServerRequest request, HttpServerResponse response) {
        String[] parts = request.path().split("/", -1);
        return failures.incrementAndGet() > Integer.parseInt(parts[1])
                ? answer(response, 200, "at last\n")
                : answer(response, Integer.parseInt(parts[2]), "not yet\n");
    }

    void begin() {
        failures.set(0);
    }
}
