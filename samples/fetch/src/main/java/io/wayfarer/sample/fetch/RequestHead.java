/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.url.HttpUrl;

/**
 * The head of a request as it goes out in HTTP/1.
 *
 * @param expects whether bodies wait for the server's consent
 * @param target in place of the first URL's path and query
 */
record RequestHead(boolean expects, Optional<String> target, boolean http10) {

    /** Without line ends; the last is the empty one. */
    List<String> lines(TransportRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(request.hop().method() + " " + target(request) + (http10 ? " HTTP/1.0" : " HTTP/1.1"));
        if (!request.headers().containsHeader(HttpHeaders.HOST)) {
            lines.add("Host: " + request.hop().url().authority());
        }
        HeaderLog.addFields(request.headers(), lines);
        RequestBody body = request.body();
        if (!body.absent()) {
            lines.add(body.length() < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length());
            if (expects && !request.headers().containsHeader(HttpHeaders.EXPECT)) {
                lines.add("Expect: 100-continue");
            }
        }
        lines.add("");
        return lines;
    }

    private String target(TransportRequest request) {
        HttpUrl url = request.hop().url();
        Proxy proxy = request.route().proxy();
        String asked = target.filter(own -> request.hop().number() == 1).orElseGet(url::requestTarget);
        return proxy != null && proxy.forwards(url.secure()) ? url.scheme() + "://" + url.authority() + asked : asked;
    }
}
