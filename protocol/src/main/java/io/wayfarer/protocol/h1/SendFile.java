/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Sends a part of a file: handed to the operating system where the connection is plain, read in pieces under TLS. */
final class SendFile extends Send {

    private static final int PIECE = 64 * 1024;

    private final long position;
    private final long length;
    private @Nullable FileChannel file;

    private SendFile(
            Http1Stream stream, CoreSubscriber<? super Void> actual, FileChannel file, long position, long length) {
        super(stream, actual);
        this.file = file;
        this.position = position;
        this.length = length;
    }

    /** Opens the file off the event loop first. */
    static Mono<Void> mono(Http1Stream stream, Path path, long position, long length) {
        if (position < 0 || length < 0) {
            throw new IllegalArgumentException("position: " + position + ", length: " + length + " (expected: >= 0)");
        }
        return Mono.fromCallable(() -> open(path, position + length))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(file -> copies(stream.connection().channel()) || stream.outbox.coded()
                        ? stream.sendBody(pieces(stream.connection().channel().alloc(), file, position, length))
                                .doFinally(signal -> close(file))
                        : Send.mono(stream, (to, actual) -> new SendFile(to, actual, file, position, length)))
                .doOnDiscard(FileChannel.class, SendFile::close);
    }

    private static FileChannel open(Path path, long end) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        if (file.size() < end) {
            long size = file.size();
            file.close();
            throw new IllegalArgumentException("a file of " + size + " octets (expected: >= " + end + ")");
        }
        return file;
    }

    private static Flux<ByteBuf> pieces(ByteBufAllocator alloc, FileChannel file, long position, long length) {
        return Flux.<ByteBuf, Long>generate(() -> 0L, (sent, sink) -> {
                    if (sent == length) {
                        sink.complete();
                        return sent;
                    }
                    ByteBuf piece = alloc.ioBuffer((int) Math.min(PIECE, length - sent));
                    try {
                        int read = piece.writeBytes(file, position + sent, piece.writableBytes());
                        if (read <= 0) {
                            piece.release();
                            sink.error(new IOException("the file became shorter"));
                            return sent;
                        }
                        sink.next(piece);
                        return sent + read;
                    } catch (IOException failure) {
                        piece.release();
                        sink.error(failure);
                        return sent;
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    void write(Outbox outbox) {
        outbox.checkContent(length, true);
        FileChannel open = file;
        if (open != null) {
            file = null;
            outbox.writeFile(new DefaultFileRegion(open, position, length), this);
        }
    }

    @Override
    void discard() {
        FileChannel open = file;
        file = null;
        if (open != null) {
            close(open);
        }
    }

    private static void close(FileChannel file) {
        Schedulers.boundedElastic().schedule(() -> {
            try {
                file.close();
            } catch (IOException failure) {
                // Nothing was written through it, so nothing is lost.
                Operators.onErrorDropped(failure, Context.empty());
            }
        });
    }

    /** Whether files have to be read, because TLS has to see their octets or the channel is no socket. */
    private static boolean copies(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null || !(channel instanceof DuplexChannel);
    }
}
