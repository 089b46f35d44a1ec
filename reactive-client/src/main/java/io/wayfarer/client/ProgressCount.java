/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.springframework.http.HttpHeaders;

/** Adds up the pieces of one body, and tells somebody. For one thread at a time. */
final class ProgressCount implements LongConsumer {

    private final Consumer<BodyProgress> listener;
    private final OptionalLong total;
    private long bytes;

    ProgressCount(HttpHeaders headers, Consumer<BodyProgress> listener) {
        this.listener = listener;
        this.total = total(headers);
    }

    private static OptionalLong total(HttpHeaders headers) {
        long announced = Drain.announcedBytes(headers);
        return announced < 0 || headers.containsHeader(HttpHeaders.CONTENT_ENCODING)
                ? OptionalLong.empty()
                : OptionalLong.of(announced);
    }

    @Override
    public void accept(long more) {
        bytes += more;
        listener.accept(new BodyProgress(bytes, total));
    }
}
