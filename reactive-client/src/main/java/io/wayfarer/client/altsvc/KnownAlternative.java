/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.url.Origin;

/** An alternative as a store holds it, with how long it counts and how long it rests. */
final class KnownAlternative implements Alternative {

    private static final Duration FIRST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_REST = Duration.ofHours(4);

    private final InstantSource clock;
    private final String protocol;
    private final String host;
    private final int port;
    private final boolean persist;
    private final long maxAgeMillis;
    private volatile long expiresMillis;
    private volatile long restsUntilMillis = Long.MIN_VALUE;
    private volatile long restMillis; // written under the lock

    /** As a server named it. */
    KnownAlternative(InstantSource clock, Origin origin, AltSvcField.Value value, long madeMillis) {
        this.clock = clock;
        this.protocol = value.protocol();
        this.host = value.host().isEmpty() ? origin.host() : value.host();
        this.port = value.port();
        this.persist = value.persist();
        this.maxAgeMillis = value.maxAge().toMillis();
        this.expiresMillis = madeMillis + maxAgeMillis;
    }

    /** As it was kept. */
    KnownAlternative(InstantSource clock, AltSvcEntry entry) {
        this.clock = clock;
        this.protocol = entry.protocol();
        this.host = entry.host();
        this.port = entry.port();
        this.persist = entry.persist();
        this.maxAgeMillis = 0; // what a file says is never said again
        this.expiresMillis = entry.expires().toEpochMilli();
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return port;
    }

    AltSvcEntry entry(Origin origin) {
        return new AltSvcEntry(origin, protocol, host, port, Instant.ofEpochMilli(expiresMillis), persist);
    }

    long expiresMillis() {
        return expiresMillis;
    }

    /** The server has said it once more. */
    void namedAgain(long madeMillis) {
        expiresMillis = madeMillis + maxAgeMillis;
    }

    boolean usable(long now) {
        return now < expiresMillis && now >= restsUntilMillis;
    }

    boolean samePlace(Alternative other) {
        return port == other.port() && protocol.equals(other.protocol()) && host.equals(other.host());
    }

    /** A server that repeats itself does not end the rest. */
    synchronized void restsAs(KnownAlternative before) {
        restMillis = before.restMillis;
        restsUntilMillis = before.restsUntilMillis;
    }

    /** It has answered for the server. */
    void answered() {
        if (restMillis != 0) {
            forgive();
        }
    }

    private synchronized void forgive() {
        restMillis = 0;
    }

    /** It does not answer for the server: it counts no more, and if it is named again, it rests as if it had failed. */
    void misdirected() {
        failed();
        expiresMillis = Long.MIN_VALUE;
    }

    /** Each rest is twice as long as the one before. What fails while it rests was under way before, and counts once. */
    @Override
    public synchronized void failed() {
        long now = clock.millis();
        if (now >= restsUntilMillis) {
            restMillis = restMillis == 0 ? FIRST_REST.toMillis() : Math.min(LONGEST_REST.toMillis(), 2 * restMillis);
            restsUntilMillis = now + restMillis;
        }
    }

    /** As in {@code h2=alt.example:443}. */
    @Override
    public String toString() {
        return protocol + "=" + host + ":" + port;
    }
}
