/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import reactor.util.context.Context;

/** Where an exchange ends: exactly one of the two is called, once, unless the exchange is cancelled. */
interface Receiver {

    /** The last answer, with its body unread. */
    void received(HttpResponse response);

    void failed(Throwable failure);

    /** Of whoever subscribed. */
    Context currentContext();
}
