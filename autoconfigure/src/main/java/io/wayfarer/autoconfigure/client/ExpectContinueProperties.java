/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Requests whose body waits until the server says that it wants it (Expect: 100-continue).
 *
 * @param enabled Whether large bodies wait, and those of unknown length.
 * @param above Largest body of known length that does not wait.
 * @param timeout How long a body waits before it is sent nevertheless.
 */
record ExpectContinueProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1MB") DataSize above,
        @DefaultValue("1s") Duration timeout) {}
