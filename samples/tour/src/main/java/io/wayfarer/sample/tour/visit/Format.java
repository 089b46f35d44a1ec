/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/** JSON, unless HTML is asked for by name, as browsers do. */
enum Format {
    JSON,
    HTML;

    static Format of(ServerRequest request) {
        List<MediaType> wanted;
        try {
            wanted = new ArrayList<>(request.headers().accept());
            MimeTypeUtils.sortBySpecificity(wanted);
        } catch (InvalidMediaTypeException e) {
            // Whoever cannot say what they want get what everybody gets.
            return JSON;
        }
        for (MediaType type : wanted) {
            if (type.includes(MediaType.APPLICATION_JSON)) {
                return JSON;
            }
            if (type.includes(MediaType.TEXT_HTML)) {
                return HTML;
            }
        }
        return JSON;
    }
}
