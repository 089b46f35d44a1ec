/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Replaces a file so that a reader, even after a crash, finds the old or the new one and never a part: written beside it,
 * forced to the disk, then renamed.
 */
public final class ReplacedFile {

    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private static final String SUFFIX = ".tmp";

    /** No file takes so long to write. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(10);

    private ReplacedFile() {}

    /** Writes the new content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static void write(Path file, Content content) throws IOException {
        // A link stays a link, and its target is replaced.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (OutputStream out = Files.newOutputStream(target)) {
                content.writeTo(out); // Such as /dev/null, which cannot be replaced.
            }
            return;
        }
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new IOException(file + " is not a file");
        }
        Path fresh = Files.createTempFile(folder, "." + name + ".", SUFFIX, OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                content.writeTo(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        forceFolder(folder);
    }

    /** Removes what a crash has left beside the file: it holds secrets too. What another process writes now stays. */
    public static void sweep(Path file, InstantSource clock) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return;
        }
        FileTime old = FileTime.from(clock.instant().minus(LEFT_BEHIND));
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(folder, each -> begun(name, String.valueOf(each.getFileName())))) {
            for (Path each : left) {
                if (Files.getLastModifiedTime(each).compareTo(old) < 0) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static boolean begun(Path target, String name) {
        return name.startsWith("." + target + ".") && name.endsWith(SUFFIX);
    }

    /** Makes the new name last. Where folders cannot be opened, as on Windows, the file system sees to it. */
    private static void forceFolder(Path folder) throws IOException {
        if (OWNER_ONLY.length > 0) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
