/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Which addresses a client may connect to, so that a URL that somebody else has written does not lead into the private
 * network (server-side request forgery). Begin with {@link io.wayfarer.client.address.AddressPolicy}. Looking names up and
 * connecting is the transport's work, which asks the policy in between.
 */
@NullMarked
package io.wayfarer.client.address;

import org.jspecify.annotations.NullMarked;
