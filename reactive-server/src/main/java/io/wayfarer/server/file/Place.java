/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.core.io.Resource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What an application named to be served. */
sealed interface Place {

    FileSource source(Reach reach, FolderView folders);

    /** How much of the request's path is the route's. */
    default int depth(ServerRequest request) {
        return RequestedPath.depth(request);
    }

    /** What a request asks this place for; empty when that may not be shown. */
    default Optional<RequestedPath> asked(PathContainer path, int depth) {
        return RequestedPath.of(path, depth);
    }

    /** Under what the memory keeps what was found. */
    default String key(PathContainer path) {
        return path.value();
    }

    /** A folder of a file system. */
    record OfFolder(Path root) implements Place {

        @Override
        public FileSource source(Reach reach, FolderView folders) {
            return new FolderSource(root, reach);
        }
    }

    /** A folder somewhere else. */
    record OfResources(Resource location) implements Place {

        @Override
        public FileSource source(Reach reach, FolderView folders) {
            return new ResourceSource(location, folders.indexes(), reach);
        }
    }

    /** One file, whatever the path of the request; by its own name, so that its neighbours are found. */
    record OfFile(String name, FileSource only) implements Place {

        /** A file of a file system, wherever it really is: the application has named it. */
        static OfFile of(Path file) {
            Path absolute = file.toAbsolutePath();
            Path folder = Objects.requireNonNull(absolute.getParent(), "file: a root (expected: a file)");
            return new OfFile(absolute.getFileName().toString(), new FolderSource(folder, Reach.NAMED));
        }

        static OfFile of(Resource resource) {
            String name = Objects.requireNonNullElse(resource.getFilename(), "");
            return new OfFile(name, new SingleResource(name, resource));
        }

        @Override
        public FileSource source(Reach reach, FolderView folders) {
            return only;
        }

        @Override
        public int depth(ServerRequest request) {
            return 0;
        }

        @Override
        public Optional<RequestedPath> asked(PathContainer path, int depth) {
            return Optional.of(new RequestedPath(List.of(name), false));
        }

        @Override
        public String key(PathContainer path) {
            return name;
        }
    }
}
