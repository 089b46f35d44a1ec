/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

/** Numbers of frame types and of their flags (RFC 9113 section 6, RFC 7838 section 4). */
public final class FrameType {

    public static final int DATA = 0x0;
    public static final int HEADERS = 0x1;
    public static final int PRIORITY = 0x2;
    public static final int RST_STREAM = 0x3;
    public static final int SETTINGS = 0x4;
    public static final int PUSH_PROMISE = 0x5;
    public static final int PING = 0x6;
    public static final int GOAWAY = 0x7;
    public static final int WINDOW_UPDATE = 0x8;
    public static final int CONTINUATION = 0x9;
    public static final int ALTSVC = 0xa;

    /** Of DATA and HEADERS. */
    public static final int END_STREAM = 0x1;

    /** Of SETTINGS and PING. */
    public static final int ACK = 0x1;

    /** Of HEADERS, PUSH_PROMISE and CONTINUATION. */
    public static final int END_HEADERS = 0x4;

    /** Of DATA, HEADERS and PUSH_PROMISE. */
    public static final int PADDED = 0x8;

    /** Of HEADERS. */
    public static final int PRIORITY_FLAG = 0x20;

    private FrameType() {}
}
