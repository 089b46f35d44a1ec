/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.transport.TransportResponse;

/** Adds up the pieces of one body, and tells somebody. For one thread at a time. */
final class ProgressCount implements LongConsumer {

    private final Consumer<BodyProgress> listener;
    private final OptionalLong total;
    private long bytes;

    ProgressCount(TransportResponse answer, HttpMethod asked, Consumer<BodyProgress> listener) {
        this.listener = listener;
        this.total = total(answer, asked);
    }

    private static OptionalLong total(TransportResponse answer, HttpMethod asked) {
        long announced = answer.announcedBytes(asked);
        return announced < 0 || answer.headers().containsHeader(HttpHeaders.CONTENT_ENCODING)
                ? OptionalLong.empty()
                : OptionalLong.of(announced);
    }

    @Override
    public void accept(long more) {
        bytes += more;
        listener.accept(new BodyProgress(bytes, total));
    }
}
