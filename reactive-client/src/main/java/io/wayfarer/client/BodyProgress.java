/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.OptionalLong;

/**
 * How far the reading of a body has come.
 *
 * @param bytes so far
 * @param total as announced; empty when the server does not tell, or the content is compressed on its way
 */
public record BodyProgress(long bytes, OptionalLong total) {}
