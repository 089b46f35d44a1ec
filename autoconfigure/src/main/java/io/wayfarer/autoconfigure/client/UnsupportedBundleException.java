/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

/** An SSL bundle asks for what the client's TLS cannot do; better no client than one that ignores it. */
final class UnsupportedBundleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String what;

    UnsupportedBundleException(String what) {
        super(what + ", which this client does not apply. Remove that option from the bundle.");
        this.what = what;
    }

    String what() {
        return what;
    }
}
