/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Uses the program on a server of its own, so that the JVM loads what a run needs and can archive it
 * ({@code -XX:ArchiveClassesAtExit}). Part of the build, not of the program.
 */
final class ArchiveTraining {

    private ArchiveTraining() {}

    public static void main(String[] args) throws IOException {
        LogManager.getLogManager().reset();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ArchiveTraining::answer);
        server.start();
        try {
            String authority = "localhost:" + server.getAddress().getPort();
            List<String> common = List.of("-v", "-i", "-L", "-b", "", "-c", "-", "-w", "%{http_code} %{time_total}\n");
            run(common, "http://" + authority + "/redirect");
            run(common, "-d", "a=b", "-H", "X-Header: value", "-u", "user:password", "http://" + authority + "/");
            run(common, "-F", "a=b", "-A", "agent", "-e", "http://referer.example/", "http://" + authority + "/");
            run(common, "-x", authority, "http://proxied.example/");
            run(common, "-I", "-k", "https://" + authority + "/");
            run(List.of("--help"));
        } finally {
            server.stop(0);
        }
    }

    private static void run(List<String> common, String... more) {
        String[] all = new String[common.size() + more.length];
        common.toArray(all);
        System.arraycopy(more, 0, all, common.size(), more.length);
        InputStream in = new ByteArrayInputStream(new byte[0]);
        Fetch.run(Map.of(), in, OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), all);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Set-Cookie", "name=value");
            boolean redirect = exchange.getRequestURI().getPath().equals("/redirect");
            if (redirect) {
                exchange.getResponseHeaders().set("Location", "/");
            }
            byte[] body = {'o', 'k'};
            exchange.sendResponseHeaders(redirect ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
