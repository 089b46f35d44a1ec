/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * A place that Spring reads resources from, the class path for example. It cannot tell what is in a folder, so a folder is what
 * has an index.
 */
record ResourceSource(Resource location, List<String> indexes, Reach reach) implements FileSource {

    ResourceSource {
        indexes = List.copyOf(indexes);
    }

    @Override
    public @Nullable Entry find(List<String> names) throws IOException {
        // A URL would decode a percent sign that is part of a name once more: "%2e%2e" would lead above the folder.
        if (!reach.shows(names) || names.stream().anyMatch(name -> name.indexOf('%') >= 0)) {
            return null;
        }
        if (names.isEmpty()) {
            return new Folder(Instant.EPOCH);
        }
        Resource resource = relative(names);
        if (resource.isReadable()) {
            return file(names.get(names.size() - 1), resource);
        }
        for (String index : indexes) {
            List<String> inside = new ArrayList<>(names);
            inside.add(index);
            if (relative(inside).isReadable()) {
                return new Folder(Instant.EPOCH);
            }
        }
        return null;
    }

    private Resource relative(List<String> names) throws IOException {
        return location.createRelative(String.join("/", names));
    }

    /** The file that a resource is. */
    static StoredFile file(String name, Resource resource) throws IOException {
        Content content =
                resource.isFile() ? new DiskContent(resource.getFile().toPath()) : new ResourceContent(resource);
        return new StoredFile(name, resource.contentLength(), changed(resource), content);
    }

    private static Instant changed(Resource resource) {
        try {
            return Instant.ofEpochMilli(resource.lastModified());
        } catch (IOException unknown) {
            return Instant.EPOCH;
        }
    }
}
