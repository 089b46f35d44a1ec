/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes a body to a file that is either whole or not there: into a neighbour first, which then takes the file's place.
 * Files are opened, closed and moved off the event loop.
 */
final class FileBody {

    private FileBody() {}

    private record Part(Path path, AsynchronousFileChannel channel) {}

    /** @param written told of the number of bytes of each piece that is in the file */
    static Mono<Path> write(Flux<DataBuffer> body, Path file, LongConsumer written) {
        Path target = file.toAbsolutePath();
        return write(body, written, () -> open(target), part -> moveTo(part, target))
                .thenReturn(file);
    }

    /** Into a new file among the temporary ones, which nobody but the owner may read. */
    static Mono<Path> writeTemporary(Flux<DataBuffer> body) {
        return write(
                body,
                bytes -> {},
                () -> opened(Files.createTempFile("wayfarer-", ".body")),
                part -> part.channel().close());
    }

    private static Mono<Path> write(
            Flux<DataBuffer> body, LongConsumer written, Callable<Part> opening, PartWork whole) {
        return Mono.usingWhen(
                        Mono.fromCallable(opening),
                        part -> DataBufferUtils.write(body, part.channel())
                                .doOnNext(piece -> {
                                    int bytes = piece.readableByteCount();
                                    DataBufferUtils.release(piece);
                                    written.accept(bytes);
                                })
                                .then(Mono.just(part.path())),
                        part -> offLoop(() -> whole.on(part)),
                        (part, failure) -> offLoop(() -> remove(part)),
                        part -> offLoop(() -> remove(part)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Part open(Path target) throws IOException {
        Path name = target.getFileName();
        Path folder = target.getParent();
        if (name == null || folder == null) {
            throw new IOException("Cannot save to " + target + ": it is not a file.");
        }
        return opened(Files.createTempFile(folder, "." + name + ".", ".part"));
    }

    private static Part opened(Path path) throws IOException {
        return new Part(path, AsynchronousFileChannel.open(path, StandardOpenOption.WRITE));
    }

    private static void moveTo(Part part, Path target) throws IOException {
        part.channel().close();
        try {
            Files.move(part.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part.path(), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void remove(Part part) throws IOException {
        part.channel().close();
        Files.deleteIfExists(part.path());
    }

    private interface PartWork {
        void on(Part part) throws IOException;
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private static Mono<Void> offLoop(FileWork work) {
        return Mono.<Void>create(sink -> {
                    try {
                        work.run();
                        sink.success();
                    } catch (IOException e) {
                        sink.error(e);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
