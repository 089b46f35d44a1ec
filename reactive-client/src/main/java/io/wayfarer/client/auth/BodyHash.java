/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.security.MessageDigest;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;

/** H(entity-body) of RFC 7616 section 3.4.3, in hexadecimal; reads the body and keeps none of it. */
final class BodyHash {

    private BodyHash() {}

    static Mono<String> of(RequestBody body, DigestAlgorithm algorithm) {
        return Mono.defer(() -> {
            MessageDigest digest = algorithm.start();
            return Flux.from(body.content())
                    .doOnNext(buffer -> add(digest, buffer))
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .then(Mono.fromSupplier(() -> DigestAlgorithm.hex(digest.digest())));
        });
    }

    private static void add(MessageDigest digest, DataBuffer buffer) {
        try (DataBuffer.ByteBufferIterator bytes = buffer.readableByteBuffers()) {
            while (bytes.hasNext()) {
                digest.update(bytes.next());
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
