/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ProtocolVersion;

/** What the arguments ask for. */
record CommandLine(
        String host, int port, @Nullable Path unix, boolean tls, Set<ProtocolVersion> versions, boolean help) {

    static final String HELP = """
            Usage: protocol-server [options]
              --port N                   the port, 0 for any that is free (default 8080)
              --host H                   a name or an address of this machine (default 127.0.0.1)
              --unix PATH                a Unix domain socket in place of a port
              --tls                      TLS, with a certificate made at the start
              --version 1.0|1.1|2|any    the versions of HTTP to speak (default any)
              --help                     this text
            Prints its URL when it listens, and runs until it is ended.
            """;

    /** @throws IllegalArgumentException whose message is for the user */
    static CommandLine parse(List<String> arguments) {
        String host = "127.0.0.1";
        int port = 8080;
        Path unix = null;
        boolean tls = false;
        boolean help = false;
        Set<ProtocolVersion> versions = ProtocolVersion.overTcp();
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String argument = left.next();
            int equals = argument.indexOf('=');
            String option = equals > 0 ? argument.substring(0, equals) : argument;
            Iterator<String> value =
                    equals > 0 ? List.of(argument.substring(equals + 1)).iterator() : left;
            switch (option) {
                case "--port" -> port = port(value(option, value));
                case "--host" -> host = value(option, value);
                case "--unix" -> unix = path(value(option, value));
                case "--version" -> versions = versions(value(option, value));
                case "--tls" -> tls = flag(option, equals);
                case "--help", "-h" -> help = flag(option, equals);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new CommandLine(host, port, unix, tls, versions, help);
    }

    private static boolean flag(String option, int equals) {
        if (equals > 0) {
            throw new IllegalArgumentException(option + " takes no value");
        }
        return true;
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.next();
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("--port " + value + " (expected: 0 to 65535)", notANumber);
        }
        throw new IllegalArgumentException("--port " + value + " (expected: 0 to 65535)");
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("--unix " + value + " is no path", invalid);
        }
    }

    private static Set<ProtocolVersion> versions(String value) {
        return switch (value) {
            case "1.0" -> EnumSet.of(ProtocolVersion.HTTP_1_0);
            case "1.1" -> EnumSet.of(ProtocolVersion.HTTP_1_0, ProtocolVersion.HTTP_1_1);
            case "2" -> EnumSet.of(ProtocolVersion.HTTP_2);
            case "any" -> ProtocolVersion.overTcp();
            default -> throw new IllegalArgumentException("--version " + value + " (expected: 1.0, 1.1, 2 or any)");
        };
    }
}
