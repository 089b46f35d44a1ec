/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Bounds of one connection. Immutable. */
public final class ConnectionSettings {

    private static final ConnectionSettings DEFAULTS = new ConnectionSettings(new Builder());

    private final int maxLineBytes;
    private final int maxHeaderBytes;
    private final int maxHeaderFields;
    private final int maxQueuedBytes;
    private final int maxPipelined;
    private final Duration headTimeout;
    private final StreamLimits streamLimits;
    private final Duration closeTimeout;

    private ConnectionSettings(Builder builder) {
        this.maxLineBytes = builder.maxLineBytes;
        this.maxHeaderBytes = builder.maxHeaderBytes;
        this.maxHeaderFields = builder.maxHeaderFields;
        this.maxQueuedBytes = builder.maxQueuedBytes;
        this.maxPipelined = builder.maxPipelined;
        this.headTimeout = builder.headTimeout;
        Duration response = builder.responseTimeout;
        this.streamLimits = new StreamLimits(
                builder.writeTimeout, response == null ? builder.readTimeout : response, builder.readTimeout);
        this.closeTimeout = builder.closeTimeout;
    }

    public static ConnectionSettings defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Longest request or status line, in octets. Default 8 KiB. */
    public int maxLineBytes() {
        return maxLineBytes;
    }

    /** Largest header or trailer section, in octets, uncompressed. Default 64 KiB. */
    public int maxHeaderBytes() {
        return maxHeaderBytes;
    }

    /** Most fields in one header or trailer section. Default 256. */
    public int maxHeaderFields() {
        return maxHeaderFields;
    }

    /** How much content of one stream waits unread before the peer is held back. Default 64 KiB. */
    public int maxQueuedBytes() {
        return maxQueuedBytes;
    }

    /** Most requests under way on one connection of HTTP/1. Default 1: no pipelining by the client. */
    public int maxPipelined() {
        return maxPipelined;
    }

    /** Longest time for a head to arrive whole once its first octet has; zero for no limit. Default 30 s. */
    public Duration headTimeout() {
        return headTimeout;
    }

    /** Longest silence while something is awaited; zero, the default, for no limit. */
    public Duration readTimeout() {
        return streamLimits.read();
    }

    /** Longest silence of a server before the head of its answer; zero for no limit. Default {@link #readTimeout()}. */
    public Duration responseTimeout() {
        return streamLimits.response();
    }

    /**
     * How long the peer may take nothing of what is being sent, by TCP or by its windows; zero, the default, for no limit.
     * In HTTP/1 the connection is closed then, in HTTP/2 the stream is reset.
     */
    public Duration writeTimeout() {
        return streamLimits.write();
    }

    /** How long streams wait that have {@linkplain HttpStream#limits no limits of their own}. */
    public StreamLimits streamLimits() {
        return streamLimits;
    }

    /** Longest time for a graceful end. Default 5 s. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** Collects bounds; each setter rejects what makes no sense. */
    public static final class Builder {

        private int maxLineBytes = 8 * 1024;
        private int maxHeaderBytes = 64 * 1024;
        private int maxHeaderFields = 256;
        private int maxQueuedBytes = 64 * 1024;
        private int maxPipelined = 1;
        private Duration headTimeout = Duration.ofSeconds(30);
        private Duration readTimeout = Duration.ZERO;
        private @Nullable Duration responseTimeout;
        private Duration writeTimeout = Duration.ZERO;
        private Duration closeTimeout = Duration.ofSeconds(5);

        private Builder() {}

        public Builder maxLineBytes(int value) {
            this.maxLineBytes = Bound.atLeast("maxLineBytes", 64, value);
            return this;
        }

        public Builder maxHeaderBytes(int value) {
            this.maxHeaderBytes = Bound.atLeast("maxHeaderBytes", 256, value);
            return this;
        }

        public Builder maxHeaderFields(int value) {
            this.maxHeaderFields = Bound.atLeast("maxHeaderFields", 8, value);
            return this;
        }

        public Builder maxQueuedBytes(int value) {
            this.maxQueuedBytes = Bound.atLeast("maxQueuedBytes", 1024, value);
            return this;
        }

        public Builder maxPipelined(int value) {
            this.maxPipelined = Bound.atLeast("maxPipelined", 1, value);
            return this;
        }

        public Builder headTimeout(Duration value) {
            this.headTimeout = Bound.timeOrNone("headTimeout", value);
            return this;
        }

        public Builder readTimeout(Duration value) {
            this.readTimeout = Bound.timeOrNone("readTimeout", value);
            return this;
        }

        public Builder responseTimeout(Duration value) {
            this.responseTimeout = Bound.timeOrNone("responseTimeout", value);
            return this;
        }

        public Builder writeTimeout(Duration value) {
            this.writeTimeout = Bound.timeOrNone("writeTimeout", value);
            return this;
        }

        public Builder closeTimeout(Duration value) {
            this.closeTimeout = Bound.timeOrNone("closeTimeout", value);
            return this;
        }

        public ConnectionSettings build() {
            return new ConnectionSettings(this);
        }
    }
}
