/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what an answer may cost.
 *
 * @param body Largest body that is gathered in memory.
 * @param headers Largest status line plus header fields.
 * @param headerFields Most header fields.
 * @param answer Largest body as it comes, however it is read, before it is decompressed; 0 for no limit.
 * @param drain Largest rest of an unwanted body that is read so that its connection can be used again.
 */
record LimitProperties(
        @DefaultValue("16MB") DataSize body,
        @DefaultValue("64KB") DataSize headers,
        @DefaultValue("1000") int headerFields,
        @DefaultValue("0B") DataSize answer,
        @DefaultValue("64KB") DataSize drain) {}
