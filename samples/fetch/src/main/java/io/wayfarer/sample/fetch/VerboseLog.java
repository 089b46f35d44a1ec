/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code --verbose} shows: heads with a mark before each line, and notes. */
record VerboseLog(Output output) implements WireLog {

    @Override
    public void note(String text) throws Output.WriteException {
        write("* " + text + "\n");
    }

    @Override
    public void sentHead(List<String> lines) throws Output.WriteException {
        head("> ", lines);
    }

    @Override
    public void receivedHead(List<String> lines) throws Output.WriteException {
        head("< ", lines);
    }

    @Override
    public boolean bodies() {
        return false;
    }

    @Override
    public void sentBody(byte[] bytes) {
        // heads alone are shown
    }

    @Override
    public void receivedBody(byte[] bytes) {
        // heads alone are shown
    }

    private void head(String mark, List<String> lines) throws Output.WriteException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(mark).append(line).append("\r\n"));
        write(text.toString());
    }

    private void write(String text) throws Output.WriteException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }
}
