/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.io.IOException;

import io.wayfarer.protocol.header.HeaderList;

/** An HTTP proxy would not lead on to the server. */
public final class TunnelRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient HeaderList answer;
    private final int status;
    private final String explanation;

    TunnelRefusedException(HeaderList answer, String explanation) {
        super("the proxy answered CONNECT with status " + answer.status());
        this.answer = answer;
        this.status = answer.status();
        this.explanation = explanation;
    }

    /** Three digits; 407 when the proxy wants other credentials, or any. */
    public int status() {
        return status;
    }

    /** The head of the proxy's answer; empty after deserialization. */
    public HeaderList answer() {
        return answer == null ? HeaderList.empty() : answer;
    }

    /** The beginning of the proxy's explanation, at most 8 KiB read as UTF-8; empty when it gave none. Not to be trusted. */
    public String explanation() {
        return explanation;
    }
}
