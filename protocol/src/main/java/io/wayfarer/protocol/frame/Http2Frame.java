/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;

/**
 * A frame (RFC 9113 section 6). Its flags are the octet on the wire, those without a meaning included, so that what was
 * read is written again octet by octet; only reserved bits are lost. The flags PADDED and PRIORITY follow from the
 * padding and the priority, whatever is given.
 *
 * <p>Values are not held to the protocol: an increment of zero or a stream that does not fit the type can be made and
 * written. They are refused where they are read.
 */
public sealed interface Http2Frame {

    /** The number of the type, {@link FrameType}. */
    int type();

    /** The flags, 0 to 255. */
    int flags();

    /** The stream, 0 for the connection. */
    int streamId();

    /** Writes the payload without the header of nine octets. */
    void writePayload(ByteBuf out);

    /** Writes the frame. */
    default void writeTo(ByteBuf out) {
        int begin = out.writerIndex();
        out.writeZero(9);
        writePayload(out);
        out.setMedium(begin, out.writerIndex() - begin - 9);
        out.setByte(begin + 3, type());
        out.setByte(begin + 4, flags());
        out.setInt(begin + 5, streamId());
    }

    private static int flags(int flags, int bit, boolean set) {
        return (set ? flags | bit : flags & ~bit) & 0xff;
    }

    private static void pad(ByteBuf out, @Nullable Octets padding) {
        if (padding != null) {
            padding.writeTo(out);
        }
    }

    private static void padLength(ByteBuf out, @Nullable Octets padding) {
        if (padding != null) {
            if (padding.length() > 255) {
                throw new IllegalArgumentException("padding: " + padding + " (expected: at most 255)");
            }
            out.writeByte(padding.length());
        }
    }

    /** Content (section 6.1). {@code padding} null is none; of length 0 it is the octet of its length alone. */
    record Data(
            int streamId, int flags, Octets data, @Nullable Octets padding) implements Http2Frame {

        public Data {
            flags = Http2Frame.flags(flags, FrameType.PADDED, padding != null);
        }

        public Data(int streamId, Octets data, boolean endStream) {
            this(streamId, endStream ? FrameType.END_STREAM : 0, data, null);
        }

        public boolean endStream() {
            return (flags & FrameType.END_STREAM) != 0;
        }

        @Override
        public int type() {
            return FrameType.DATA;
        }

        @Override
        public void writePayload(ByteBuf out) {
            padLength(out, padding);
            data.writeTo(out);
            pad(out, padding);
        }
    }

    /** The beginning of a header section (section 6.2). */
    record Headers(
            int streamId,
            int flags,
            @Nullable Weight priority,
            Octets fragment,
            @Nullable Octets padding) implements Http2Frame {

        public Headers {
            flags = Http2Frame.flags(flags, FrameType.PADDED, padding != null);
            flags = Http2Frame.flags(flags, FrameType.PRIORITY_FLAG, priority != null);
        }

        /** With the whole section. */
        public Headers(int streamId, Octets fragment, boolean endStream) {
            this(streamId, FrameType.END_HEADERS | (endStream ? FrameType.END_STREAM : 0), null, fragment, null);
        }

        public boolean endStream() {
            return (flags & FrameType.END_STREAM) != 0;
        }

        public boolean endHeaders() {
            return (flags & FrameType.END_HEADERS) != 0;
        }

        @Override
        public int type() {
            return FrameType.HEADERS;
        }

        @Override
        public void writePayload(ByteBuf out) {
            padLength(out, padding);
            if (priority != null) {
                priority.writeTo(out);
            }
            fragment.writeTo(out);
            pad(out, padding);
        }
    }

    /**
     * What priorities said (section 5.3.2; deprecated, and to be ignored).
     *
     * @param weight 1 to 256
     */
    record Weight(int dependsOn, boolean exclusive, int weight) {

        public Weight {
            if (weight < 1 || weight > 256) {
                throw new IllegalArgumentException("weight: " + weight + " (expected: 1 to 256)");
            }
        }

        void writeTo(ByteBuf out) {
            out.writeInt(exclusive ? dependsOn | 0x80000000 : dependsOn);
            out.writeByte(weight - 1);
        }
    }

    /** Section 6.3; deprecated. */
    record Priority(int streamId, int flags, Weight priority) implements Http2Frame {

        @Override
        public int type() {
            return FrameType.PRIORITY;
        }

        @Override
        public void writePayload(ByteBuf out) {
            priority.writeTo(out);
        }
    }

    /** The end of a stream (section 6.4). {@code code} is on the wire; {@link #error} names it. */
    record RstStream(int streamId, int flags, long code) implements Http2Frame {

