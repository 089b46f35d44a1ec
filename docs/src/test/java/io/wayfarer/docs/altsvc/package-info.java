/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The programs of the chapter "Alternative services".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; the grammar of the header is tested in the client's module.
 */
@NullMarked
package io.wayfarer.docs.altsvc;

import org.jspecify.annotations.NullMarked;
