/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The programs of the chapter "Addresses".
 *
 * <p>Each test is one program or configuration of the guide, run against a real server on the loopback interface; what each entry means is tested in the
 * client's module.
 */
@NullMarked
package io.wayfarer.docs.address;

import org.jspecify.annotations.NullMarked;
