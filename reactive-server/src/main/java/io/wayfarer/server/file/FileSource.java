/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Where files come from. Its methods block. */
interface FileSource {

    /**
     * What stands at a path below the root.
     *
     * @param names each of them {@link FileName#isAllowed}
     * @return null when there is nothing, or nothing that may be shown
     */
    @Nullable
    Entry find(List<String> names) throws IOException;

    /**
     * What is in a folder that was found.
     *
     * @param most how many entries at most
     * @return null where that cannot be told
     */
    default @Nullable Listing list(List<String> names, int most) throws IOException {
        return null;
    }
}
