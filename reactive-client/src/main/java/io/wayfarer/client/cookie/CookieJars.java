/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A jar for each end user, tenant, or whatever else the Reactor context names, so that nobody's session answers for
 * somebody else:
 *
 * <pre>{@code
 * http.get(url).bodyAsString().contextWrite(CookieJars.key(user.id()));
 * restClient.get().uri(url).attribute(CookieJars.KEY, user.id()).retrieve();
 * }</pre>
 *
 * <p>An exchange without a key neither sends nor keeps cookies. A jar is made when the first cookie comes for its key, and
 * is forgotten when nobody has used it for a while, or when there are too many; then the one used longest ago goes.
 * Thread-safe; starts no thread of its own.
 */
public final class CookieJars implements CookieScope {

    /** Where the key is, in the Reactor context or among the attributes of a request of Spring's clients. */
    public static final String KEY = CookieJars.class.getName() + ".key";

    /** How many idle jars one call forgets in passing. */
    private static final int SWEEP = 2;

    private final int maxJars;
    private final long idleMillis;
    private final InstantSource clock;
    private final Supplier<? extends CookieStore> factory;
    private final Function<? super ContextView, ? extends Optional<?>> keys;

    /** From the one used longest ago; guarded by itself. */
    private final LinkedHashMap<Object, Jar> jars = new LinkedHashMap<>(16, 0.75f, true);

    private CookieJars(Builder builder) {
        this.maxJars = builder.maxJars;
        this.idleMillis = builder.idle.toMillis();
        this.clock = builder.clock;
        this.factory = builder.factory;
        this.keys = builder.keys;
    }

    /** One jar and when it was last used; the time is guarded by the map. */
    private static final class Jar {

        final Optional<CookieStore> store;
        long used;

        Jar(CookieStore store) {
            this.store = Optional.of(store);
        }
    }

    /** At most 10 000 jars with the {@linkplain CookieLimits#defaults() default limits}, each kept for half an hour. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Names the jar of an exchange: to be given to {@code contextWrite}.
     *
     * @param key equal keys share a jar; it should identify whoever acts beyond doubt, as an account number does
     */
    public static Function<Context, Context> key(Object key) {
        return context -> context.put(KEY, key);
    }

    private static Optional<?> namedKey(ContextView context) {
        return context.getOrEmpty(KEY);
    }

    @Override
    public Optional<CookieStore> jar(ContextView context) {
        return keys.apply(context).flatMap(this::find);
    }

    @Override
    public Optional<CookieStore> jarToFill(ContextView context) {
        Optional<?> key = keys.apply(context);
        return key.isEmpty() ? Optional.empty() : obtain(key.get());
    }

    /** The jar of a key, if it has one. Counts as a use. */
    public Optional<CookieStore> find(Object key) {
        long now = clock.millis();
        synchronized (jars) {
            sweep(now, SWEEP);
            Jar jar = used(key, now);
            return jar == null ? Optional.empty() : jar.store;
        }
    }

    private Optional<CookieStore> obtain(Object key) {
        long now = clock.millis();
        synchronized (jars) {
            sweep(now, SWEEP);
            Jar jar = used(key, now);
            if (jar == null) {
                jar = new Jar(factory.get());
                jar.used = now;
                jars.put(key, jar);
                if (jars.size() > maxJars) {
                    Iterator<Jar> eldest = jars.values().iterator();
                    eldest.next();
                    eldest.remove();
                }
            }
            return jar.store;
        }
    }

    private @Nullable Jar used(Object key, long now) {
        Jar jar = jars.get(key);
        if (jar != null && idle(jar, now)) {
            jars.remove(key);
            return null;
        }
        if (jar != null) {
            jar.used = now;
        }
        return jar;
    }

    private boolean idle(Jar jar, long now) {
        return now - jar.used >= idleMillis;
    }

    private int sweep(long now, int most) {
        int swept = 0;
        Iterator<Jar> eldest = jars.values().iterator();
        while (swept < most && eldest.hasNext() && idle(eldest.next(), now)) {
            eldest.remove();
            swept++;
        }
        return swept;
    }

    /** Forgets the jar of a key, as at the end of a user's session. An answer still on its way may begin a new one. */
    public boolean remove(Object key) {
        synchronized (jars) {
            return jars.remove(key) != null;
        }
    }

    /** Forgets all jars. */
    public void clear() {
        synchronized (jars) {
            jars.clear();
        }
    }

    /** Forgets the jars that nobody has used for too long, and tells how many. Nothing depends on its being called. */
    public int purge() {
        synchronized (jars) {
            return sweep(clock.millis(), Integer.MAX_VALUE);
        }
    }

    /** How many jars there are. */
    public int size() {
        synchronized (jars) {
            return jars.size();
        }
    }

    @Override
    public long cookies() {
        List<Jar> all;
        synchronized (jars) {
            all = new ArrayList<>(jars.values());
        }
        return all.stream()
                .mapToLong(jar -> jar.store.map(CookieStore::size).orElse(0))
                .sum();
    }

    /** How many jars; never whose. */
    @Override
    public String toString() {
        return "CookieJars[" + size() + " jars]";
    }

    /** Collects what {@link CookieJars} need. Not thread-safe. */
    public static final class Builder {

        private int maxJars = 10_000;
        private Duration idle = Duration.ofMinutes(30);
        private InstantSource clock = InstantSource.system();
        private Supplier<? extends CookieStore> factory = InMemoryCookieStore::new;
        private Function<? super ContextView, ? extends Optional<?>> keys = CookieJars::namedKey;

        private Builder() {}

        /** Most jars; at least 1. One more takes the place of the one used longest ago. */
        public Builder maxJars(int jars) {
            if (jars < 1) {
                throw new IllegalArgumentException("maxJars: " + jars + " (expected: >= 1)");
            }
            this.maxJars = jars;
            return this;
        }

        /** How long a jar is kept that nobody uses; at least a millisecond. */
        public Builder idle(Duration time) {
            if (time.toMillis() < 1) {
                throw new IllegalArgumentException("idle: " + time + " (expected: >= PT0.001S)");
            }
            this.idle = time;
            return this;
        }

        /** What tells the time for {@link #idle}. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** What makes a jar. Each call must answer a new one. */
        public Builder factory(Supplier<? extends CookieStore> maker) {
            this.factory = maker;
            return this;
        }

        /**
         * How the key is found; by default where {@link CookieJars#key} has put it. Called on every hop, must not block.
         *
         * @param finder answers empty for an exchange that has no jar
         */
        public Builder key(Function<? super ContextView, ? extends Optional<?>> finder) {
            this.keys = finder;
            return this;
        }

        public CookieJars build() {
            return new CookieJars(this);
        }
    }
}
