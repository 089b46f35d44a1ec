/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.net.InetAddress;
import java.util.function.Predicate;

/** Spring Boot's {@code InetAddressFilter} in words that are there without the module it comes from. */
@FunctionalInterface
interface AddressFilter extends Predicate<InetAddress> {}
