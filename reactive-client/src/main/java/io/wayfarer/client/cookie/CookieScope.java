/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.Optional;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Who shares a jar: chooses the one of an exchange by what its subscriber brought along. Asked on every hop, on the
 * thread of the exchange, so an implementation is thread-safe and does not block.
 *
 * <p>Nobody's cookies reach anybody else as long as the answer depends on the context alone.
 */
@FunctionalInterface
public interface CookieScope {

    /** The jar whose cookies are sent; empty for none. */
    Optional<CookieStore> jar(ContextView context);

    /** The jar that keeps what an answer sets, made if need be; empty when nothing is kept. */
    default Optional<CookieStore> jarToFill(ContextView context) {
        return jar(context);
    }

    /** How many cookies its jars hold together, for diagnostics. */
    default long cookies() {
        return jar(Context.empty()).map(CookieStore::size).orElse(0);
    }

    /** One jar for all. */
    static CookieScope of(CookieStore store) {
        Optional<CookieStore> jar = Optional.of(store);
        return context -> jar;
    }
}
