/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/**
 * How many connections a pool has, and how many more its line wants. Where TLS decides about the version, one handshake
 * is enough until it is known to be HTTP/1. Guarded by the monitor of the line.
 */
final class ConnectionCount {

    private final int most;
    private final boolean versionIsNegotiated;

    /** There or being opened. */
    private int open;

    /** Being opened for the line; those for one exchange alone do not count. */
    private int dialling;

    private boolean speaksHttp1;

    ConnectionCount(int most, boolean versionIsNegotiated) {
        this.most = most;
        this.versionIsNegotiated = versionIsNegotiated;
    }

    int open() {
        return open;
    }

    boolean none() {
        return open == 0;
    }

    /** Whether one more may be opened. */
    boolean room() {
        return open < most;
    }

    int dialling() {
        return dialling;
    }

    /** How many may still come, those being opened for the line included. */
    int toCome() {
        return dialling + most - open;
    }

    /** Whether the first handshake is still to tell the version. */
    boolean negotiating() {
        return versionIsNegotiated && !speaksHttp1;
    }

    /** How many have to be opened for so many in line. */
    int missing(int waiting) {
        int wanted = negotiating() ? Math.min(1, waiting) : waiting;
        return Math.max(0, Math.min(wanted - dialling, most - open));
    }

    void dials(boolean forLine) {
        open++;
        dialling += forLine ? 1 : 0;
    }

    void dialled(boolean forLine, boolean http1) {
        dialling -= forLine ? 1 : 0;
        speaksHttp1 = http1;
    }

    void failed(boolean forLine) {
        open--;
        dialling -= forLine ? 1 : 0;
    }

    void closed() {
        open--;
    }
}