        public RstStream(int streamId, Http2Error error) {
            this(streamId, 0, error.code());
        }

        public Http2Error error() {
            return Http2Error.of(code);
        }

        @Override
        public int type() {
            return FrameType.RST_STREAM;
        }

        @Override
        public void writePayload(ByteBuf out) {
            out.writeInt((int) code);
        }
    }

    /** One parameter of SETTINGS (section 6.5.1). */
    record Setting(int id, long value) {}

    /** Parameters of the connection (section 6.5), in the order in which they count. */
    record Settings(int streamId, int flags, List<Setting> settings) implements Http2Frame {

        public Settings {
            settings = List.copyOf(settings);
        }

        public Settings(Setting... settings) {
            this(0, 0, List.of(settings));
        }

        /** The acknowledgement. */
        public static Settings acknowledgement() {
            return new Settings(0, FrameType.ACK, List.of());
        }

        public boolean ack() {
            return (flags & FrameType.ACK) != 0;
        }

        @Override
        public int type() {
            return FrameType.SETTINGS;
        }

        @Override
        public void writePayload(ByteBuf out) {
            for (Setting setting : settings) {
                out.writeShort(setting.id());
                out.writeInt((int) setting.value());
            }
        }
    }

    /** The beginning of a promised request's header section (section 6.6). */
    record PushPromise(
            int streamId,
            int flags,
            int promisedStreamId,
            Octets fragment,
            @Nullable Octets padding) implements Http2Frame {

        public PushPromise {
            flags = Http2Frame.flags(flags, FrameType.PADDED, padding != null);
        }

        /** With the whole section. */
        public PushPromise(int streamId, int promisedStreamId, Octets fragment) {
            this(streamId, FrameType.END_HEADERS, promisedStreamId, fragment, null);
        }

        public boolean endHeaders() {
            return (flags & FrameType.END_HEADERS) != 0;
        }

        @Override
        public int type() {
            return FrameType.PUSH_PROMISE;
        }

        @Override
        public void writePayload(ByteBuf out) {
            padLength(out, padding);
            out.writeInt(promisedStreamId);
            fragment.writeTo(out);
            pad(out, padding);
        }
    }

    /** A sign of life, or the answer to one (section 6.7). */
    record Ping(int streamId, int flags, long opaque) implements Http2Frame {

        public Ping(long opaque, boolean ack) {
            this(0, ack ? FrameType.ACK : 0, opaque);
        }

        public boolean ack() {
            return (flags & FrameType.ACK) != 0;
        }

        @Override
        public int type() {
            return FrameType.PING;
        }

        @Override
        public void writePayload(ByteBuf out) {
            out.writeLong(opaque);
        }
    }

    /** The end of a connection, at once or after what is under way (section 6.8). */
    record GoAway(int streamId, int flags, int lastStreamId, long code, Octets debug) implements Http2Frame {

        public GoAway(int lastStreamId, Http2Error error, Octets debug) {
            this(0, 0, lastStreamId, error.code(), debug);
        }

        public Http2Error error() {
            return Http2Error.of(code);
        }

        @Override
        public int type() {
            return FrameType.GOAWAY;
        }

        @Override
        public void writePayload(ByteBuf out) {
            out.writeInt(lastStreamId);
            out.writeInt((int) code);
            debug.writeTo(out);
        }
    }

    /** Leave to send more (section 6.9). */
    record WindowUpdate(int streamId, int flags, int increment) implements Http2Frame {

        public WindowUpdate(int streamId, int increment) {
            this(streamId, 0, increment);
        }

        @Override
        public int type() {
            return FrameType.WINDOW_UPDATE;
        }

        @Override
        public void writePayload(ByteBuf out) {
            out.writeInt(increment);
        }
    }

    /** More of a header section (section 6.10). */
    record Continuation(int streamId, int flags, Octets fragment) implements Http2Frame {

        public Continuation(int streamId, Octets fragment, boolean endHeaders) {
            this(streamId, endHeaders ? FrameType.END_HEADERS : 0, fragment);
        }

        public boolean endHeaders() {
            return (flags & FrameType.END_HEADERS) != 0;
        }

        @Override
        public int type() {
            return FrameType.CONTINUATION;
        }

        @Override
        public void writePayload(ByteBuf out) {
            fragment.writeTo(out);
        }
    }

    /** Any frame as its octets: of a type that is not known (section 5.5), or broken on purpose. */
    record Unknown(int type, int flags, int streamId, Octets payload) implements Http2Frame {

        @Override
        public void writePayload(ByteBuf out) {
            payload.writeTo(out);
        }
    }
}
