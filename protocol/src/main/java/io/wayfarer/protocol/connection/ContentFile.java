/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes content to a file that is either whole or not there: into a neighbour first, which then takes the file's place.
 * Works on threads that may block.
 */
final class ContentFile {

    private ContentFile() {}

    private record Part(Path path, FileChannel channel) {

        static Part at(Path path) throws IOException {
            return new Part(path, FileChannel.open(path, StandardOpenOption.WRITE));
        }

        Part write(byte[] octets) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(octets);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            return this;
        }

        Part moveTo(Path target) throws IOException {
            channel.close();
            try {
                Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException notHere) {
                Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
            }
            return this;
        }

        Part close() throws IOException {
            channel.close();
            return this;
        }

        Part remove() throws IOException {
            channel.close();
            Files.deleteIfExists(path);
            return this;
        }
    }

    private interface PartWork {
        Part on(Part part) throws IOException;
    }

    /** @param file replaced when all has arrived */
    static Mono<Path> write(Flux<ByteBuf> content, Path file) {
        Path target = file.toAbsolutePath();
        return write(content, () -> neighbour(target), part -> part.moveTo(target))
                .thenReturn(file);
    }

    static Mono<Path> writeTemporary(Flux<ByteBuf> content) {
        return write(content, () -> Part.at(Files.createTempFile("wayfarer-", ".body")), Part::close)
                .map(Part::path);
    }

    private static Mono<Part> write(Flux<ByteBuf> content, Callable<Part> open, PartWork finish) {
        return Mono.usingWhen(
                        Mono.fromCallable(open),
                        // Not publishOn, which on a cancel may lose what it holds: reactor-core issue 4396.
                        part -> content.concatMap(piece -> written(part, piece), 0)
                                .doOnDiscard(ByteBuf.class, ByteBuf::release)
                                .then(Mono.just(part)),
                        part -> offLoop(part, finish),
                        (part, failure) -> offLoop(part, Part::remove),
                        part -> offLoop(part, Part::remove))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Only a copy goes to the other thread, which may never come to it when the step is cancelled. */
    private static Mono<Part> written(Part part, ByteBuf piece) {
        try {
            byte[] octets = ByteBufUtil.getBytes(piece);
            return offLoop(part, to -> to.write(octets));
        } finally {
            piece.release();
        }
    }

    private static Part neighbour(Path target) throws IOException {
        Path name = target.getFileName();
        Path folder = target.getParent();
        if (name == null || folder == null) {
            throw new IOException("cannot save to " + target + ": it is not a file");
        }
        return Part.at(Files.createTempFile(folder, "." + name + ".", ".part"));
    }

    private static Mono<Part> offLoop(Part part, PartWork work) {
        return Mono.fromCallable(() -> work.on(part)).subscribeOn(Schedulers.boundedElastic());
    }
}
