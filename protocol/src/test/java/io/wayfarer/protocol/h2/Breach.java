/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBufUtil;

import io.wayfarer.fixture.FieldSection;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/**
 * One thing that a peer may send, allowed or not, and what has to become of it.
 *
 * @param rule the section of RFC 9113 and what is tried
 */
record Breach(String rule, List<Http2Frame> frames, Outcome outcome) {

    /** @param streamId whose stream is to be ended, 0 for the connection, -1 for nothing at all */
    record Outcome(int streamId, Set<Http2Error> errors) {}

    static Breach of(String rule, Outcome outcome, Http2Frame... frames) {
        return new Breach(rule, List.of(frames), outcome);
    }

    /** Everything goes on. */
    static Outcome tolerated() {
        return new Outcome(-1, Set.of());
    }

    static Outcome connectionError(Http2Error... errors) {
        return new Outcome(0, Set.of(errors));
    }

    /** A stream error; an endpoint may treat it as an error of the connection (section 5.4.2). */
    static Outcome streamError(int streamId, Http2Error... errors) {
        return new Outcome(streamId, Set.of(errors));
    }

    static Octets fields(String... namesAndValues) {
        return FieldSection.of(namesAndValues);
    }

    static String[] get(String... more) {
        return with(new String[] {":method", "GET", ":scheme", "http", ":authority", "a.example", ":path", "/"}, more);
    }

    static String[] post(String... more) {
        return with(new String[] {":method", "POST", ":scheme", "http", ":authority", "a.example", ":path", "/"}, more);
    }

    private static String[] with(String[] first, String[] more) {
        List<String> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(more));
        return all.toArray(new String[0]);
    }

    /** A whole section. */
    static Http2Frame headers(int streamId, boolean end, String... namesAndValues) {
        return new Http2Frame.Headers(streamId, fields(namesAndValues), end);
    }

    /** A section that goes on. */
    static Http2Frame open(int streamId, boolean end, String... namesAndValues) {
        return new Http2Frame.Headers(streamId, end ? FrameType.END_STREAM : 0, null, fields(namesAndValues), null);
    }

    static Http2Frame data(int streamId, boolean end, String text) {
        return new Http2Frame.Data(streamId, Octets.ofText(text), end);
    }

    /** Any octets as the payload of a type. */
    static Http2Frame raw(int type, int flags, int streamId, String hex) {
        return new Http2Frame.Unknown(type, flags, streamId, Octets.of(ByteBufUtil.decodeHexDump(hex)));
    }

    static Http2Frame settings(int id, long value) {
        return new Http2Frame.Settings(new Http2Frame.Setting(id, value));
    }

    @Override
    public String toString() {
        return rule;
    }
}
