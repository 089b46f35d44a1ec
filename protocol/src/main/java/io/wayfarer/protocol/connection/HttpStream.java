/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.nio.file.Path;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.header.HeaderList;

/**
 * One request and its answer on a connection.
 *
 * <p>Each {@code send} method does nothing before subscription, and completes when the octets were handed to the
 * operating system (or, in HTTP/2, fit into the peer's window); that is the back pressure of this direction. Sending out
 * of order, a head after the end for instance, fails with {@link IllegalStateException} and sends nothing. Buffers
 * that are handed over are released in every case. All methods may be called on any thread; on the connection's event
 * loop they take the short way.
 *
 * <p>Cancelling a {@code send} leaves what was not yet written unsent, and so resets the stream.
 */
public interface HttpStream {

    HttpConnection connection();

    /** The number of the stream in HTTP/2, 0 while it has none; in HTTP/1 the position on the connection, from 1. */
    int id();

    StreamState state();

    /**
     * What stands behind the status of the final answer that was received (RFC 9112 section 4). Empty before there is one,
     * and in HTTP/2, which has no such words.
     */
    default String reasonPhrase() {
        return "";
    }

    /**
     * Sends a head: a request, an interim answer, an answer, and at the end of a message with content its trailer section.
     *
     * @param head pseudo-header fields first (RFC 9113 section 8.3); in HTTP/1 they become the request or status line,
     *     and {@code :authority} becomes {@code Host} where there is none
     * @param end whether nothing follows. In HTTP/1 a message with content and without {@code Content-Length} is sent in
     *     chunks, or until the connection closes where the peer speaks 1.0
     * @return fails with {@link IllegalArgumentException} when a name or a value holds what no field may hold, as CR, LF or
     *     NUL
     */
    Mono<Void> sendHeaders(HeaderList head, boolean end);

    /** Sends {@code 100 (Continue)}: the client may send its content (RFC 9110 section 10.1.1). For servers. */
    Mono<Void> sendContinue();

    /** Sends content, whole: larger content than the peer's window goes out in pieces as the window opens. */
    Mono<Void> sendData(ByteBuf content, boolean end);

    /** Sends all that the publisher gives, asking for more as the peer takes it, and ends the message. */
    Mono<Void> sendBody(Publisher<? extends ByteBuf> content);

    /**
     * Sends a part of a file without copying it where the connection allows, and ends the message.
     *
     * @param position of the first octet
     * @param length how many octets; the stream is reset when the file turns out to be shorter
     */
    Mono<Void> sendFile(Path file, long position, long length);

    /** Ends a message with content by its trailer section (RFC 9110 section 6.5). */
    Mono<Void> sendTrailers(HeaderList trailers);

    /**
     * Sends a whole message and receives the other, in one call that makes no objects beside: head and content go out
     * together, and what fails is told to the receiver.
     *
     * @param content all there is, or null for none
     * @param receiver at a server it may be the one that has received the request
     */
    void exchange(HeaderList head, @Nullable ByteBuf content, StreamReceiver receiver);

    /** How long this stream waits for its peer, where that is not as its connection has it. Called before anything is sent. */
    void limits(StreamLimits own);

    /**
     * Leaves the answer's content in the transfer codings that it comes in (RFC 9112 section 7): a compressed transfer stays
     * so, and of chunks everything is content, their sizes, extensions and line ends, the last chunk and the trailer section,
     * which {@link StreamReceiver#onTrailers} tells besides. All is checked as otherwise, and fails as otherwise. For clients,
     * before anything is sent. HTTP/2 and HTTP/3 have no transfer codings, and nothing changes there.
     *
     * @throws IllegalStateException when something was sent or received
     */
    default void rawContent() {}

    /**
     * Sets who receives. What has arrived by then is delivered to it, content as far as it was asked for.
     *
     * @throws IllegalStateException when there is a receiver already; {@link #reader()} is one
     */
    void receive(StreamReceiver receiver);

    /**
     * Asks for so many more pieces of content; {@link Long#MAX_VALUE} for all. Nothing was asked for in the beginning.
     * While nothing is asked for, the peer is held back: by TCP in HTTP/1, by the stream's window in HTTP/2.
     */
    void request(long pieces);

    /** Reads step by step. Always the same reader. */
    StreamReader reader();

    /**
     * Ends the stream at once, whatever is under way: by RST_STREAM in HTTP/2; in HTTP/1 only the connection can end. Does
     * nothing once both messages are whole.
     */
    void reset(Http2Error error);
}
