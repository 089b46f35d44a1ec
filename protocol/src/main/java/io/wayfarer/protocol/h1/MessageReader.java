/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Takes messages out of octets as they come (RFC 9112 sections 6 and 7). After a head, whoever reads says by one of the
 * {@code expect} methods how the content is framed. Holds the octets that were not taken yet.
 */
final class MessageReader {

    enum Event {
        /** More octets are needed, or the reader was stopped. */
        NOTHING,
        HEAD,
        CONTENT,
        END
    }

    private enum State {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        TILL_CLOSE,
        END,
        STOPPED,
        DROPPING
    }

    final HeadFacts facts = new HeadFacts();

    private final HeadReader heads;
    private final ChunkLines chunkLines = new ChunkLines();
    private State state = State.HEAD;
    private @Nullable ByteBuf in;
    private @Nullable HeaderList section;
    private @Nullable ByteBuf content;
    private long left;

    /** Whether what frames the chunks is content too. */
    private boolean raw;

    MessageReader(boolean requests, ConnectionSettings settings) {
        this.heads = new HeadReader(requests, settings);
    }

    void maxLineBytes(int octets) {
        heads.maxLineBytes(octets);
    }

    void scheme(String name) {
        heads.scheme(name);
    }

    /** Takes octets over. */
    void feed(ByteBufAllocator alloc, ByteBuf octets) {
        if (in == null) {
            in = octets;
        } else {
            in = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, in, octets);
        }
    }

    /** How many octets wait. */
    int waiting() {
        return in == null ? 0 : in.readableBytes();
    }

    /** Whether the last message has ended and nothing of another one has come. */
    boolean betweenMessages() {
        return state == State.HEAD && heads.atBegin() && waiting() == 0;
    }

    /** Whether a head has begun to come, or a trailer section is to, and has not come whole. */
    boolean withinSection() {
        return state == State.TRAILERS || (state == State.HEAD && (!heads.atBegin() || waiting() > 0));
    }

    /** Whether the next thing to be read is a head. */
    boolean atHead() {
        return state == State.HEAD;
    }

    /** The connection has ended, and with it the message. */
    void endTillClose() {
        state = State.STOPPED;
    }

    boolean tillClose() {
        return state == State.TILL_CLOSE;
    }

    /** Drops empty lines between messages (RFC 9112 section 2.2); whether nothing else waits. */
    boolean nothingLeft() {
        while (in != null && in.isReadable()) {
            byte octet = in.getByte(in.readerIndex());
            if (octet != '\r' && octet != '\n') {
                return false;
            }
            in.skipBytes(1);
        }
        tidy();
        return heads.atBegin();
    }

    Event next() throws BadMessage {
        switch (state) {
            case HEAD -> {
                return readHead();
            }
            case LENGTH, CHUNK, TILL_CLOSE -> {
                return readContent();
            }
            case CHUNK_SIZE, CHUNK_END, TRAILERS -> {
                return raw ? readRaw() : readChunked();
            }
            case END -> {
                state = State.HEAD;
                return Event.END;
            }
            default -> {
                return Event.NOTHING;
            }
        }
    }

    /** The head, or the trailer section when the message has ended; null then if there is none. */
    @Nullable
    HeaderList section() {
        HeaderList taken = section;
        section = null;
        return taken;
    }

    /** The content read last; the caller's from here on. */
    ByteBuf content() {
        ByteBuf taken = content;
        content = null;
        if (taken == null) {
            throw new IllegalStateException("no content was read");
        }
        return taken;
    }

    void expectLength(long octets) {
        left = octets;
        state = octets == 0 ? State.END : State.LENGTH;
    }

    void expectChunks() {
        raw = false;
        chunkLines.begin();
        state = State.CHUNK_SIZE;
    }

    /** Chunks whose sizes, extensions and line ends are content too, and so is the trailer section. */
    void expectRawChunks() {
        expectChunks();
        raw = true;
    }

    void expectTillClose() {
        state = State.TILL_CLOSE;
    }

    /** The head was an interim one: another head follows. */
    void expectHead() {
        state = State.HEAD;
    }

    /** What follows is not HTTP any more. */
    void stop() {
        state = State.STOPPED;
    }

    boolean stopped() {
        return state == State.STOPPED;
    }

    /** Drops what waits. */
    void drop() {
        release();
        state = State.DROPPING;
    }

    boolean dropping() {
        return state == State.DROPPING;
    }

    /** What was not read, or null; the caller's from here on. */
    @Nullable
    ByteBuf takeRest() {
        ByteBuf rest = in;
        in = null;
        return rest;
    }

    void release() {
        if (in != null) {
            in.release();
            in = null;
        }
    }

    /** Gives up an empty buffer, so that it is not grown by what comes next. */
    private void tidy() {
        if (in != null && !in.isReadable()) {
            in.release();
            in = null;
        }
    }

    private Event readHead() throws BadMessage {
        if (in == null || !heads.read(in, facts)) {
            tidy();
            return Event.NOTHING;
        }
        section = heads.take(facts);
        tidy();
        return Event.HEAD;
    }

    private Event readContent() {
        int readable = waiting();
        if (readable == 0 || in == null) {
            tidy();
            return Event.NOTHING;
        }
        if (state == State.TILL_CLOSE || readable <= left) {
            content = in;
            in = null;
            left -= readable;
        } else {
            content = in.readRetainedSlice((int) left);
            left = 0;
        }
        if (state == State.LENGTH && left == 0) {
            state = State.END;
        } else if (state == State.CHUNK && left == 0) {
            state = State.CHUNK_END;
        }
        return Event.CONTENT;
    }

    private Event readChunked() throws BadMessage {
        while (in != null) {
            if (state == State.TRAILERS) {
                if (!heads.read(in, facts)) {
                    break;
                }
                HeaderList trailers = heads.take(facts);
                section = trailers.isEmpty() ? null : trailers;
                state = State.HEAD;
                tidy();
                return Event.END;
            }
            if (state == State.CHUNK_END) {
                if (!chunkLines.end(in)) {
                    break;
                }
                state = State.CHUNK_SIZE;
            }
            long size = chunkLines.next(in);
            if (size < 0) {
                break;
            }
            left = size;
            if (left == 0) {
                heads.beginTrailers();
                state = State.TRAILERS;
            } else {
                state = State.CHUNK;
                return readContent();
            }
        }
        tidy();
        return Event.NOTHING;
    }

    /** The same with all octets that were taken as content; the end of the message comes after the last of them. */
    private Event readRaw() throws BadMessage {
        if (in == null) {
            return Event.NOTHING;
        }
        ByteBuf octets = in.retainedDuplicate();
        try {
            Event event = readChunked();
            if (event == Event.CONTENT) {
                content().release();
            } else if (event == Event.END) {
                state = State.END;
            }
            int taken = octets.readableBytes() - waiting();
            if (taken == 0) {
                return Event.NOTHING;
            }
            content = octets.readRetainedSlice(taken);
            return Event.CONTENT;
        } finally {
            octets.release();
        }
    }
}
