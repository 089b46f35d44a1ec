/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A folder of a file system. Nothing outside of it is found: names cannot lead out, as {@link FileName} says, and where a link
 * leads is looked at before anything is opened. Who can write into the folder while it is served could still put a link in
 * place of a file in between.
 */
record FolderSource(Path root, Reach reach) implements FileSource {

    private static final long LOOKED_AT_FOR_EACH = 10;

    @Override
    public @Nullable Entry find(List<String> names) throws IOException {
        try {
            // Anew each time: a deployment may switch the link that the root is.
            Path base = root.toRealPath();
            Path asked = resolved(base, names);
            if (!exists(asked)) {
                return null;
            }
            Path real = asked.toRealPath();
            return isShown(base, asked, real) ? entry(names, real) : null;
        } catch (InvalidPathException | FileSystemException absent) {
            // A name that this system knows not, no such file, a file in place of a folder, a loop of links, no
            // permission.
            return null;
        }
    }

    /** Most looks are for siblings that are not there; Java 17's own look would make an exception of each. */
    private static boolean exists(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault())
                ? path.toFile().exists()
                : Files.exists(path);
    }

    private static Path resolved(Path base, List<String> names) {
        Path path = base;
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
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

    @Override
    public @Nullable Listing list(List<String> names, int most) throws IOException {
        List<Listing.Item> items = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolved(root.toRealPath(), names))) {
            int looked = 0;
            for (Path entry : entries) {
                // Those that are left out are not free either.
                if (items.size() == most || looked++ == LOOKED_AT_FOR_EACH * most) {
                    return new Listing(names, items, false);
                }
                item(names, entry.getFileName().toString()).ifPresent(items::add);
            }
            return new Listing(names, items, true);
        } catch (FileSystemException closed) {
            return null;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    private Optional<Listing.Item> item(List<String> folder, String name) throws IOException {
        if (!FileName.isAllowed(name)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(folder);
        names.add(name);
        Entry entry = find(names);
        if (entry instanceof StoredFile file) {
            return Optional.of(new Listing.Item(name, false, file.length(), file.changed()));
        }
        return entry instanceof Folder found
                ? Optional.of(new Listing.Item(name, true, 0, found.changed()))
                : Optional.empty();
    }

    private static @Nullable Entry entry(List<String> names, Path real) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return new Folder(attributes.lastModifiedTime().toInstant());
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
