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
import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/** Shows the heads of requests and answers, where {@code -i}, {@code -D} and {@code -v} want them. */
final class HeaderLog {

    private final List<Output> answers;
    private final List<Output> verbose;

    /**
     * @param answers receive the heads of answers
     * @param verbose receive everything, with a mark before each line
     */
    HeaderLog(List<Output> answers, List<Output> verbose) {
        this.answers = List.copyOf(answers);
        this.verbose = List.copyOf(verbose);
    }

    void decided(String text) throws Output.WriteException {
        write(verbose, "* " + text + "\n");
        flush(verbose);
    }

    void sending(TransportRequest request) throws Output.WriteException {
        if (verbose.isEmpty()) {
            return;
        }
        decided("Hop " + request.hop().number() + " to " + request.hop().url().authority() + ": " + request.route());
        for (String line : head(request)) {
            write(verbose, "> " + line + "\r\n");
        }
        flush(verbose);
    }

    /** Returns the size of the head in bytes. */
    long received(TransportResponse response) throws Output.WriteException {
        long bytes = 0;
        for (String line : head(response)) {
            for (Output answer : answers) {
                write(List.of(answer), line + "\r\n");
            }
            write(verbose, "< " + line + "\r\n");
            bytes += line.length() + 2;
        }
        flush(answers);
        flush(verbose);
        return bytes;
    }

    private static void write(List<Output> outputs, String text) throws Output.WriteException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (Output output : outputs) {
            output.write(bytes, 0, bytes.length);
        }
    }

    private static void flush(List<Output> outputs) throws Output.WriteException {
        for (Output output : outputs) {
            output.flush();
        }
    }

    private static List<String> head(TransportRequest request) {
        HttpUrl url = request.hop().url();
        Proxy proxy = request.route().proxy();
        boolean absolute = proxy != null && proxy.forwards(url.secure());
        List<String> lines = new ArrayList<>();
        lines.add(request.hop().method() + " " + (absolute ? url.absoluteForm() : url.requestTarget()) + " HTTP/1.1");
        if (!request.headers().containsHeader(HttpHeaders.HOST)) {
            lines.add("Host: " + url.authority());
        }
        addFields(request.headers(), lines);
        RequestBody body = request.body();
        if (!body.absent()) {
            lines.add(body.length() < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length());
        }
        lines.add("");
        return lines;
    }

    /** Status line, fields, and the empty line behind them. */
    static List<String> head(TransportResponse response) {
        List<String> lines = new ArrayList<>();
        lines.add(response.protocol() + " " + response.status() + " " + response.reasonPhrase());
        addFields(response.headers(), lines);
        lines.add("");
        return lines;
    }

    private static void addFields(HttpHeaders headers, List<String> lines) {
        // A name spelled in two ways is listed twice, each time with the values of both.
        Set<String> seen = new HashSet<>();
        headers.forEach((name, values) -> {
            if (seen.add(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> lines.add(name + ": " + value));
            }
        });
    }
}
