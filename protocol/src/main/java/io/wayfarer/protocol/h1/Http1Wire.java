/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderField;

/**
 * HTTP/1 by hand: the lines, fields and chunks of messages one by one, without a state machine between. Nothing that is
 * written is checked, so this is how to send what the specifications forbid, to see how the other end takes it. What is
 * read must be readable, and no more: a bare LF ends a line, for instance.
 *
 * <p>Every method is a {@code Mono} that does nothing before subscription. Reading steps come one at a time; a second
 * one fails with {@link IllegalStateException} while the first is waited for. Octets are taken from the channel only while
 * a step waits for them. When the connection ends within what a step reads, it fails with
 * {@link io.wayfarer.protocol.error.ConnectionEndedException}.
 *
 * <pre>{@code
 * Http1Wire wire = Http1Wire.on(channel);
 * wire.writeRequestLine("GET", "/", "HTTP/1.1")
 *         .then(wire.writeHeader("Host", "a"))
 *         .then(wire.writeHeader("Host", "b"))            // which RFC 9112 section 3.2 forbids
 *         .then(wire.writeHeadersDone())
 *         .then(wire.readStatusLine());
 * }</pre>
 */
public final class Http1Wire {

    /** The first line of a request, as it came. */
    public record RequestLine(String method, String target, String version) {}

    /** The first line of an answer, as it came; the reason may be empty. */
    public record StatusLine(String version, int status, String reason) {}

    /**
     * A chunk of content.
     *
     * @param content belongs to whoever gets it; empty in the last chunk
     * @param extensions what stood behind the size, its semicolon included
     */
    public record Chunk(ByteBuf content, String extensions, boolean last) {}

    private static final String NAME = "wayfarer.http1.wire";

    private final Channel channel;
    private final WireHandler handler;

    private Http1Wire(Channel channel, ConnectionSettings settings) {
        this.channel = channel;
        this.handler = new WireHandler(channel, settings);
    }

    /** On a channel that nothing else reads; lines may have 8 KiB. */
    public static Http1Wire on(Channel channel) {
        return on(channel, ConnectionSettings.defaults());
    }

