/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;

/**
 * What a codec has to write.
 *
 * @param type of the objects
 * @param many whether they are written as they come, once; else there is one, which can be written again
 */
record ObjectBody(Publisher<?> objects, ResolvableType type, boolean many) {}
