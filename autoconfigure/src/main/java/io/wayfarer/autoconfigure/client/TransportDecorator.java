/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import io.wayfarer.client.transport.Transport;

/**
 * Stands between every client and its transport, and so sees each hop as it goes out: to measure, to record, to inject
 * faults. Of several beans of this type the first in order is the outermost.
 */
@FunctionalInterface
public interface TransportDecorator {

    /** Called once for each transport; the result is called for every hop, on any thread. */
    Transport decorate(Transport transport);
}