    /** @param settings of which the longest line counts */
    public static Http1Wire on(Channel channel, ConnectionSettings settings) {
        Http1Wire wire = new Http1Wire(channel, settings);
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.ReactiveBridge) != null) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, wire.handler);
        } else {
            pipeline.addLast(NAME, wire.handler);
        }
        return wire;
    }

    public Channel channel() {
        return channel;
    }

    /** Sets the longest line from the next step on, in octets. */
    public void maxLineBytes(int octets) {
        handler.maxLineBytes(octets);
    }

    /** A line without its end; empty at the end of the connection. ISO 8859-1. */
    public Mono<String> readLine() {
        return handler.step((in, sink) -> {
            String line = handler.line(in);
            if (line != null) {
                sink.success(line);
            } else if (handler.atEnd(in)) {
                sink.success();
            } else {
                return false;
            }
            return true;
        });
    }

    /** The first line of a request, an empty line before it left out; empty at the end of the connection. */
    public Mono<RequestLine> readRequestLine() {
        return startLine().handle((line, sink) -> {
            int first = line.indexOf(' ');
            int last = line.lastIndexOf(' ');
            if (first <= 0 || last == first) {
                sink.error(malformed("a line that is no request line (RFC 9112 section 3)"));
            } else {
                sink.next(new RequestLine(
                        line.substring(0, first), line.substring(first + 1, last), line.substring(last + 1)));
            }
        });
    }

    /** The first line of an answer; empty at the end of the connection. */
    public Mono<StatusLine> readStatusLine() {
        return startLine().handle((line, sink) -> {
            int space = line.indexOf(' ');
            String rest = space < 0 ? "" : line.substring(space + 1);
            if (rest.length() < 3 || !rest.chars().limit(3).allMatch(c -> c >= '0' && c <= '9')) {
                sink.error(malformed("a line that is no status line (RFC 9112 section 4)"));
            } else {
                sink.next(new StatusLine(
                        line.substring(0, space),
                        Integer.parseInt(rest.substring(0, 3)),
                        rest.length() > 4 ? rest.substring(4) : ""));
            }
        });
    }

    private Mono<String> startLine() {
        return handler.step((in, sink) -> {
            String line = handler.line(in);
            if (line != null && line.isEmpty()) {
                line = handler.line(in);
            }
            if (line != null) {
                sink.success(line);
            } else if (handler.atEnd(in)) {
                sink.success();
            } else {
                return false;
            }
            return true;
        });
    }

    /** The next field; empty at the end of the section, whose empty line is taken too. */
    public Mono<HeaderField> readHeader() {
        return handler.step((in, sink) -> {
            String line = handler.line(in);
            if (line == null) {
                return false;
            }
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                sink.success();
            } else if (colon < 0) {
                sink.error(malformed("a field without a colon (RFC 9112 section 5)"));
            } else {
                sink.success(new HeaderField(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
            return true;
        });
    }

    /** Exactly so many octets, at most 16 MiB. */
    public Mono<ByteBuf> readBodyByLength(int octets) {
        if (octets < 0 || octets > WireHandler.MAX_READ) {
            throw new IllegalArgumentException("octets: " + octets + " (expected: 0 to " + WireHandler.MAX_READ + ")");
        }
        return handler.<ByteBuf>step((in, sink) -> {
                    if (in.readableBytes() < octets) {
                        return false;
                    }
                    sink.success(in.readBytes(octets));
                    return true;
                })
                .doOnDiscard(ByteBuf.class, ByteBuf::release);
    }

    /** All octets till the connection ends; fails beyond {@code maxOctets}. Never empty. */
    public Mono<ByteBuf> readBodyTillClose(int maxOctets) {
        return handler.<ByteBuf>step((in, sink) -> {
                    if (in.readableBytes() > maxOctets) {
                        sink.error(malformed("more than " + maxOctets + " octets"));
                    } else if (handler.ended()) {
                        sink.success(in.readBytes(in.readableBytes()));
                    } else {
                        return false;
                    }
                    return true;
                })
                .doOnDiscard(ByteBuf.class, ByteBuf::release);
    }

    /** The next chunk, at most 16 MiB of it; behind the last one come trailer fields, by {@link #readHeader}. */
    public Mono<Chunk> readChunk() {
        return handler.step(new ChunkStep(handler))
                .doOnDiscard(Chunk.class, chunk -> chunk.content().release());
    }

    public Mono<Void> writeRequestLine(String method, String target, String version) {
        return write(method + " " + target + " " + version + "\r\n");
    }

    public Mono<Void> writeStatusLine(String version, int status, String reason) {
        return write(version + " " + status + " " + reason + "\r\n");
    }

    public Mono<Void> writeHeader(String name, String value) {
        return write(name + ": " + value + "\r\n");
    }

    /** The empty line that ends a section. */
    public Mono<Void> writeHeadersDone() {
        return write("\r\n");
    }

    /**
     * A chunk with its size.
     *
     * @param content released
     * @param extensions what to put behind the size, semicolon included, or null
     */
    public Mono<Void> writeChunk(ByteBuf content, @Nullable String extensions) {
        return Mono.defer(() -> {
            String size =
                    Integer.toHexString(content.readableBytes()) + (extensions == null ? "" : extensions) + "\r\n";
            return sent(channel.writeAndFlush(Unpooled.wrappedBuffer(octets(size), content, octets("\r\n"))));
        });
    }

    /** The last chunk, without the trailer section that {@link #writeHeadersDone} ends. */
    public Mono<Void> writeLastChunk(@Nullable String extensions) {
        return write("0" + (extensions == null ? "" : extensions) + "\r\n");
    }

    /** Octets as they are. The content is released. */
    public Mono<Void> writePlain(ByteBuf content) {
        return Mono.defer(() -> sent(channel.writeAndFlush(content)));
    }

    /** Characters up to U+00FF as the octets they stand for. */
    public Mono<Void> write(String octets) {
        return Mono.defer(() -> sent(channel.writeAndFlush(octets(octets))));
    }

    /**
     * Ends this side's half of the connection.
     *
     * @return fails with {@link UnsupportedOperationException} on a channel of the program's own that has no halves; sockets
     *     have them
     */
    public Mono<Void> shutdownOutput() {
        return Mono.defer(() -> channel instanceof DuplexChannel duplex
                ? sent(duplex.shutdownOutput())
                : Mono.error(new UnsupportedOperationException("this channel has no halves")));
    }

    public Mono<Void> close() {
        return Mono.defer(() -> sent(channel.close()));
    }

    /**
     * Leaves the channel to an {@link Http1Connection}, or to whatever handlers are added while it is emitted; what was not
     * read is fired to them.
     */
    public Mono<Channel> takeChannel() {
        return Mono.create(handler::leave);
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static Mono<Void> sent(ChannelFuture future) {
        return Mono.create(sink -> future.addListener(done -> {
            if (done.isSuccess()) {
                sink.success();
            } else {
                sink.error(done.cause());
            }
        }));
    }

    static PeerProtocolException malformed(String what) {
        return new PeerProtocolException(Http2Error.PROTOCOL_ERROR, "the peer sent " + what, null);
    }
}
