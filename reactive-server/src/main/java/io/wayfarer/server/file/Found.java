/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What there is to answer. */
sealed interface Found permits FoundFile, Listing, MissingSlash {

    Mono<ServerResponse> answer(ServerRequest request, FileAnswers answers);
}
