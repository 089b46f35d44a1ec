/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Compressed answers.
 *
 * @param enabled Whether compressed answers are asked for and decompressed, where a request does not say itself what it accepts.
 * @param maxSize Largest body once it is decompressed, however it is read.
 * @param maxRatio How many bytes may come out for one that went in, behind the first mebibyte.
 */
record DecompressionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10GB") DataSize maxSize,
        @DefaultValue("200") int maxRatio) {}
