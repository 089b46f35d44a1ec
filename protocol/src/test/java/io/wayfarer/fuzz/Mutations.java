/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made out of others; the same ones for the same seed. */
final class Mutations {

    private static final List<String> PIECES = List.of(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\0",
            "\"",
            "\\",
            ",",
            ";",
            ":",
            "=",
            "%",
            "/",
            "..",
            "?",
            "#",
            "[",
            "]",
            "@",
            " ",
            "\t",
            "0",
            "-1",
            "ffffffffffffffff",
            "chunked",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 200 OK\r\n",
            "\u00ff\u00ff",
            "é");

    private final Random random;
    private final List<byte[]> inputs;

    Mutations(long seed, List<byte[]> inputs) {
        this.random = new Random(seed);
        this.inputs = inputs;
    }

    byte[] next() {
        byte[] input = pick();
        for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
            input = change(input);
        }
        return input;
    }

    private byte[] change(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(9));
        return switch (random.nextInt(6)) {
            case 0 ->
                join(input, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1), at);
            case 1 -> join(input, at, new byte[0], to);
            case 2 -> join(input, at, new byte[] {(byte) random.nextInt(256)}, Math.min(input.length, at + 1));
            case 3 -> join(input, at, Arrays.copyOfRange(input, at, to), at);
            case 4 -> {
                byte[] other = pick();
                yield join(input, at, other, input.length);
            }
            default -> {
                byte[] flipped = new byte[] {
                    at < input.length ? (byte) (input[at] ^ (1 << random.nextInt(8))) : (byte) random.nextInt(256)
                };
                yield join(input, at, flipped, Math.min(input.length, at + 1));
            }
        };
    }

    private byte[] pick() {
        return inputs.get(random.nextInt(inputs.size()));
    }

    private static byte[] join(byte[] input, int head, byte[] middle, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + middle.length);
        out.write(input, 0, head);
        out.writeBytes(middle);
        out.write(input, tail, input.length - tail);
        return out.toByteArray();
    }
}
