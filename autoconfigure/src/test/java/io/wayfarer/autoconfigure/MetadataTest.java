/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Editors and the guide show what the metadata says of each property; so it must say all. */
class MetadataTest {

    /** Those that are off while absent. */
    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "wayfarer.client.addresses.allow",
            "wayfarer.client.addresses.deny",
            "wayfarer.client.addresses.resolve",
            "wayfarer.client.addresses.connect-to",
            "wayfarer.client.addresses.local",
            "wayfarer.client.addresses.local-ports",
            "wayfarer.client.addresses.dns.servers",
            "wayfarer.client.addresses.dns.max-ttl",
            "wayfarer.client.addresses.dns.query-timeout",
            "wayfarer.client.cookies.context-key",
            "wayfarer.client.cookies.file",
            "wayfarer.client.cookies.public-suffix-list",
            "wayfarer.client.auth",
            "wayfarer.client.alt-svc.file",
            "wayfarer.client.hsts.file",
            "wayfarer.client.hsts.hosts",
            "wayfarer.client.redirects.hand-back",
            "wayfarer.client.redirects.hosts",
            "wayfarer.client.redirects.schemes",
            "wayfarer.clients",
            "wayfarer.client.base-url",
            "wayfarer.client.user-agent",
            "wayfarer.client.versions",
            "wayfarer.client.proxy.pac.location",
            "wayfarer.client.proxy.headers",
            "wayfarer.client.proxy.pre-proxy",
            "wayfarer.client.proxy.ssl.bundle",
            "wayfarer.client.proxy.ssl.max-version",
            "wayfarer.client.proxy.ssl.min-version",
            "wayfarer.client.proxy.ssl.pins",
            "wayfarer.client.proxy.ssl.server-name",
            "wayfarer.client.proxy.rules",
            "wayfarer.client.proxy.url",
            "wayfarer.client.proxy.username",
            "wayfarer.client.proxy.password",
            "wayfarer.client.proxy.no-proxy",
            "wayfarer.client.redirects.also-across-origins",
            "wayfarer.client.ssl.bundle",
            "wayfarer.client.ssl.max-version",
            "wayfarer.client.ssl.min-version",
            "wayfarer.client.ssl.pins",
            "wayfarer.client.ssl.server-name",
            "wayfarer.server.files",
            "wayfarer.server.forwarded.trusted-proxies",
            "wayfarer.server.url.base-paths",
            "wayfarer.server.url.external");

    @Test
    void everyPropertyHasADescriptionAndADefault() throws IOException {
        Map<String, JsonNode> properties = properties();
        assertThat(properties).hasSizeGreaterThan(25).containsKey("wayfarer.client.redirects.max");
        assertThat(properties).allSatisfy((name, property) -> {
            assertThat(property.path("description").asString("")).as(name).matches("(?s)[A-Z].*\\.");
            assertThat(property.has("defaultValue")).as(name).isNotEqualTo(WITHOUT_DEFAULT.contains(name));
        });
    }

    @Test
    void theDefaultsInTheMetadataAreThoseThatWork() throws IOException {
        Map<String, JsonNode> properties = properties();
        assertThat(List.of(
                        properties.get("wayfarer.client.redirects.max"),
                        properties.get("wayfarer.client.timeouts.connect"),
                        properties.get("wayfarer.client.limits.headers"),
                        properties.get("wayfarer.client.cookies.scope")))
                .extracting(property -> property.path("defaultValue").asString())
                .containsExactly("20", "10s", "64KB", "application");
    }

    private static Map<String, JsonNode> properties() throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (URL metadata : Collections.list(
                MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                for (JsonNode property : new JsonMapper().readTree(json).path("properties")) {
                    if (property.path("name").asString().startsWith("wayfarer.")) {
                        properties.put(property.path("name").asString(), property);
                    }
                }
            }
        }
        return properties;
    }
}
