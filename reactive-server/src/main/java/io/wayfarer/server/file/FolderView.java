/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.List;

/**
 * What is answered to a request for a folder.
 *
 * @param indexes names of files that stand for their folder, first choice first
 */
record FolderView(List<String> indexes) {

    static final FolderView NONE = new FolderView(List.of());

    FolderView {
        indexes = List.copyOf(indexes);
    }
}
