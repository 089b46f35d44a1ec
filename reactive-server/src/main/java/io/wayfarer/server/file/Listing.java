/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.time.Instant;
import java.util.List;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What is in a folder.
 *
 * @param names of the folders on the way, and its own; none for the root
 * @param complete whether there is nothing more
 */
record Listing(List<String> names, List<Item> items, boolean complete) implements Found {

    Listing {
        names = List.copyOf(names);
        items = List.copyOf(items);
    }

    /**
     * A file or a folder.
     *
     * @param length in octets; of a folder it means nothing
     */
    record Item(String name, boolean folder, long length, Instant changed) {}

    @Override
    public Mono<ServerResponse> answer(ServerRequest request, FileAnswers answers) {
        return answers.listing(request, this);
    }
}
