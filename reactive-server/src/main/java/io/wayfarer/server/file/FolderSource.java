/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A folder of a file system. Nothing outside of it is found: names cannot lead out, as {@link FileName} says, and where a link
 * leads is looked at before anything is opened. Who can write into the folder while it is served could still put a link in
 * place of a file in between.
 */
record FolderSource(Path root, Reach reach) implements FileSource {

    @Override
    public @Nullable Entry find(List<String> names) throws IOException {
        try {
            // Anew each time: a deployment may switch the link that the root is.
            Path base = root.toRealPath();
            Path asked = base;
            for (String name : names) {
                asked = asked.resolve(name);
            }
            Path real = asked.toRealPath();
            return isShown(base, asked, real) ? entry(names, real) : null;
        } catch (InvalidPathException | FileSystemException absent) {
            // A name that this system knows not, no such file, a file in place of a folder, a loop of links, no
            // permission.
            return null;
        }
    }

    private boolean isShown(Path base, Path asked, Path real) throws IOException {
        boolean inside = real.startsWith(base);
        if (!inside && !reach.leavingLinks()) {
            return false;
        }
        // Systems that take ADMIN for admin, or ADMIN~1 for administration, would give one file many URLs.
        if (!asked.toRealPath(LinkOption.NOFOLLOW_LINKS).toString().equals(asked.toString())) {
            return false;
        }
        // A link by another name does not show what is hidden.
        return reach.shows(base.relativize(asked)) && (!inside || reach.shows(base.relativize(real)));
    }

    private static @Nullable Entry entry(List<String> names, Path real) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return new Folder(names);
        }
        // Neither a device nor a pipe, which might never end.
        if (!attributes.isRegularFile() || !Files.isReadable(real)) {
            return null;
        }
        String name = names.get(names.size() - 1);
        return new StoredFile(
                name, attributes.size(), attributes.lastModifiedTime().toInstant(), new DiskContent(real));
    }
}
