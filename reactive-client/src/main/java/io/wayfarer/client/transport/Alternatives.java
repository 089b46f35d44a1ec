/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.url.HttpUrl;

/**
 * Connections to the alternatives of servers (RFC 7838). An exchange takes one that is there; where there is none, it goes to
 * the server itself, as if there were no alternative, while one is opened for those to come. So no exchange is later for it.
 */
final class Alternatives {

    /** So many are remembered; those past that are not used. */
    private static final int MOST = 1024;

    private final Connectors connectors;
    private final Function<Dialer, ConnectionPool> pools;
    private final boolean verifies;
    private final Map<Key, Spare> spares = new ConcurrentHashMap<>();

    private record Key(String host, int port, String protocol, String place, int placePort) {}

    /** @param opening whether a connection is being opened */
    private record Spare(Endpoint endpoint, AtomicBoolean opening) {}

    /** What an exchange goes by. */
    record Taken(Alternative alternative, Endpoint endpoint, PooledConnection connection) {}

    /** @param verifies whether servers prove who they are, without which no alternative can */
    Alternatives(Connectors connectors, Function<Dialer, ConnectionPool> pools, boolean verifies) {
        this.connectors = connectors;
        this.pools = pools;
        this.verifies = verifies;
    }

    /** A connection to the best alternative that has a free one; null where none has, one of which is then opened. */
    @Nullable
    Taken borrow(TransportRequest request, int preferredLoop) {
        boolean opens = verifies;
        for (Alternative offered : request.route().alternatives()) {
            Spare spare = verifies ? spare(request.hop().url(), offered) : null;
            if (spare == null) {
                continue;
            }
            PooledConnection free = spare.endpoint().pool().borrowAny(preferredLoop);
            if (free != null) {
                return new Taken(offered, spare.endpoint(), free);
            }
            if (opens && spare.opening().compareAndSet(false, true)) {
                new Opening(offered, spare, preferredLoop).begin();
            }
            opens = false;
        }
        return null;
    }

    /** Null for one that cannot be used. */
    private @Nullable Spare spare(HttpUrl url, Alternative offered) {
        Key key = new Key(url.host(), url.port(), offered.protocol(), offered.host(), offered.port());
        Spare known = spares.get(key);
        if (known != null) {
            return known;
        }
        if (spares.size() >= MOST) {
            spares.values().removeIf(spare -> spare.endpoint().unused());
        }
        Dialer dialer = spares.size() < MOST ? connectors.toAlternative(url, offered) : null;
        return dialer == null ? null : spares.computeIfAbsent(key, absent -> made(dialer, offered));
    }

    private Spare made(Dialer dialer, Alternative offered) {
        String place = offered.port() == 443 ? offered.host() : offered.host() + ":" + offered.port();
        return new Spare(Endpoint.alternative(pools.apply(dialer), place), new AtomicBoolean());
    }

    void dispose() {
        spares.values().forEach(spare -> spare.endpoint().pool().dispose());
    }

    /** Waits for a connection in nobody's name, and leaves it to the pool. */
    private record Opening(Alternative alternative, Spare spare, int preferredLoop) implements Waiter {

        void begin() {
            if (!spare.endpoint().pool().open(this)) {
                spare.opening().set(false);
            }
        }

        @Override
        public void lent(PooledConnection connection) {
            connection.pool().returnUnused(connection);
            spare.opening().set(false);
        }

        @Override
        public void refused(Throwable refusal) {
            alternative.failed();
            spare.opening().set(false);
        }
    }
}
