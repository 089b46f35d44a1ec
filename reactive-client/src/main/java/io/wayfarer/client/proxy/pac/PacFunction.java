/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** One of the functions that a PAC file may call. */
@FunctionalInterface
interface PacFunction {

    /**
     * Answers a call.
     *
     * @param arguments as texts, as many as there are
     * @return a Boolean, Number or String, or null
     */
    @Nullable
    Object call(List<String> arguments);

    /** The argument at this place; empty where there is none. */
    static String at(List<String> arguments, int place) {
        return place < arguments.size() ? arguments.get(place) : "";
    }
}
