/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.util.ClassUtils;

import io.wayfarer.client.cookie.psl.PublicSuffixList;

/** Reads the public suffix list, which every jar needs, while the rest of the application starts. */
final class PublicSuffixPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() throws Exception {
        if (ClassUtils.isPresent(
                "io.wayfarer.client.cookie.psl.PublicSuffixList", getClass().getClassLoader())) {
            PublicSuffixList.bundled();
        }
    }
}
