/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The format of {@code --write-out}: {@code %{variable}}, {@code %header{name}}, {@code %%}, and the escapes \n, \r and
 * \t. What has no meaning is printed as it stands; an unknown variable is reported and printed as nothing.
 */
final class WriteOut {

    private static final String ON_ERROR = "%{onerror}";
    private static final String TO_STDERR = "%{stderr}";
    private static final String TO_STDOUT = "%{stdout}";

    private final String format;
    private final Consumer<String> complaints;

    WriteOut(String format, Consumer<String> complaints) {
        this.format = format;
        this.complaints = complaints;
    }

    /** @param argument the format, or {@code @file} for a file that holds it; its line ends do not count */
    static WriteOut parse(String argument, Inputs inputs, Consumer<String> complaints) throws FetchException {
        if (!argument.startsWith("@")) {
            return new WriteOut(argument, complaints);
        }
        String file = argument.substring(1);
        try {
            String text = new String(inputs.read(file), StandardCharsets.UTF_8);
            return new WriteOut(text.replace("\r", "").replace("\n", ""), complaints);
        } catch (IOException e) {
            throw new FetchException(ExitCode.READ_ERROR, "Failed to open " + file, e);
        }
    }

    /** Prints to the standard output, until the format turns to another. */
    void print(TransferReport report, Output standardOutput, Output messages) throws Output.WriteException {
        Output output = standardOutput;
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            if (format.startsWith(ON_ERROR, at) && report.failure().isEmpty()) {
                break;
            }
            if (format.startsWith(TO_STDERR, at) || format.startsWith(TO_STDOUT, at)) {
                flush(text, output);
                output = format.startsWith(TO_STDERR, at) ? messages : standardOutput;
                at += TO_STDERR.length();
            } else if (format.startsWith(ON_ERROR, at)) {
                at += ON_ERROR.length();
            } else {
                at = piece(at, report, text);
            }
        }
        flush(text, output);
    }

    private static void flush(StringBuilder text, Output output) throws Output.WriteException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        output.flush();
        text.setLength(0);
    }

    /** Returns where to go on. */
    private int piece(int at, TransferReport report, StringBuilder text) {
        char c = format.charAt(at);
        if (c == '%' && at + 1 < format.length()) {
            return percent(at, report, text);
        }
        if (c == '\\' && at + 1 < format.length()) {
            text.append(escape(format.charAt(at + 1)));
            return at + 2;
        }
        text.append(c);
        return at + 1;
    }

    private int percent(int at, TransferReport report, StringBuilder text) {
        if (format.startsWith("%%", at)) {
            text.append('%');
            return at + 2;
        }
        boolean header = format.startsWith("%header{", at);
        if (!header && !format.startsWith("%{", at)) {
            text.append('%').append(format.charAt(at + 1));
            return at + 2;
        }
        int open = format.indexOf('{', at);
        int close = format.indexOf('}', open);
        if (close < 0) {
            text.append(format, at, open + 1);
            return open + 1;
        }
        String name = format.substring(open + 1, close);
        if (header) {
            text.append(Variable.field(report, name));
        } else {
            Variable.value(name, report)
                    .ifPresentOrElse(
                            text::append, () -> complaints.accept("unknown --write-out variable: '" + name + "'"));
        }
        return close + 1;
    }

    private static String escape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> "\\" + c;
        };
    }
}
