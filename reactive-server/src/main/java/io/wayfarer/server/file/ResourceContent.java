/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Octets of anything that Spring can read, an entry of a jar for example. */
record ResourceContent(Resource resource) implements Content {

    @Override
    public InputStream open() throws IOException {
        return resource.getInputStream();
    }

    @Override
    public Flux<DataBuffer> read(DataBufferFactory buffers, ByteRange range) {
        Flux<DataBuffer> rest = Flux.defer(() -> DataBufferUtils.read(resource, range.first(), buffers, PIECE_BYTES));
        return Whole.octets(rest, range.length()).subscribeOn(Schedulers.boundedElastic());
    }
}
