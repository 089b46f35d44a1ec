/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.TestServer;

/** A folder below {@code /static}, served over a real socket, and a client that sends exactly what it is told. */
final class Site implements AutoCloseable {

    static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05.678Z");
    static final String LAST_MODIFIED = "Fri, 02 Jan 2026 03:04:05 GMT";

    private static final int PATIENCE_MILLIS = 20_000;

    private final TestServer server;

    private Site(TestServer server) {
        this.server = server;
    }

    static Site of(Path folder) {
        return of(folder, handler -> handler);
    }

    static Site of(Path folder, UnaryOperator<FileHandler> options) {
        return serving("/static/**", options.apply(FileHandler.directory(folder)));
    }

    static Site serving(String pattern, HandlerFunction<ServerResponse> handler) {
        return new Site(TestServer.with(context ->
                context.registerBean("routes", Routes.class, () -> Routes.of(r -> r.get(pattern, handler)))));
    }

    static Site on(TestServer server) {
        return new Site(server);
    }

    /** Writes a file that was last changed at {@link #CHANGED}. */
    static Path write(Path folder, String name, String content) throws IOException {
        return write(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    }

    /** What a server said: head and body, the body as ISO 8859-1 has it. */
    record Said(int status, List<String> fields, String body) {

        Optional<String> field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return fields.stream()
                    .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(field -> field.substring(start.length()))
                    .findFirst();
        }

        String text() {
            return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    URI uri(String target) {
        return server.uri(target);
    }

    Said get(String target, String... fields) throws IOException {
        return send("GET", target, fields);
    }

    /** Sends a request as it is written, and reads until the server closes the connection. */
    Said send(String method, String target, String... fields) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + ' ' + target + " HTTP/1.1", "Host: localhost"));
        lines.addAll(List.of(fields));
        lines.add("Connection: close");
        return raw(String.join("\r\n", lines) + "\r\n\r\n");
    }

    Said raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            String said = answer.toString(StandardCharsets.ISO_8859_1);
            int end = said.indexOf("\r\n\r\n");
            List<String> head = List.of(said.substring(0, end).split("\r\n", -1));
            int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
            String body = said.substring(end + 4);
            Said result = new Said(status, head.subList(1, head.size()), body);
            boolean chunked =
                    !body.isEmpty() && result.field("Transfer-Encoding").isPresent();
            return chunked ? new Said(status, result.fields(), unchunked(body)) : result;
        }
    }

    private static String unchunked(String body) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, lineEnd), 16);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(body, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
