/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** A public key in a file, as PEM or DER, of which {@code --pinnedpubkey} makes a pin. */
final class PublicKeyFile {

    private PublicKeyFile() {}

    static String pin(String file, Inputs inputs) throws FetchException {
        try {
            byte[] content = inputs.read(file);
            List<PemText.Block> blocks = PemText.blocks(content);
            byte[] key = blocks.stream()
                    .filter(block -> block.label().equals("PUBLIC KEY"))
                    .findFirst()
                    .map(PemText.Block::content)
                    .orElse(content);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "sha256//" + Base64.getEncoder().encodeToString(digest);
        } catch (IOException | IllegalArgumentException e) {
            throw new FetchException(
                    ExitCode.PINNED_KEY,
                    "No public key in " + file + ", which --pinnedpubkey names: " + e.getMessage(),
                    e);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
