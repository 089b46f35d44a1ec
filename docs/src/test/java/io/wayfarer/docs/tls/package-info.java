/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The programs of the chapter "TLS".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; versions, suites and names
 * on the wire are tested in the module of the protocol.
 */
@NullMarked
package io.wayfarer.docs.tls;

import org.jspecify.annotations.NullMarked;
