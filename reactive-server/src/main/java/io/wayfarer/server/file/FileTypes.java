/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** Media types by the extension of a name: Spring's, and registered ones that its list does not have. */
final class FileTypes {

    private static final Map<String, MediaType> MORE = Map.ofEntries(
            Map.entry("apng", MediaType.valueOf("image/apng")),
            Map.entry("cjs", MediaType.valueOf("text/javascript")),
            Map.entry("glb", MediaType.valueOf("model/gltf-binary")),
            Map.entry("gltf", MediaType.valueOf("model/gltf+json")),
            Map.entry("gz", MediaType.valueOf("application/gzip")),
            Map.entry("heic", MediaType.valueOf("image/heic")),
            Map.entry("jxl", MediaType.valueOf("image/jxl")),
            Map.entry("map", MediaType.APPLICATION_JSON),
            Map.entry("md", MediaType.valueOf("text/markdown")),
            Map.entry("tgz", MediaType.valueOf("application/gzip")),
            Map.entry("toml", MediaType.valueOf("application/toml")),
            Map.entry("vtt", MediaType.valueOf("text/vtt")),
            Map.entry("webmanifest", MediaType.valueOf("application/manifest+json")),
            Map.entry("yaml", MediaType.APPLICATION_YAML),
            Map.entry("yml", MediaType.APPLICATION_YAML),
            Map.entry("zst", MediaType.valueOf("application/zstd")));

    private FileTypes() {}

    /** Octets without a meaning where nothing is known. */
    static MediaType of(String name, String extension) {
        MediaType type = MediaTypeFactory.getMediaType(name)
                .orElseGet(() -> MORE.getOrDefault(extension, MediaType.APPLICATION_OCTET_STREAM));
        // Without a charset browsers read text as windows-1252, which hardly anybody has written for years.
        return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
    }
}
