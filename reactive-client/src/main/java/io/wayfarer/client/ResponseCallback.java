/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

/** Takes an answer with its body; see {@link ResponseSpec#call}. */
@FunctionalInterface
public interface ResponseCallback {

    /**
     * Called once, whatever the status, on an event loop.
     *
     * @param body as text; empty when there is none
     * @param response what else there is to know; its body has been read
     */
    void answered(String body, int status, HttpResponse response);
}
