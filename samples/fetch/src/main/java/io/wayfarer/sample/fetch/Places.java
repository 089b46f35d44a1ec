/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.wayfarer.protocol.client.AddressFamily;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.grammar.IpAddress;

/** Where connections lead to and come from, in place of what the URL and the system say. */
record Places(CommandLine line) {

    private static final String HOST = "(\\[[^\\]]*]|[^:\\[]*)";
    private static final Pattern RESOLVE = Pattern.compile("\\+?" + HOST + ":(\\d+):(.+)");
    private static final Pattern REMOVED = Pattern.compile("-" + HOST + ":(\\d+)");
    private static final Pattern CONNECT_TO = Pattern.compile(HOST + ":(\\d*):" + HOST + ":(\\d*)");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    SocketSettings sockets() throws FetchException {
        SocketSettings.Builder sockets = SocketSettings.builder();
        line.lastOf(Set.of(Option.IPV4, Option.IPV6))
                .ifPresent(option -> sockets.family(option == Option.IPV4 ? AddressFamily.IPV4 : AddressFamily.IPV6));
        resolve(sockets);
        connectTo(sockets);
        Optional<String> socket = line.last(Option.UNIX_SOCKET);
        if (socket.isPresent()) {
            sockets.connectTo("*", "unix:" + socket.get());
        }
        from(sockets);
        Optional<Integer> delay = Numbers.wholeNumber(line, Option.HAPPY_EYEBALLS_TIMEOUT_MS);
        if (delay.isPresent()) {
            refusing(ExitCode.USAGE, () -> sockets.connectionAttemptDelay(Duration.ofMillis(delay.get())));
        }
        return sockets.build();
    }

    /** Of several for one place the last counts, and one with a minus takes back those before it. */
    private void resolve(SocketSettings.Builder sockets) throws FetchException {
        Map<String, String[]> resolved = new HashMap<>();
        for (String entry : line.all(Option.RESOLVE)) {
            Matcher removed = REMOVED.matcher(entry);
            Matcher given = RESOLVE.matcher(entry);
            if (removed.matches()) {
                resolved.remove(removed.group(1) + ":" + removed.group(2));
            } else if (given.matches()) {
                resolved.put(
                        given.group(1) + ":" + given.group(2), given.group(3).split(",", -1));
            } else {
                throw new FetchException(ExitCode.OPTION_SYNTAX, "Couldn't parse --resolve entry '" + entry + "'");
            }
        }
        for (Map.Entry<String, String[]> entry : resolved.entrySet()) {
            refusing(ExitCode.OPTION_SYNTAX, () -> sockets.resolve(entry.getKey(), entry.getValue()));
        }
    }

    private void connectTo(SocketSettings.Builder sockets) throws FetchException {
        for (String entry : line.all(Option.CONNECT_TO)) {
            Matcher parts = CONNECT_TO.matcher(entry);
            if (!parts.matches()) {
                throw new FetchException(ExitCode.OPTION_SYNTAX, "Couldn't parse --connect-to entry '" + entry + "'");
            }
            String other = place(parts.group(3), parts.group(4));
            if (!other.isEmpty()) {
                String place = place(parts.group(1), parts.group(2));
                refusing(ExitCode.OPTION_SYNTAX, () -> sockets.connectTo(place.isEmpty() ? "*" : place, other));
            }
        }
    }

    private static String place(String host, String port) {
        return port.isEmpty() ? host : host + ":" + port;
    }

    private void from(SocketSettings.Builder sockets) throws FetchException {
        Optional<String> own = line.last(Option.INTERFACE);
        if (own.isPresent()) {
            String name = own.get().replaceFirst("^(if|host)!", "");
            refusing(ExitCode.INTERFACE_FAILED, () -> {
                if (IpAddress.isLiteral(name)) {
                    sockets.localAddresses(name);
                } else {
                    sockets.networkInterface(name);
                }
            });
        }
        Optional<String> ports = line.last(Option.LOCAL_PORT);
        if (ports.isPresent()) {
            Matcher range = PORTS.matcher(ports.get());
            if (!range.matches()) {
                throw Numbers.notANumber(Option.LOCAL_PORT);
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            refusing(ExitCode.USAGE, () -> sockets.localPorts(first, last));
        }
    }

    private static void refusing(ExitCode code, Runnable use) throws FetchException {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            throw new FetchException(code, String.valueOf(e.getMessage()), e);
        }
    }
}
