/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;

import io.wayfarer.protocol.connection.Bound;

/** Bounds of an HTTP/2 connection that are not told to the peer (RFC 9113 section 10.5). Immutable. */
public final class Http2Limits {

    private static final Http2Limits DEFAULTS = new Http2Limits(new Builder());

    private final int connectionWindow;
    private final Duration settingsTimeout;
    private final int maxResets;
    private final int maxControlFrames;
    private final int maxEmptyFrames;
    private final int maxContinuations;
    private final int maxQueuedAcks;

    private Http2Limits(Builder builder) {
        this.connectionWindow = builder.connectionWindow;
        this.settingsTimeout = builder.settingsTimeout;
        this.maxResets = builder.maxResets;
        this.maxControlFrames = builder.maxControlFrames;
        this.maxEmptyFrames = builder.maxEmptyFrames;
        this.maxContinuations = builder.maxContinuations;
        this.maxQueuedAcks = builder.maxQueuedAcks;
    }

    public static Http2Limits defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Octets of content under way on the whole connection; given back as they arrive. Default 1 MiB. */
    public int connectionWindow() {
        return connectionWindow;
    }

    /** Longest time for the peer to acknowledge SETTINGS (RFC 9113 section 6.5.3); zero for no limit. Default 10 s. */
    public Duration settingsTimeout() {
        return settingsTimeout;
    }

    /** Most RST_STREAM frames of the peer in 30 s, and most that its malformed streams make this side send. Default 200. */
    public int maxResets() {
        return maxResets;
    }

    /** Most SETTINGS, PING, PRIORITY and unknown frames of the peer in 10 s. Default 1000. */
    public int maxControlFrames() {
        return maxControlFrames;
    }

    /** Most DATA frames in sequence that hold nothing and end nothing. Default 10. */
    public int maxEmptyFrames() {
        return maxEmptyFrames;
    }

    /** Most CONTINUATION frames of less than 8 KiB for one section. Default 16. */
    public int maxContinuations() {
        return maxContinuations;
    }

    /** Most acknowledgements that wait because the peer does not read. Default 1000. */
    public int maxQueuedAcks() {
        return maxQueuedAcks;
    }

    /** Collects bounds; each setter rejects what makes no sense. */
    public static final class Builder {

        private int connectionWindow = 1024 * 1024;
        private Duration settingsTimeout = Duration.ofSeconds(10);
        private int maxResets = 200;
        private int maxControlFrames = 1000;
        private int maxEmptyFrames = 10;
        private int maxContinuations = 16;
        private int maxQueuedAcks = 1000;

        private Builder() {}

        /** @param octets at least 65535, which the RFC begins with */
        public Builder connectionWindow(int octets) {
            this.connectionWindow = Bound.atLeast("connectionWindow", 65535, octets);
            return this;
        }

        public Builder settingsTimeout(Duration value) {
            this.settingsTimeout = Bound.timeOrNone("settingsTimeout", value);
            return this;
        }

        public Builder maxResets(int value) {
            this.maxResets = Bound.atLeast("maxResets", 1, value);
            return this;
        }

        public Builder maxControlFrames(int value) {
            this.maxControlFrames = Bound.atLeast("maxControlFrames", 1, value);
            return this;
        }

        public Builder maxEmptyFrames(int value) {
            this.maxEmptyFrames = Bound.atLeast("maxEmptyFrames", 1, value);
            return this;
        }

        public Builder maxContinuations(int value) {
            this.maxContinuations = Bound.atLeast("maxContinuations", 1, value);
            return this;
        }

        public Builder maxQueuedAcks(int value) {
            this.maxQueuedAcks = Bound.atLeast("maxQueuedAcks", 1, value);
            return this;
        }

        public Http2Limits build() {
            return new Http2Limits(this);
        }
    }
}
