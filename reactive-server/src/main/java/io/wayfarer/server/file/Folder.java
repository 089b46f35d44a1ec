/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.List;

/**
 * A folder.
 *
 * @param names of the folders on the way, and its own; none for the root
 */
record Folder(List<String> names) implements Entry {

    Folder {
        names = List.copyOf(names);
    }
}
