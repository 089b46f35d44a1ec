/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.time.Duration;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/**
 * What surrounds one run of a script: it sees no class of Java, does not recurse without end, and is stopped when its time
 * is over, whatever it is doing or catching.
 */
final class PacFence extends ContextFactory {

    private static final int DEEPEST_CALLS = 500;
    private static final int STEPS_BETWEEN_CHECKS = 10_000;

    private final long end;

    /** The time begins now. */
    PacFence(Duration patience) {
        this.end = System.nanoTime() + patience.toNanos();
    }

    @Override
    protected Context makeContext() {
        Context context = super.makeContext();
        // Compiled to byte code, a script would escape the bound on its depth.
        context.setInterpretedMode(true);
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setClassShutter(name -> false);
        context.setMaximumInterpreterStackDepth(DEEPEST_CALLS);
        context.setInstructionObserverThreshold(STEPS_BETWEEN_CHECKS);
        return context;
    }

    @Override
    protected void observeInstructionCount(Context context, int steps) {
        if (System.nanoTime() - end > 0) {
            throw new Overrun();
        }
    }

    /** An Error, because a script may catch exceptions. */
    static final class Overrun extends Error {

        private static final long serialVersionUID = 1L;

        private Overrun() {
            super("The script has run out of time.", null, false, false);
        }
    }
}
