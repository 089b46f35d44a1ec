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
 * @param mostListed how many entries a listing shows; 0 where there is none
 */
record FolderView(List<String> indexes, int mostListed) {

    static final FolderView NONE = new FolderView(List.of(), 0);

    FolderView {
        indexes = List.copyOf(indexes);
    }

    boolean listing() {
        return mostListed > 0;
    }
}
