/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.nio.ByteBuffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** A buffer as the JDK's compression takes it: without a copy where it is in one piece. */
final class NioView {

    private NioView() {}

    static ByteBuffer of(ByteBuf content) {
        return content.nioBufferCount() == 1 ? content.nioBuffer() : ByteBuffer.wrap(ByteBufUtil.getBytes(content));
    }
}
