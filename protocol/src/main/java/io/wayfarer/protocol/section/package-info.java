/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What header and trailer sections of HTTP/2 and HTTP/3 may hold, which is the same for both, once they are decompressed. Of use
 * to those who write a connection; begin at {@link io.wayfarer.protocol.section.FieldSection}. How sections are compressed and
 * framed is each version's own.
 */
@NullMarked
package io.wayfarer.protocol.section;

import org.jspecify.annotations.NullMarked;
