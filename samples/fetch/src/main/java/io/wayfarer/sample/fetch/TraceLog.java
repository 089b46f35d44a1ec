/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The dump of {@code --trace} and {@code --trace-ascii}: all that goes over the connection, in curl's form. */
record TraceLog(Output output, boolean hex) implements WireLog {

    private static final int HEX_WIDTH = 16;
    private static final int TEXT_WIDTH = 64;

    @Override
    public void note(String text) throws Output.WriteException {
        write("== Info: " + text + "\n");
    }

    @Override
    public void sentHead(List<String> lines) throws Output.WriteException {
        dump("=> Send header", latin1(String.join("\r\n", lines) + "\r\n"));
    }

    /** Each line on its own, as they are received. */
    @Override
    public void receivedHead(List<String> lines) throws Output.WriteException {
        for (String line : lines) {
            dump("<= Recv header", latin1(line + "\r\n"));
        }
    }

    @Override
    public boolean bodies() {
        return true;
    }

    @Override
    public void sentBody(byte[] bytes) throws Output.WriteException {
        dump("=> Send data", bytes);
    }

    @Override
    public void receivedBody(byte[] bytes) throws Output.WriteException {
        dump("<= Recv data", bytes);
    }

    private void dump(String title, byte[] bytes) throws Output.WriteException {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%s, %d bytes (0x%x)\n", title, bytes.length, bytes.length));
        int at = 0;
        while (at < bytes.length) {
            text.append(String.format("%04x: ", at));
            at = hex ? hexLine(bytes, at, text) : textLine(bytes, at, text);
            text.append('\n');
        }
        write(text);
    }

    private static int hexLine(byte[] bytes, int from, StringBuilder text) {
        int end = Math.min(bytes.length, from + HEX_WIDTH);
        for (int i = from; i < from + HEX_WIDTH; i++) {
            text.append(i < end ? String.format("%02x ", bytes[i] & 0xff) : "   ");
        }
        for (int i = from; i < end; i++) {
            text.append(shown(bytes[i]));
        }
        return end;
    }

    /** A line ends where the text's own line does, or at the width. Returns where to go on. */
    private static int textLine(byte[] bytes, int from, StringBuilder text) {
        int end = Math.min(bytes.length, from + TEXT_WIDTH);
        for (int i = from; i < end; i++) {
            if (lineEnds(bytes, i)) {
                return i + 2;
            }
            text.append(shown(bytes[i]));
        }
        return lineEnds(bytes, end) ? end + 2 : end;
    }

    private static boolean lineEnds(byte[] bytes, int at) {
        return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    private static char shown(byte b) {
        return b >= ' ' ? (char) b : '.';
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void write(CharSequence text) throws Output.WriteException {
        byte[] bytes = latin1(text.toString());
        output.write(bytes, 0, bytes.length);
        output.flush();
    }
}
