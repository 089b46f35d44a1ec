/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Frame.Weight;

/**
 * What octets turned out to be. Every sequence of octets is one of these, and no exception is thrown; that a frame fits
 * the state of its connection is not judged.
 */
public sealed interface FrameReading {

    int HEADER_OCTETS = 9;

    /** A whole and sound frame. */
    record Frame(Http2Frame frame) implements FrameReading {}

    /**
     * A whole frame that the protocol forbids.
     *
     * @param streamId whose stream it ends, 0 for the whole connection (RFC 9113 section 5.4)
     * @param rule which rule was broken, with its section
     */
    record Refused(Http2Error error, int streamId, String rule) implements FrameReading {}

    /** Not all of a frame has come. Nothing was read. */
    record Incomplete() implements FrameReading {}

    /**
     * Reads the next frame of a buffer; of a frame that is longer than allowed the header alone.
     *
     * @param maxFrameSize what SETTINGS_MAX_FRAME_SIZE said, 16384 in the beginning
     */
    static FrameReading read(ByteBuf in, int maxFrameSize) {
        if (in.readableBytes() < HEADER_OCTETS) {
            return new Incomplete();
        }
        int begin = in.readerIndex();
        int length = in.getUnsignedMedium(begin);
        int type = in.getUnsignedByte(begin + 3);
        int flags = in.getUnsignedByte(begin + 4);
        int streamId = in.getInt(begin + 5) & 0x7fffffff;
        if (length > maxFrameSize) {
            in.skipBytes(HEADER_OCTETS);
            return refuse(Http2Error.FRAME_SIZE_ERROR, 0, "a frame longer than SETTINGS_MAX_FRAME_SIZE (section 4.2)");
        }
        if (in.readableBytes() < HEADER_OCTETS + length) {
            return new Incomplete();
        }
        in.skipBytes(HEADER_OCTETS);
        return payload(type, flags, streamId, in.readSlice(length));
    }

    private static FrameReading payload(int type, int flags, int streamId, ByteBuf in) {
        return switch (type) {
            case FrameType.DATA -> data(flags, streamId, in);
            case FrameType.HEADERS -> headers(flags, streamId, in);
            case FrameType.PRIORITY -> priority(flags, streamId, in);
            case FrameType.RST_STREAM -> rstStream(flags, streamId, in);
            case FrameType.SETTINGS -> settings(flags, streamId, in);
            case FrameType.PUSH_PROMISE -> pushPromise(flags, streamId, in);
            case FrameType.PING -> ping(flags, streamId, in);
            case FrameType.GOAWAY -> goAway(flags, streamId, in);
            case FrameType.WINDOW_UPDATE -> windowUpdate(flags, streamId, in);
            case FrameType.CONTINUATION ->
                streamId == 0
                        ? wrongStream("6.10")
                        : new Frame(new Http2Frame.Continuation(streamId, flags, Octets.copyOf(in)));
            default -> new Frame(new Http2Frame.Unknown(type, flags, streamId, Octets.copyOf(in)));
        };
    }

    private static FrameReading data(int flags, int streamId, ByteBuf in) {
        if (streamId == 0) {
            return wrongStream("6.1");
        }
        int padding = padLength(flags, in, 0);
        if (padding == -2) {
            return wrongSize(streamId, "6.1");
        }
        if (padding == -3) {
            return tooMuchPadding("6.1");
        }
        return new Frame(new Http2Frame.Data(streamId, flags, rest(in, padding), padding(in, padding)));
    }

    private static FrameReading headers(int flags, int streamId, ByteBuf in) {
        if (streamId == 0) {
            return wrongStream("6.2");
        }
        boolean prioritised = (flags & FrameType.PRIORITY_FLAG) != 0;
        int padding = padLength(flags, in, prioritised ? 5 : 0);
        if (padding == -2) {
            return wrongSize(0, "6.2");
        }
        if (padding == -3) {
            return tooMuchPadding("6.2");
        }
        Weight weight = prioritised ? weight(in) : null;
        return new Frame(new Http2Frame.Headers(streamId, flags, weight, rest(in, padding), padding(in, padding)));
    }

    private static FrameReading priority(int flags, int streamId, ByteBuf in) {
        if (streamId == 0) {
            return wrongStream("6.3");
        }
        return in.readableBytes() == 5
                ? new Frame(new Http2Frame.Priority(streamId, flags, weight(in)))
                : wrongSize(streamId, "6.3");
    }

    private static FrameReading rstStream(int flags, int streamId, ByteBuf in) {
        if (streamId == 0) {
            return wrongStream("6.4");
        }
        return in.readableBytes() == 4
                ? new Frame(new Http2Frame.RstStream(streamId, flags, in.readUnsignedInt()))
                : wrongSize(0, "6.4");
    }

