/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** One resource and, where it has neighbours, those. */
record SingleResource(String name, Resource resource) implements FileSource {

    @Override
    public @Nullable Entry find(List<String> names) throws IOException {
        String wanted = names.get(0);
        Resource found = wanted.equals(name) ? resource : neighbour(wanted);
        return found != null && found.isReadable() ? ResourceSource.file(wanted, found) : null;
    }

    private @Nullable Resource neighbour(String wanted) throws IOException {
        try {
            return resource.createRelative(wanted);
        } catch (FileNotFoundException alone) {
            // A resource that is nowhere, an array of octets for example.
            return null;
        }
    }
}
