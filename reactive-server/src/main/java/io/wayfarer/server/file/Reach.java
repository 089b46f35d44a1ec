/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

/**
 * What of a folder may be asked for beside its ordinary files.
 *
 * @param hidden names that begin with a dot
 * @param leavingLinks what symbolic links out of the folder lead to
 */
record Reach(boolean hidden, boolean leavingLinks) {

    static final Reach ORDINARY = new Reach(false, false);

    /** For a file that was named by the application itself. */
    static final Reach NAMED = new Reach(true, true);

    /** Whether a path may be shown, as far as names decide that. */
    boolean shows(Iterable<?> names) {
        for (Object name : names) {
            if (!hidden && FileName.isHidden(name.toString())) {
                return false;
            }
        }
        return true;
    }
}
