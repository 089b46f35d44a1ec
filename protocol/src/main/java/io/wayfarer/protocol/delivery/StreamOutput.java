/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;

import io.wayfarer.protocol.error.Http2Error;

/** The sending half of a stream, as those see it who send for it. */
public interface StreamOutput {

    /** The channel whose event loop does the work. */
    Channel channel();

    /** Sends content, which is released, on the event loop; the promise succeeds when the peer's window has taken it. */
    void sendData(ByteBuf content, boolean end, ChannelPromise sent);

    /** Ends the stream. */
    void reset(Http2Error error);

    /** What a write that failed tells its caller. */
    Throwable explain(Throwable cause);
}
