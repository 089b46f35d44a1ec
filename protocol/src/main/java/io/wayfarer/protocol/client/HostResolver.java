/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.util.List;

import reactor.core.publisher.Flux;

/**
 * Looks names up. One of the application's own takes the place of the DNS and of the system's file of hosts. Thread-safe.
 */
@FunctionalInterface
public interface HostResolver {

    /**
     * The addresses of a name, in the order in which they are to be tried.
     *
     * @param host a name, never a literal
     * @return each answer as it comes, of one family for instance; connecting begins with the first. Must not block; fails
     *     with an {@link java.net.UnknownHostException} when there is none. Cancelled when time is up
     */
    Flux<List<InetAddress>> resolve(String host);
}
