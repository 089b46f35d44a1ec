/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.wayfarer.benchmarks.contestant.Call;
import io.wayfarer.benchmarks.server.Pages;

/** What the contestants are asked to do. Every answer that counts is a 200 with a body of known length. */
enum Scenario {
    GET(Pages.SMALL_PATH, 0, 64, Pages.SMALL_BYTES, "GET 200 B, 64 callers"),
    GET_ALONE(Pages.SMALL_PATH, 0, 1, Pages.SMALL_BYTES, "GET 200 B, 1 caller"),
    POST(Pages.POST_PATH, Pages.POST_BYTES, 64, Pages.SMALL_BYTES, "POST 1 KiB, 64 callers"),
    REDIRECTS(Pages.REDIRECT_PATH + 3, 0, 64, Pages.SMALL_BYTES, "three redirects, 64 callers"),
    GET_1MIB(Pages.LARGE_PATH, 0, 1, Pages.LARGE_BYTES, "GET 1 MiB, 1 caller"),
    HTTP2(Pages.SMALL_PATH, 0, 64, Pages.SMALL_BYTES, "GET 200 B, 64 callers, one connection of HTTP/2"),
    FILE_4KIB(Pages.SMALL_FILE_PATH, 0, 64, Pages.SMALL_FILE_BYTES, "file of 4 KiB, 64 callers"),
    FILE_1MIB(Pages.LARGE_FILE_PATH, 0, 1, Pages.LARGE_BYTES, "file of 1 MiB, 1 caller"),
    ROUTE_AMONG_1(Pages.routePath(1), 0, 64, Pages.SMALL_BYTES, "GET 200 B, the only route, 64 callers"),
    ROUTE_AMONG_1000(Pages.routePath(1_000), 0, 64, Pages.SMALL_BYTES, "GET 200 B, among 1 000 routes, 64 callers"),
    ROUTE_AMONG_10000(Pages.routePath(10_000), 0, 64, Pages.SMALL_BYTES, "GET 200 B, among 10 000 routes, 64 callers");

    private final String path;
    private final int bodyBytes;
    private final int callers;
    private final int answerBytes;
    private final String title;

    Scenario(String path, int bodyBytes, int callers, int answerBytes, String title) {
        this.path = path;
        this.bodyBytes = bodyBytes;
        this.callers = callers;
        this.answerBytes = answerBytes;
        this.title = title;
    }

    static Scenario byId(String id) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario \"" + id + "\" (there are: "
                        + Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", ")) + ")"));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    /** How many requests are in flight at any time; each caller sends its next one when the last is answered. */
    int callers() {
        return callers;
    }

    /** Whether a server of files is asked. */
    boolean ofFiles() {
        return this == FILE_4KIB || this == FILE_1MIB;
    }

    /** Whether a server of routes is asked. */
    boolean ofRoutes() {
        return this == ROUTE_AMONG_1 || this == ROUTE_AMONG_1000 || this == ROUTE_AMONG_10000;
    }

    Call call(String origin) {
        Optional<byte[]> body = bodyBytes == 0 ? Optional.empty() : Optional.of(new byte[bodyBytes]);
        return new Call(origin + path, body, this == REDIRECTS, this == HTTP2);
    }

    boolean isAnsweredBy(int status, long length) {
        return status == 200 && length == answerBytes;
    }
}
