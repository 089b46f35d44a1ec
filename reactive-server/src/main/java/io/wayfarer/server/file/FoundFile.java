/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A file with what lies precompressed beside it.
 *
 * @param plain the file as it is
 * @param coded the same in other codings, the preferred first
 */
record FoundFile(Representation plain, List<Representation> coded) implements Found {

    FoundFile {
        coded = List.copyOf(coded);
    }

    @Override
    public Mono<ServerResponse> answer(ServerRequest request, FileAnswers answers) {
        return answers.file(request, this);
    }

    /** What the client likes best. */
    Representation preferred(HttpHeaders request) {
        if (coded.isEmpty()) {
            return plain;
        }
        Coding coding = Coding.preferred(
                request.getOrDefault(HttpHeaders.ACCEPT_ENCODING, List.of()),
                coded.stream().map(Representation::coding).toList());
        return coded.stream()
                .filter(found -> found.coding() == coding)
                .findFirst()
                .orElse(plain);
    }

    /** What this takes in memory, or -1 where not all of it is there. */
    long bytesInMemory() {
        long bytes = inMemory(plain);
        for (Representation one : coded) {
            long more = inMemory(one);
            bytes = bytes < 0 || more < 0 ? -1 : bytes + more;
        }
        return bytes;
    }

    private static long inMemory(Representation representation) {
        return representation.content() instanceof MemoryContent ? representation.length() : -1;
    }
}
