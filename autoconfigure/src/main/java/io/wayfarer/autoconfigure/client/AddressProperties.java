/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.protocol.client.AddressFamily;

/**
 * What may be connected to.
 *
 * @param allow Networks, addresses, groups such as "private" and host names (with a dot in front, all hosts below as well) that may be connected to though they are denied; where nothing is denied, nothing else may be.
 * @param deny Networks, addresses, groups such as "internal" and host names (with a dot in front, all hosts below as well) that must not be connected to.
 * @param mode What becomes of a refused address. With "report" the connection is made, and only counted and logged.
 * @param throughProxy How a server is judged whose name a proxy looks up. With "resolve" it is looked up by the client too, for that alone.
 * @param family Which addresses of a name are used.
 * @param attemptDelay How long an attempt to connect is awaited before the next address is tried beside it, from 10 ms to 2 s.
 * @param resolve Addresses of places such as "example.test:443", "example.test" or "*:443", which are then not looked up. As curl's --resolve.
 * @param connectTo Where connections to such places lead instead, such as "other.test:8443", ":8443" or "unix:/run/x.sock". As curl's --connect-to.
 * @param local Own addresses to connect from, one of each family at most, or the name of a network interface.
 * @param localPorts Own ports to connect from, such as "20000-20100". By default the system chooses.
 * @param dns How names are looked up.
 */
record AddressProperties(
        @DefaultValue List<String> allow,
        @DefaultValue List<String> deny,
        @DefaultValue("enforce") AddressPolicy.Mode mode,
        @DefaultValue("name") AddressPolicy.ThroughProxy throughProxy,
        @DefaultValue("any") AddressFamily family,
        @DefaultValue("250ms") Duration attemptDelay,
        @DefaultValue Map<String, List<String>> resolve,
        @DefaultValue Map<String, String> connectTo,
        @DefaultValue List<String> local,
        @Nullable String localPorts,
        @DefaultValue Dns dns) {
    /**
     * The DNS.
     *
     * @param servers Name servers to ask in turn, by address and maybe port. By default those of the system.
     * @param minTtl How long an answer is remembered at least, whatever it says.
     * @param maxTtl How long an answer is remembered at most, whatever it says. By default as long as it says.
     * @param negativeTtl How long it is remembered that a name has no address.
     * @param queryTimeout How long one query is awaited. By default a quarter of the time for a look-up.
     */
    record Dns(
            @DefaultValue List<String> servers,
            @DefaultValue("0s") Duration minTtl,
            @Nullable Duration maxTtl,
            @DefaultValue("0s") Duration negativeTtl,
            @Nullable Duration queryTimeout) {}
}
