/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration properties as AsciiDoc, from the metadata on the class path. */
final class PropertiesChapter {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String PREFIX = "wayfarer.";

    private PropertiesChapter() {}

    static String of(ClassLoader classPath) throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (URL metadata : Collections.list(classPath.getResources(METADATA))) {
            try (InputStream json = metadata.openStream()) {
                for (JsonNode property : new JsonMapper().readTree(json).path("properties")) {
                    String name = property.path("name").asString();
                    if (name.startsWith(PREFIX)) {
                        properties.put(name, property);
                    }
                }
            }
        }
        StringBuilder page = new StringBuilder("[cols=\"4,2,2,5\",options=\"header\"]\n|===\n");
        page.append("|Property |Type |Default |Meaning\n");
        properties.forEach((name, property) -> page.append("%n|`%s`%n|%s%n|%s%n|%s%n"
                .formatted(
                        GuideText.literal(name),
                        GuideText.literal(simpleType(property.path("type").asString(""))),
                        GuideText.literal(defaultOf(property.path("defaultValue"))),
                        GuideText.literal(property.path("description").asString("")))));
        return page.append("|===\n").toString();
    }

    /** Without packages: {@code Map<String, List<Duration>>}. */
    private static String simpleType(String type) {
        return type.replaceAll("(\\w+[.$])+(?=\\w)", "").replace(",", ", ");
    }

    private static String defaultOf(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        return value.isArray()
                ? String.join(", ", value.valueStream().map(JsonNode::asString).toList())
                : value.asString();
    }
}
