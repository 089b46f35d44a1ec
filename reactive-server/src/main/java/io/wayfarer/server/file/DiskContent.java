/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Octets on disk, which the operating system sends by itself where the response lets it. */
record DiskContent(Path path) implements Content {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public Flux<DataBuffer> read(DataBufferFactory buffers, ByteRange range) {
        Flux<DataBuffer> rest = DataBufferUtils.readByteChannel(
                () -> FileChannel.open(path, StandardOpenOption.READ).position(range.first()), buffers, PIECE_BYTES);
        // Demand comes from event loops; with this, what it causes to be read is read elsewhere.
        return Whole.octets(rest, range.length()).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Mono<Void> send(ServerHttpResponse response, ByteRange range) {
        return response instanceof ZeroCopyHttpOutputMessage zeroCopy
                ? zeroCopy.writeWith(path, range.first(), range.length())
                : Content.super.send(response, range);
    }
}
