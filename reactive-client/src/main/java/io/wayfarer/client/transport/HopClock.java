/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.protocol.client.ConnectTimes;

/** Notes how far a hop has come when, for requests that want to know. Written on one thread at a time. */
final class HopClock {

    private final long began = System.nanoTime();
    private final boolean tunnels;
    private volatile @Nullable ConnectTimes opening;
    private volatile long sent = began;
    private volatile long answered;
    private volatile long ended;

    HopClock(TransportRequest request) {
        Proxy proxy = request.route().proxy();
        this.tunnels = proxy != null
                && (!proxy.forwards(request.hop().url().secure())
                        || proxy.options().preProxy() != null);
    }

    /** The request goes out now; when it does so again, that counts. */
    void sends(PooledConnection connection) {
        opening = connection.used() ? null : ConnectTimes.of(connection.connection());
        sent = System.nanoTime();
        answered = 0;
    }

    /** Some head is there. The first one counts. */
    void answers() {
        if (answered == 0) {
            answered = System.nanoTime();
        }
    }

    void ends() {
        ended = System.nanoTime();
    }

    HopTimes times() {
        ConnectTimes way = opening;
        boolean opened = way != null && way.ready() - began > 0;
        return new HopTimes(
                way != null && opened ? since(way.resolved()) : null,
                way != null && opened ? since(way.connected()) : null,
                way != null && opened && tunnels && way.proxied() ? since(way.tunnelled()) : null,
                way != null && opened && way.secure() ? since(way.ready()) : null,
                since(sent),
                since(answered),
                ended == 0 ? null : since(ended));
    }

    /** A connection that others waited for as well may have been begun before. */
    private Duration since(long time) {
        return Duration.ofNanos(Math.max(0, time - began));
    }
}
