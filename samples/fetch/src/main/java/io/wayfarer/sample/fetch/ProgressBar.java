/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The bar of {@code --progress-bar}: how much of the announced body there is, or how many bytes where nothing is announced. */
final class ProgressBar {

    private static final int WIDTH = 72;

    private final Output output;
    private long expected = -1;
    private long received;
    private String shown = "";

    ProgressBar(Output output) {
        this.output = output;
    }

    /** @param bytes of the body; -1 when it is not known */
    void begin(long bytes) {
        expected = bytes;
    }

    void received(long bytes) throws Output.WriteException {
        received += bytes;
        show(received, expected);
    }

    void end() throws Output.WriteException {
        if (received > 0 || expected == 0) {
            show(received, received);
            write("\n");
        }
    }

    private void show(long done, long all) throws Output.WriteException {
        String bar = all < 0
                ? String.format(Locale.ROOT, "%d bytes", done)
                : bar(all == 0 ? 1 : Math.min(1, (double) done / all));
        if (!bar.equals(shown)) {
            shown = bar;
            write("\r" + bar);
        }
    }

    private static String bar(double share) {
        String marks = "#".repeat((int) (share * WIDTH));
        return String.format(Locale.ROOT, "%-" + WIDTH + "s %5.1f%%", marks, share * 100);
    }

    private void write(String text) throws Output.WriteException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }
}
