/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP Alternative Services (RFC 7838): what servers say about other places and protocols that answer for them, how long it
 * holds, and which of it is offered for a hop. Begin at {@link io.wayfarer.client.altsvc.AltSvcPolicy}, which learns and offers,
 * and {@link io.wayfarer.client.altsvc.AltSvcStore}, which remembers. Whether an alternative is taken, and how it is connected
 * to, is the transport's.
 */
@NullMarked
package io.wayfarer.client.altsvc;

import org.jspecify.annotations.NullMarked;
