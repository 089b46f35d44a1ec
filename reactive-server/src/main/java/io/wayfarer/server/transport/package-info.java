/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What Reactor Netty's server can say that WebFlux has no word for: answers before the answer, and fields behind its body. Start at
 * {@link io.wayfarer.server.transport.NettyAnswer}. Left out: HTTP/3, whose server has no interim answers, and other servers,
 * for which there is no {@code NettyAnswer}.
 */
@NullMarked
package io.wayfarer.server.transport;

import org.jspecify.annotations.NullMarked;
