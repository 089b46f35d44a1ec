/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Those who follow the changes of a jar. A listener that throws must not cost an exchange its answer. */
final class CookieListeners {

    private static final Log LOG = LogFactory.getLog(CookieStore.class);

    private final List<Registration> listeners = new CopyOnWriteArrayList<>();

    CookieStore.Subscription add(Consumer<CookieChange> listener) {
        Registration registration = new Registration(listener);
        listeners.add(registration);
        return () -> listeners.remove(registration);
    }

    void tell(CookieChange.Kind kind, Cookie cookie) {
        if (listeners.isEmpty()) {
            return;
        }
        CookieChange change = new CookieChange(kind, cookie);
        for (Registration registration : listeners) {
            try {
                registration.listener.accept(change);
            } catch (RuntimeException e) {
                LOG.warn("A cookie listener failed at " + change, e);
            }
        }
    }

    /** Equal to itself alone, so that a listener added twice is ended once. */
    private static final class Registration {

        final Consumer<CookieChange> listener;

        Registration(Consumer<CookieChange> listener) {
            this.listener = listener;
        }
    }
}
