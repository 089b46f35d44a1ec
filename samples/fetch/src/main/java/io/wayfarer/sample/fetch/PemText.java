/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM text (RFC 7468), in order; what stands between them is a comment. */
final class PemText {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /**
     * One of them.
     *
     * @param label as in {@code PRIVATE KEY}
     */
    record Block(String label, String base64) {

        /** @throws IllegalArgumentException when it is not Base64 */
        byte[] content() {
            return Base64.getDecoder().decode(base64);
        }
    }

    private PemText() {}

    static List<Block> blocks(byte[] text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2).replaceAll("\\s", "")));
        }
        return blocks;
    }
}
