/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.http.codec.CodecConfigurer;

/** A {@code CodecCustomizer} of Spring Boot, whose class need not be there. */
@FunctionalInterface
interface CodecChange {

    void change(CodecConfigurer codecs);
}
