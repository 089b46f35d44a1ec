/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.MonoSink;

/** Reads one chunk: the line with its size, its content, and the line's end behind that. */
final class ChunkStep implements WireHandler.Step<Http1Wire.Chunk> {

    private final WireHandler handler;

    ChunkStep(WireHandler handler) {
        this.handler = handler;
    }

    @Override
    public boolean attempt(ByteBuf in, MonoSink<Http1Wire.Chunk> sink) {
        in.markReaderIndex();
        String line = handler.line(in);
        if (line == null) {
            return false;
        }
        int digits = 0;
        while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
            digits++;
        }
        if (digits == 0 || digits > 7) {
            sink.error(Http1Wire.malformed("a chunk size that is none, or too large (RFC 9112 section 7.1)"));
            return true;
        }
        int size = Integer.parseInt(line, 0, digits, 16);
        String extensions = line.substring(digits);
        if (size > WireHandler.MAX_READ) {
            sink.error(Http1Wire.malformed("a chunk of more than " + WireHandler.MAX_READ + " octets"));
            return true;
        }
        if (size == 0) {
            sink.success(new Http1Wire.Chunk(in.readBytes(0), extensions, true));
            return true;
        }
        if (in.readableBytes() < size + 2) {
            in.resetReaderIndex();
            return false;
        }
        if (in.getByte(in.readerIndex() + size) != '\r' || in.getByte(in.readerIndex() + size + 1) != '\n') {
            sink.error(Http1Wire.malformed("a chunk longer than its size (RFC 9112 section 7.1)"));
            return true;
        }
        ByteBuf content = in.readBytes(size);
        in.skipBytes(2);
        sink.success(new Http1Wire.Chunk(content, extensions, false));
        return true;
    }
}
