/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Client nonces that nobody can foresee and that never come twice: hashes of a secret and a number. Drawing random bytes for
 * each would read from the system's generator on an event loop.
 */
final class ClientNonces {

    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 16;

    private final byte[] secret = new byte[SECRET_BYTES];
    private final AtomicLong number = new AtomicLong();

    ClientNonces() {
        new SecureRandom().nextBytes(secret);
    }

    String next() {
        MessageDigest digest = DigestAlgorithm.SHA_256.start();
        digest.update(secret);
        byte[] hash = digest.digest(ByteBuffer.allocate(Long.BYTES)
                .putLong(number.getAndIncrement())
                .array());
        return DigestAlgorithm.hex(Arrays.copyOf(hash, NONCE_BYTES));
    }
}
