/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/** Which of the optional libraries are on the class path and have loaded their native code. */
final class CompressionLibraries {

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(CompressionLibraries.class);

    // lambdas, not method references: those look for the class as they are made
    static final boolean BROTLI = loads("Brotli (brotli4j)", () -> Brotli4jLoader.ensureAvailability());
    static final boolean ZSTANDARD = loads("Zstandard (zstd-jni)", () -> Native.load());

    private CompressionLibraries() {}

    private static boolean loads(String name, Runnable load) {
        try {
            load.run();
            return true;
        } catch (NoClassDefFoundError e) {
            return false;
        } catch (LinkageError e) {
            LOGGER.warn("{} is on the class path, but not for this system; contents in it are not asked for", name, e);
            return false;
        }
    }
}
