/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogManager;

import reactor.core.publisher.Mono;

import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.protocol.server.ListenerBuilder;
import io.wayfarer.protocol.tls.ServerTls;

/** The program. */
public final class ProtocolServer {

    private static final int WRONG_USAGE = 2;
    private static final int CANNOT_LISTEN = 1;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private ProtocolServer() {}

    /** Runs until the process is asked to end; ends it with 2 for wrong arguments, with 1 when it cannot listen. */
    public static void main(String[] arguments) {
        LogManager.getLogManager().reset(); // what clients do wrong is theirs to know
        HttpListener listener = null;
        try {
            CommandLine line = CommandLine.parse(List.of(arguments));
            if (line.help()) {
                System.out.print(CommandLine.HELP);
                return;
            }
            listener = start(line).block(); // nothing is to be done before the port is bound
            if (listener != null) {
                serve(line, listener, System.out);
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("protocol-server: " + wrong.getMessage());
            System.err.print(CommandLine.HELP);
            System.exit(WRONG_USAGE);
        } catch (RuntimeException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            System.err.println("protocol-server: cannot listen: " + cause.getMessage());
            System.exit(CANNOT_LISTEN);
        }
    }

    private static void serve(CommandLine line, HttpListener listener, PrintStream out) {
        // Main and the hook wait on threads of their own, as long as the process is to live.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> listener.shutdown(GRACE)
                        .onErrorResume(failure -> Mono.empty())
                        .block(GRACE.multipliedBy(2))));
        out.println(url(line, listener));
        out.flush();
        listener.closed().block(); // main() has nothing else to do, and its thread keeps the process alive
    }

    static Mono<HttpListener> start(CommandLine line) {
        ListenerBuilder builder = HttpListener.builder()
                .versions(line.versions())
                .setupTimeout(Duration.ofSeconds(30))
                .onStream(new Answers());
        if (line.unix() == null) {
            builder.host(line.host()).port(line.port());
        } else {
            builder.unixSocket(line.unix());
        }
        if (line.tls()) {
            builder.tls(ServerTls.builder()
                    .versions(line.versions())
                    .selfSigned("localhost", "127.0.0.1", "::1")
                    .build());
        }
        return builder.bind();
    }

    static String url(CommandLine line, HttpListener listener) {
        String scheme = line.tls() ? "https" : "http";
        if (listener.localAddress() instanceof InetSocketAddress address) {
            String host = line.host().indexOf(':') < 0 ? line.host() : "[" + line.host() + "]";
            return scheme + "://" + host + ":" + address.getPort() + "/";
        }
        return scheme + "+unix://" + encoded(String.valueOf(line.unix())) + "/";
    }

    /** A path as the host of a URL, as some clients have it. */
    private static String encoded(String path) {
        return java.net.URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
