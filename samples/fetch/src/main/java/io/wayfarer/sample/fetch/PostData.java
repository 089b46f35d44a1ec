/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The body of {@code --data} and its relatives: all of them in order, with an ampersand before each but the first and those of
 * {@code --json}.
 */
final class PostData {

    static final Set<Option> OPTIONS = EnumSet.of(
            Option.DATA, Option.DATA_ASCII, Option.DATA_BINARY, Option.DATA_RAW, Option.DATA_URLENCODE, Option.JSON);

    private final Inputs inputs;
    private final Consumer<String> warnings;

    PostData(Inputs inputs, Consumer<String> warnings) {
        this.inputs = inputs;
        this.warnings = warnings;
    }

    byte[] join(List<CommandLine.Argument> arguments) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (CommandLine.Argument argument : arguments) {
            if (joined.size() > 0 && argument.option() != Option.JSON) {
                joined.write('&');
            }
            joined.writeBytes(
                    switch (argument.option()) {
                        case DATA_RAW -> utf8(argument.text());
                        case DATA_URLENCODE -> encoded(argument.text());
                        case DATA_BINARY, JSON -> plain(argument.text(), false);
                        default -> plain(argument.text(), true);
                    });
        }
        return joined.toByteArray();
    }

    /** What {@code --url-query} adds to the query. */
    String query(List<String> arguments) {
        return arguments.stream()
                .map(text ->
                        text.startsWith("+") ? text.substring(1) : new String(encoded(text), StandardCharsets.UTF_8))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
    }

    private byte[] plain(String text, boolean withoutLineEnds) {
        if (!text.startsWith("@")) {
            return utf8(text);
        }
        byte[] content = file(text.substring(1));
        return withoutLineEnds ? withoutLineEnds(content) : content;
    }

    /** An unreadable file makes an empty body, as curl has it: the warning tells. */
    private byte[] file(String name) {
        try {
            return inputs.read(name);
        } catch (IOException e) {
            warnings.accept("Couldn't read data from file \"" + name + "\", this makes an empty POST.");
            return new byte[0];
        }
    }

    /** CR, LF and NUL fall out. */
    private static byte[] withoutLineEnds(byte[] content) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(content.length);
        for (byte b : content) {
            if (b != '\r' && b != '\n' && b != 0) {
                kept.write(b);
            }
        }
        return kept.toByteArray();
    }

    private byte[] encoded(String text) {
        int equals = text.indexOf('=');
        int at = text.indexOf('@');
        int split = equals >= 0 ? equals : at;
        if (split < 0) {
            return formEncoded("", utf8(text));
        }
        byte[] content = text.charAt(split) == '=' ? utf8(text.substring(split + 1)) : file(text.substring(split + 1));
        return formEncoded(split == 0 ? "" : text.substring(0, split) + "=", content);
    }

    private static byte[] formEncoded(String prefix, byte[] content) {
        StringBuilder encoded = new StringBuilder(prefix);
        for (byte b : content) {
            char c = (char) (b & 0xff);
            boolean unreserved = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            if (unreserved || c == ' ') {
                encoded.append(c == ' ' ? '+' : c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return utf8(encoded.toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
