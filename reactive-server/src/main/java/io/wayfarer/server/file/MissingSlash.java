/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A folder was asked for as if it were a file: relative links of its index would lead astray. */
enum MissingSlash implements Found {
    INSTANCE;

    @Override
    public Mono<ServerResponse> answer(ServerRequest request, FileAnswers answers) {
        return answers.slash(request);
    }
}
