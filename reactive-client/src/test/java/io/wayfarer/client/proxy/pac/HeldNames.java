/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Look-ups that find nothing, and not before they are told to. */
final class HeldNames implements PacNames {

    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    void answer() {
        answered.countDown();
    }

    int asked() {
        return asked.get();
    }

    @Override
    public List<InetAddress> addresses(String host) {
        asked.incrementAndGet();
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    @Override
    public List<InetAddress> own() {
        return List.of();
    }
}
