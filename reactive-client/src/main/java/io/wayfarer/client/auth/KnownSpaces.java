/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.Origin;

/** The protection spaces met so far, those asked for longest ago forgotten first. Thread-safe. */
final class KnownSpaces {

    /** Of one origin; the ninth takes the place of the first. */
    private static final int MOST_SPACES = 8;

    private final int maxOrigins;

    /** Spares clients without any the lock. */
    private volatile boolean empty = true;

    private final Map<Origin, List<KnownSpace>> byOrigin = new LinkedHashMap<>(16, 0.75f, true);

    KnownSpaces(int maxOrigins) {
        this.maxOrigins = maxOrigins;
    }

    /** The space that covers most of the URL, of those that pass the filter. */
    @Nullable
    KnownSpace find(HttpUrl url, Predicate<KnownSpace> usable) {
        List<KnownSpace> spaces = spaces(url.origin());
        return spaces.isEmpty() ? null : longest(spaces, url.withoutUserInfo().absoluteForm(), usable);
    }

    /** The first space of a proxy that passes the filter. */
    @Nullable
    KnownSpace find(Origin proxy, Predicate<KnownSpace> usable) {
        return longest(spaces(proxy), "", usable);
    }

    private List<KnownSpace> spaces(Origin origin) {
        if (empty) {
            return List.of();
        }
        synchronized (byOrigin) {
            List<KnownSpace> spaces = byOrigin.get(origin); // and not getOrDefault, which would not count as use
            return spaces == null ? List.of() : spaces;
        }
    }

    private static @Nullable KnownSpace longest(List<KnownSpace> spaces, String url, Predicate<KnownSpace> usable) {
        KnownSpace best = null;
        int most = -1;
        for (KnownSpace space : spaces) {
            int covered = space.covers(url);
            if (covered > most && usable.test(space)) {
                best = space;
                most = covered;
            }
        }
        return best;
    }

    /**
     * Remembers a space, in place of the same one.
     *
     * @param space made with the count of the requests that have used the nonce; a server may hand out a nonce twice, and
     *     then the count goes on (RFC 7616 section 3.4)
     */
    KnownSpace put(Origin origin, String nonce, Function<AtomicInteger, KnownSpace> space) {
        synchronized (byOrigin) {
            KnownSpace made = space.apply(count(origin, nonce));
            put(origin, made);
            return made;
        }
    }

    private AtomicInteger count(Origin origin, String nonce) {
        return byOrigin.getOrDefault(origin, List.of()).stream()
                .flatMap(known -> Stream.ofNullable(known.digest()))
                .filter(session -> session.nonce().equals(nonce))
                .map(DigestSession::count)
                .findFirst()
                .orElseGet(AtomicInteger::new);
    }

    void put(Origin origin, KnownSpace space) {
        synchronized (byOrigin) {
            List<KnownSpace> spaces = without(origin, space::sameSpace);
            if (spaces.size() == MOST_SPACES) {
                spaces.remove(0);
            }
            spaces.add(space);
            byOrigin.put(origin, List.copyOf(spaces));
            empty = false;
            if (byOrigin.size() > maxOrigins) {
                byOrigin.remove(byOrigin.keySet().iterator().next());
            }
        }
    }

    /** Goes on with another nonce in the space of this session, if it is still the current one. */
    void replace(Origin origin, DigestSession session, DigestSession next) {
        synchronized (byOrigin) {
            byOrigin.computeIfPresent(
                    origin,
                    (key, spaces) -> spaces.stream()
                            .map(space -> space.digest() == session ? space.with(next) : space)
                            .toList());
        }
    }

    void remove(Origin origin, Predicate<KnownSpace> gone) {
        synchronized (byOrigin) {
            List<KnownSpace> left = without(origin, gone);
            if (left.isEmpty()) {
                byOrigin.remove(origin);
            } else {
                byOrigin.put(origin, List.copyOf(left));
            }
        }
    }

    private List<KnownSpace> without(Origin origin, Predicate<KnownSpace> gone) {
        List<KnownSpace> left = new ArrayList<>(byOrigin.getOrDefault(origin, List.of()));
        left.removeIf(gone);
        return left;
    }

    int origins() {
        synchronized (byOrigin) {
            return byOrigin.size();
        }
    }
}