    private static FrameReading settings(int flags, int streamId, ByteBuf in) {
        if (streamId != 0) {
            return wrongStream("6.5");
        }
        if (in.readableBytes() % 6 != 0 || ((flags & FrameType.ACK) != 0 && in.isReadable())) {
            return wrongSize(0, "6.5");
        }
        List<Setting> settings = new ArrayList<>(in.readableBytes() / 6);
        while (in.isReadable()) {
            Setting setting = new Setting(in.readUnsignedShort(), in.readUnsignedInt());
            Refused refused = refusal(setting);
            if (refused != null) {
                return refused;
            }
            settings.add(setting);
        }
        return new Frame(new Http2Frame.Settings(0, flags, settings));
    }

    private static @Nullable Refused refusal(Setting setting) {
        long value = setting.value();
        return switch (setting.id()) {
            case 0x2, 0x8 ->
                value <= 1 ? null : refuse(Http2Error.PROTOCOL_ERROR, 0, "a switch of neither 0 nor 1 (section 6.5.2)");
            case 0x4 ->
                value <= Integer.MAX_VALUE
                        ? null
                        : refuse(Http2Error.FLOW_CONTROL_ERROR, 0, "a window beyond 2^31-1 (section 6.5.2)");
            case 0x5 ->
                value >= 16384 && value <= 16777215
                        ? null
                        : refuse(Http2Error.PROTOCOL_ERROR, 0, "a frame size out of its bounds (section 6.5.2)");
            default -> null;
        };
    }

    private static FrameReading pushPromise(int flags, int streamId, ByteBuf in) {
        if (streamId == 0) {
            return wrongStream("6.6");
        }
        int padding = padLength(flags, in, 4);
        if (padding == -2) {
            return wrongSize(0, "6.6");
        }
        if (padding == -3) {
            return tooMuchPadding("6.6");
        }
        int promised = in.readInt() & 0x7fffffff;
        if (promised == 0) {
            return wrongStream("6.6");
        }
        return new Frame(
                new Http2Frame.PushPromise(streamId, flags, promised, rest(in, padding), padding(in, padding)));
    }

    private static FrameReading ping(int flags, int streamId, ByteBuf in) {
        if (streamId != 0) {
            return wrongStream("6.7");
        }
        return in.readableBytes() == 8 ? new Frame(new Http2Frame.Ping(0, flags, in.readLong())) : wrongSize(0, "6.7");
    }

    private static FrameReading goAway(int flags, int streamId, ByteBuf in) {
        if (streamId != 0) {
            return wrongStream("6.8");
        }
        if (in.readableBytes() < 8) {
            return wrongSize(0, "6.8");
        }
        int last = in.readInt() & 0x7fffffff;
        return new Frame(new Http2Frame.GoAway(0, flags, last, in.readUnsignedInt(), Octets.copyOf(in)));
    }

    private static FrameReading windowUpdate(int flags, int streamId, ByteBuf in) {
        if (in.readableBytes() != 4) {
            return wrongSize(0, "6.9");
        }
        int increment = in.readInt() & 0x7fffffff;
        return increment == 0
                ? refuse(Http2Error.PROTOCOL_ERROR, streamId, "an increment of 0 (section 6.9)")
                : new Frame(new Http2Frame.WindowUpdate(streamId, flags, increment));
    }

    private static Weight weight(ByteBuf in) {
        int word = in.readInt();
        return new Weight(word & 0x7fffffff, word < 0, in.readUnsignedByte() + 1);
    }

    /**
     * Reads the octet of the padding's length, where there is one.
     *
     * @param fixed octets that have to be there beside
     * @return -1 for no padding, -2 when the frame is too short, -3 when the padding is longer than the rest
     */
    private static int padLength(int flags, ByteBuf in, int fixed) {
        boolean padded = (flags & FrameType.PADDED) != 0;
        if (in.readableBytes() < fixed + (padded ? 1 : 0)) {
            return -2;
        }
        if (!padded) {
            return -1;
        }
        int length = in.readUnsignedByte();
        return length > in.readableBytes() - fixed ? -3 : length;
    }

    private static Octets rest(ByteBuf in, int padding) {
        return Octets.copyOf(in.readSlice(in.readableBytes() - Math.max(0, padding)));
    }

    private static @Nullable Octets padding(ByteBuf in, int padding) {
        return padding < 0 ? null : Octets.copyOf(in);
    }

    private static Refused wrongStream(String section) {
        return refuse(Http2Error.PROTOCOL_ERROR, 0, "a stream that the type cannot have (section " + section + ")");
    }

    private static Refused wrongSize(int streamId, String section) {
        return refuse(
                Http2Error.FRAME_SIZE_ERROR, streamId, "a length that the type cannot have (section " + section + ")");
    }

    private static Refused tooMuchPadding(String section) {
        return refuse(Http2Error.PROTOCOL_ERROR, 0, "padding longer than its frame (section " + section + ")");
    }

    private static Refused refuse(Http2Error error, int streamId, String rule) {
        return new Refused(error, streamId, rule);
    }
}
