/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;

/** Shows the heads of requests and answers, where {@code -i}, {@code -D}, {@code -v} and {@code --trace} want them. */
final class HeaderLog {

    private final List<Output> answers;
    private final Optional<WireLog> wire;
    private final RequestHead requests;

    /**
     * @param answers receive the heads of answers
     * @param requests makes the heads of requests
     */
    HeaderLog(List<Output> answers, Optional<WireLog> wire, RequestHead requests) {
        this.answers = List.copyOf(answers);
        this.wire = wire;
        this.requests = requests;
    }

    /** Whom bodies are to be told to. */
    Optional<WireLog> bodies() {
        return wire.filter(WireLog::bodies);
    }

    /** Returns the size of the head in bytes. */
    long sending(TransportRequest request) throws Output.WriteException {
        List<String> lines = requests.lines(request);
        if (wire.isPresent()) {
            wire.get()
                    .note("Hop " + request.hop().number() + " to "
                            + request.hop().url().authority() + ": " + request.route());
            wire.get().sentHead(lines);
        }
        return lines.stream().mapToLong(line -> line.length() + 2L).sum();
    }

    /** Returns the size of the head in bytes. */
    long received(TransportResponse response) throws Output.WriteException {
        List<String> lines = head(response);
        if (wire.isPresent()) {
            if (response.tlsSession().isPresent()) {
                wire.get()
                        .note(response.tlsSession().get().getProtocol() + " with "
                                + response.tlsSession().get().getCipherSuite());
            }
            wire.get().receivedHead(lines);
        }
        return write(lines);
    }

    /** The fields behind the body, without the empty line that ends them. */
    void trailers(HttpHeaders fields) throws Output.WriteException {
        List<String> lines = new ArrayList<>();
        addFields(fields, lines);
        if (wire.isPresent() && !lines.isEmpty()) {
            wire.get().receivedHead(lines);
        }
        write(lines);
    }

    private long write(List<String> lines) throws Output.WriteException {
        long bytes = 0;
        for (String line : lines) {
            byte[] text = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            for (Output answer : answers) {
                answer.write(text, 0, text.length);
            }
            bytes += text.length;
        }
        for (Output answer : answers) {
            answer.flush();
        }
        return bytes;
    }

    /** Status line, fields, and the empty line behind them. */
    static List<String> head(TransportResponse response) {
        List<String> lines = new ArrayList<>();
        lines.add(response.protocol() + " " + response.status() + " " + response.reasonPhrase());
        addFields(response.headers(), lines);
        lines.add("");
        return lines;
    }

    /** Each field as a line. */
    static void addFields(HttpHeaders headers, List<String> lines) {
        // A name spelled in two ways is listed twice, each time with the values of both.
        Set<String> seen = new HashSet<>();
        headers.forEach((name, values) -> {
            if (seen.add(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> lines.add(name + ": " + value));
            }
        });
    }
}
