/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.nio.charset.Charset;
import java.nio.file.Path;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.header.HeaderList;

/**
 * Reads one message in steps, each of them a {@code Mono} that does nothing before subscription. One step at a time: a
 * second one fails with {@link IllegalStateException} while the first is waited for. A cancelled step takes nothing: the
 * next one gets what the cancelled one would have got. When the message fails, what had arrived before can still be
 * read; then each step fails alike.
 *
 * <p>Buffers that are emitted belong to the subscriber, who releases them.
 */
public interface StreamReader {

    /**
     * The next head: each interim one and then the final one, which every later call gives again.
     *
     * @return never empty
     */
    Mono<HeaderList> headers();

    /** The final head, interim ones left out. */
    Mono<HeaderList> finalHeaders();

    /** The next piece of content as it came; empty at the end. */
    Mono<ByteBuf> chunk();

    /** All content from here on, at the subscriber's pace. Cancelling stops reading; {@link #chunk()} may go on. */
    Flux<ByteBuf> body();

    /**
     * Exactly so many octets, or the rest where the content ends before; empty at the end.
     *
     * @param octets at least 1; no more than {@code 16 MiB} are held at once, use {@link #body()} beyond
     */
    Mono<ByteBuf> read(int octets);

    /**
     * All octets up to a delimiter, or empty when the content ended before one came (what there was can be read still).
     *
     * @param maxOctets fails with {@link io.wayfarer.protocol.error.PeerProtocolException} when no delimiter came within
     *     so many octets, which stay unread
     * @param include whether the delimiter is part of what is emitted; it is consumed in either case
     */
    Mono<ByteBuf> readUntil(byte[] delimiter, int maxOctets, boolean include);

    /** All content from here on, in one buffer; fails beyond {@code maxOctets}. Never empty. */
    Mono<ByteBuf> all(int maxOctets);

    /** All content as text; malformed octets become U+FFFD. */
    Mono<String> text(Charset charset, int maxOctets);

    /** Writes all content from here on into a file that appears, or is replaced, when all has arrived. */
    Mono<Path> saveTo(Path file);

    /** Writes all content from here on into a new file in the directory for temporary files; the caller deletes it. */
    Mono<Path> saveToTemporaryFile();

    /** Puts octets back in front of what comes next. */
    void unread(ByteBuf content);

    /**
     * The trailer section; reads on to the end of the message and drops content on the way. Empty when there is none.
     */
    Mono<HeaderList> trailers();

    /** Whether the end was read: no head, content or trailer is left. */
    boolean ended();

    /** The final head if it has arrived, without waiting. */
    @Nullable
    HeaderList head();
}
