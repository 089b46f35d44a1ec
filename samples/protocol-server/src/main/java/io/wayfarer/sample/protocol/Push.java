/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static io.wayfarer.protocol.header.HeaderList.AUTHORITY;
import static io.wayfarer.protocol.header.HeaderList.METHOD;
import static io.wayfarer.protocol.header.HeaderList.PATH;
import static io.wayfarer.protocol.header.HeaderList.SCHEME;

import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.h2.Http2Stream;
import io.wayfarer.protocol.header.HeaderList;

/** Promises an answer before it is asked for (RFC 9113 section 8.4). */
final class Push {

    private static final String PROMISED = "/pushed";

    private Push() {}

    /** Promises, answers the request, and then the promise; without the promise where the client takes none. */
    static Mono<Void> beside(HttpStream stream, HeaderList request, Answers answers) {
        Mono<Void> answer = answers.describe(stream, request);
        if (!(stream instanceof Http2Stream asked)) {
            return answer;
        }
        String authority = request.first(AUTHORITY);
        HeaderList promised = HeaderList.of(
                METHOD,
                "GET",
                SCHEME,
                String.valueOf(request.first(SCHEME)),
                AUTHORITY,
                authority == null ? "localhost" : authority,
                PATH,
                PROMISED);
        return asked.push(promised)
                .flatMap(fresh -> Mono.when(answer, answers.describe(fresh, promised)))
                .onErrorResume(IllegalStateException.class, notWanted -> answer);
    }
}
