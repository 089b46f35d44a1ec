/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.List;

/** Is told what goes out and comes in, in its order. Calls may block. */
interface WireLog {

    /** What was decided, or is known about the connection. */
    void note(String text) throws Output.WriteException;

    /** @param lines without their ends; the last is the empty one */
    void sentHead(List<String> lines) throws Output.WriteException;

    /** @param lines without their ends; the last is the empty one */
    void receivedHead(List<String> lines) throws Output.WriteException;

    /** Whether bodies are of interest; where they are not, nobody tells them. */
    boolean bodies();

    void sentBody(byte[] bytes) throws Output.WriteException;

    void receivedBody(byte[] bytes) throws Output.WriteException;
}
