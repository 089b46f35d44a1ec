/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one side tells the other in SETTINGS (RFC 9113 section 6.5). A parameter that is absent keeps the value it had,
 * in the beginning the one of the RFC. Immutable.
 */
public final class Http2Settings {

    public static final int HEADER_TABLE_SIZE = 0x1;
    public static final int ENABLE_PUSH = 0x2;
    public static final int MAX_CONCURRENT_STREAMS = 0x3;
    public static final int INITIAL_WINDOW_SIZE = 0x4;
    public static final int MAX_FRAME_SIZE = 0x5;
    public static final int MAX_HEADER_LIST_SIZE = 0x6;
    /** RFC 8441 section 3. */
    public static final int ENABLE_CONNECT_PROTOCOL = 0x8;

    /** Most parameters that are kept of a peer: it may name 65536, and repeat it. */
    private static final int MOST_RECEIVED = 32;

    private static final Http2Settings DEFAULTS =
            builder().push(false).maxConcurrentStreams(256).build();

    private final Map<Integer, Long> values;

    private Http2Settings(Map<Integer, Long> values) {
        this.values = values;
    }

    /** No promises, and at most 256 streams that the peer opens at a time. */
    public static Http2Settings defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder(new TreeMap<>());
    }

    public Builder toBuilder() {
        return new Builder(new TreeMap<>(values));
    }

    /** A parameter by its number, if it is present. */
    public OptionalLong value(int id) {
        Long value = values.get(id);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The parameters that are present, by number, in ascending order. */
    public Map<Integer, Long> values() {
        return new TreeMap<>(values);
    }

    /** Octets of the table for header compression; 4096 when absent. */
    public long headerTableSize() {
        return orElse(HEADER_TABLE_SIZE, 4096);
    }

    /** Whether the sender takes promises; true when absent. */
    public boolean push() {
        return orElse(ENABLE_PUSH, 1) != 0;
    }

    /** How many streams the receiver may have open at a time; {@link Long#MAX_VALUE} when absent. */
    public long maxConcurrentStreams() {
        return orElse(MAX_CONCURRENT_STREAMS, Long.MAX_VALUE);
    }

    /** Octets of content that may be sent on a new stream; 65535 when absent. */
    public int initialWindowSize() {
        return (int) orElse(INITIAL_WINDOW_SIZE, 65535);
    }

    /** Octets of the largest frame; 16384 when absent. */
    public int maxFrameSize() {
        return (int) orElse(MAX_FRAME_SIZE, 16384);
    }

    /** Octets of the largest header section, uncompressed; {@link Long#MAX_VALUE} when absent. */
    public long maxHeaderListSize() {
        return orElse(MAX_HEADER_LIST_SIZE, Long.MAX_VALUE);
    }

    /** Whether the extended CONNECT of RFC 8441 is understood; false when absent. */
    public boolean connectProtocol() {
        return orElse(ENABLE_CONNECT_PROTOCOL, 0) != 0;
    }

    /** The payload of a SETTINGS frame, as text in the characters of URLs, without padding. */
    String base64Url() {
        ByteBuffer payload = ByteBuffer.allocate(values.size() * (Short.BYTES + Integer.BYTES));
        values.forEach((id, value) -> payload.putShort(id.shortValue()).putInt(value.intValue()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload.array());
    }

    private long orElse(int id, long absent) {
        Long value = values.get(id);
        return value == null ? absent : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Http2Settings settings && settings.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** As in {@code {3=256, 4=65536}}. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects parameters; each setter rejects what the RFC forbids. */
    public static final class Builder {

        private final Map<Integer, Long> values;

        private Builder(Map<Integer, Long> values) {
            this.values = values;
        }

        public Builder headerTableSize(long octets) {
            return set(HEADER_TABLE_SIZE, octets);
        }

        /** For clients: a server never sends this parameter. */
        public Builder push(boolean taken) {
            return set(ENABLE_PUSH, taken ? 1 : 0);
        }

        public Builder maxConcurrentStreams(long streams) {
            return set(MAX_CONCURRENT_STREAMS, streams);
        }

        public Builder initialWindowSize(long octets) {
            return set(INITIAL_WINDOW_SIZE, octets);
        }

        public Builder maxFrameSize(long octets) {
            return set(MAX_FRAME_SIZE, octets);
        }

        public Builder maxHeaderListSize(long octets) {
            return set(MAX_HEADER_LIST_SIZE, octets);
        }

        public Builder connectProtocol(boolean understood) {
            return set(ENABLE_CONNECT_PROTOCOL, understood ? 1 : 0);
        }

        /** Any parameter, known or not, by its number. */
        public Builder set(int id, long value) {
            long least = id == MAX_FRAME_SIZE ? 16384 : 0;
            long most = switch (id) {
                case ENABLE_PUSH, ENABLE_CONNECT_PROTOCOL -> 1;
                case INITIAL_WINDOW_SIZE -> Integer.MAX_VALUE;
                case MAX_FRAME_SIZE -> 16777215;
                default -> 0xffffffffL;
            };
            if (id < 0 || id > 0xffff || value < least || value > most) {
                throw new IllegalArgumentException(
                        "setting " + id + ": " + value + " (expected: " + least + " to " + most + ")");
            }
            values.put(id, value);
            return this;
        }

        /** Takes what a peer has told, if there is room for a parameter that means nothing here. */
        void received(int id, long value) {
            if (id <= ENABLE_CONNECT_PROTOCOL || values.size() < MOST_RECEIVED || values.containsKey(id)) {
                set(id, value);
            }
        }

        public Builder unset(int id) {
            values.remove(id);
            return this;
        }

        public Http2Settings build() {
            return new Http2Settings(new TreeMap<>(values));
        }
    }
}
