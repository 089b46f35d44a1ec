/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/** No version of HTTP that a request may be carried by can be spoken; nothing was sent. */
final class NoVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param what a sentence without its full stop
     * @param remedy a sentence
     */
    NoVersionException(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    /** @param named the versions that may be spoken */
    static NoVersionException on(EndpointKey to, Versions named) {
        String only = "only " + named + " may be spoken, ";
        if (to.forwarding()) {
            return new NoVersionException(
                    only + "and the proxy " + to.proxy() + " is given the request in another version",
                    "Allow HTTP/1.1 too, or ask the proxy for a tunnel.");
        }
        return to.secure()
                ? new NoVersionException(
                        only + "and the way through the proxy " + to.proxy() + " carries no QUIC",
                        "Allow a version over TCP too, or go there without the proxy.")
                : new NoVersionException(
                        only + "and an http URL has no TLS, which HTTP/3 needs",
                        "Use https, or allow another version too.");
    }

    static NoVersionException toUnixSocket() {
        return new NoVersionException(
                "only HTTP/3 may be spoken, and a Unix socket carries no QUIC", "Allow another version too.");
    }

    String remedy() {
        return remedy;
    }
}
