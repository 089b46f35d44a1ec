/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import io.netty.buffer.ByteBuf;

/** Who reads the body of an answer; called on the connection's event loop. */
interface AnswerBody {

    /** Takes the buffer over. */
    void data(ByteBuf content);

    void end();

    void fail(Throwable failure);
}
