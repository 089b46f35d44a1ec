/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.wayfarer.fixture.Json;

/** A case of the http1-messages data: octets, and what llhttp's strict parser makes of them. */
record MessageCase(
        String id,
        boolean request,
        String input,
        @Nullable String error,
        int complete,
        List<String> methods,
        List<String> targets,
        List<String> fields,
        String body) {

    private static final Pattern SPAN = Pattern.compile("span\\[(\\w+)]=(.*)", Pattern.DOTALL);

    static Stream<MessageCase> all() {
        List<?> cases = (List<?>) Objects.requireNonNull(Json.resource("/conformance/http1-messages/cases.json"));
        return cases.stream().map(each -> of((Map<?, ?>) Objects.requireNonNull(each)));
    }

    private static MessageCase of(Map<?, ?> json) {
        Map<String, List<String>> pieces = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder();
        StringBuilder piece = new StringBuilder();
        List<?> events = (List<?>) Objects.requireNonNull(json.get("events"));
        for (Object each : events) {
            String event = String.valueOf(each);
            Matcher span = SPAN.matcher(event);
            if (span.find()) {
                (span.group(1).equals("body") ? body : piece).append(text(span.group(2)));
            } else if (event.endsWith(" complete")) {
                String[] words = event.split(" ", -1);
                pieces.computeIfAbsent(words[words.length - 2], kind -> new ArrayList<>())
                        .add(piece.toString().strip());
                piece.setLength(0);
            }
        }
        List<String> names = pieces.getOrDefault("header_field", List.of());
        List<String> values = pieces.getOrDefault("header_value", List.of());
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            fields.add(names.get(i) + ": " + values.get(i));
        }
        return new MessageCase(
                String.valueOf(json.get("id")),
                "request".equals(json.get("type")),
                String.valueOf(json.get("input")),
                (String) json.get("error"),
                ((Long) Objects.requireNonNull(json.get("messages_complete"))).intValue(),
                pieces.getOrDefault("method", List.of()),
                pieces.getOrDefault("url", List.of()),
                fields,
                body.toString());
    }

    /** A piece as the trace spells it: quoted with its tabs escaped, or the name of an octet. */
    private static String text(String spelled) {
        return switch (spelled) {
            case "cr" -> "\r";
            case "lf" -> "\n";
            default -> spelled.substring(1, spelled.length() - 1).replace("\\t", "\t");
        };
    }

    /** Whether the parser refused the message, and did not only stop where something else than HTTP begins. */
    boolean refused() {
        return error != null && !error.startsWith("Pause") && !error.startsWith("Data after");
    }

    @Override
    public String toString() {
        return id;
    }
}
