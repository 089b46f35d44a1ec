/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Answers seen otherwise than as the network gave them: decompressed, or no longer, in size and in time, than a limit.
 *
 * <p>Start with {@link io.wayfarer.client.transport.view.AnswerView}, which is for everybody who puts something around a
 * transport; the client itself uses the others. Left out: how an answer comes about, which nothing here knows, as the
 * transports know nothing of this.
 */
@NullMarked
package io.wayfarer.client.transport.view;

import org.jspecify.annotations.NullMarked;
