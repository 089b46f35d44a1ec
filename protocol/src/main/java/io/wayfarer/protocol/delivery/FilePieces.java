/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** A part of a file in pieces, read on a thread that may block. */
public final class FilePieces {

    private static final int PIECE = 32 * 1024;

    private final FileChannel file;
    private final long end;
    private long position;

    private FilePieces(FileChannel file, long position, long length) {
        this.file = file;
        this.position = position;
        this.end = position + length;
    }

    /**
     * The part, in pieces of 32 KiB at most; fails when the file is shorter.
     *
     * @throws IllegalArgumentException when position or length are negative
     */
    public static Flux<ByteBuf> of(Path path, long position, long length) {
        if (position < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "position, length: " + position + ", " + length + " (expected: both >= 0)");
        }
        return Flux.using(
                        () -> new FilePieces(FileChannel.open(path, StandardOpenOption.READ), position, length),
                        pieces -> Flux.generate(pieces::next),
                        FilePieces::close)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private void next(SynchronousSink<ByteBuf> sink) {
        int wanted = (int) Math.min(PIECE, end - position);
        if (wanted == 0) {
            sink.complete();
            return;
        }
        ByteBuf piece = ByteBufAllocator.DEFAULT.directBuffer(wanted);
        try {
            ByteBuffer target = piece.nioBuffer(0, wanted);
            int read = file.read(target, position);
            if (read <= 0) {
                piece.release();
                sink.error(new EOFException("the file ends " + (end - position) + " octets before it should"));
                return;
            }
            position += read;
            sink.next(piece.writerIndex(read));
        } catch (IOException failure) {
            piece.release();
            sink.error(failure);
        }
    }

    private void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
