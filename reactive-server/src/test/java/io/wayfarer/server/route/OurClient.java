/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;

/** A connection of this project's own client, which tells all that a server says: before the answer, and behind its body. */
final class OurClient implements AutoCloseable {

    private final HttpConnection connection;

    OurClient(TestServer server, ProtocolVersion version) {
        this.connection = HttpConnector.builder()
                .version(version)
                .build()
                .connect("127.0.0.1", server.uri("/").getPort())
                .blockOptional(TestServer.PATIENCE)
                .orElseThrow();
    }

    /** All that came for one request. */
    record Heard(List<HeaderList> heads, String body, HeaderList trailers) {

        HeaderList head() {
            return heads.get(heads.size() - 1);
        }

        List<String> statuses() {
            return heads.stream().map(head -> String.valueOf(head.status())).toList();
        }
    }

    Heard ask(String method, String path, String... fields) {
        HeaderList.Builder request = HeaderList.builder()
                .add(HeaderList.METHOD, method)
                .add(HeaderList.SCHEME, "http")
                .add(HeaderList.AUTHORITY, "localhost")
                .add(HeaderList.PATH, path);
        for (int i = 0; i < fields.length; i += 2) {
            request.add(fields[i], fields[i + 1]);
        }
        HttpStream stream = connection.newStream();
        stream.sendHeaders(request.build(), true).block(TestServer.PATIENCE);
        List<HeaderList> heads = new ArrayList<>();
        do {
            heads.add(
                    stream.reader().headers().blockOptional(TestServer.PATIENCE).orElseThrow());
        } while (heads.get(heads.size() - 1).status() < 200);
        String body = stream.reader()
                .text(UTF_8, 1 << 20)
                .blockOptional(TestServer.PATIENCE)
                .orElse("");
        HeaderList trailers =
                stream.reader().trailers().blockOptional(TestServer.PATIENCE).orElse(HeaderList.empty());
        return new Heard(heads, body, trailers);
    }

    @Override
    public void close() {
        connection.close().block(TestServer.PATIENCE);
    }
}
