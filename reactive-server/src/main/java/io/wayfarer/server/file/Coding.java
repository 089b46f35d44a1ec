/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A content coding in which a file may lie beside itself: {@code app.js.br} beside {@code app.js}. In order of preference. */
enum Coding {
    BROTLI("br", ".br"),
    ZSTANDARD("zstd", ".zst"),
    GZIP("gzip", ".gz");

    private final String token;
    private final String extension;

    Coding(String token, String extension) {
        this.token = token;
        this.extension = extension;
    }

    /** The name in header fields. */
    String token() {
        return token;
    }

    /** What the name of the file has at its end. */
    String extension() {
        return extension;
    }

    /**
     * The coding of those available that a client likes best (RFC 9110 section 12.5.3).
     *
     * @param acceptEncoding the values of the field; empty when there is none, and a client that does not ask gets none
     * @return null when the file as it is comes first
     */
    static @Nullable Coding preferred(List<String> acceptEncoding, List<Coding> available) {
        if (acceptEncoding.isEmpty()) {
            return null;
        }
        Weights weights = Weights.parse(acceptEncoding);
        Coding best = null;
        double most = 0;
        for (Coding coding : available) {
            double weight = weights.of(coding.token);
            if (weight > most) {
                best = coding;
                most = weight;
            }
        }
        // Named with more weight, the plain file is wished; not named, it is only what is always acceptable.
        return most >= weights.ofNamed("identity") ? best : null;
    }
}
