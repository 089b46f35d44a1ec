/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.io.IOException;

/** A PAC script has not said how a URL is reached: it failed, took too long, or gave an answer that is none. */
public final class PacException extends IOException {

    private static final long serialVersionUID = 1L;

    PacException(String message) {
        super(message);
    }
}
