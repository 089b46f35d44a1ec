/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a Unix domain socket appears in the file system. With permissions of its own it is bound inside a folder that
 * nobody else may enter and moved from there, so that at no time anybody may connect who should not. May block.
 */
final class UnixSocketFile {

    private final Path path;
    private final @Nullable Set<PosixFilePermission> mode;
    private @Nullable Path folder;

    UnixSocketFile(Path path, @Nullable Set<PosixFilePermission> mode) {
        this.path = path.toAbsolutePath();
        this.mode = mode;
    }

    Path path() {
        return path;
    }

    /** What to bind to. Takes a socket that nobody listens on any more out of the way if that is wanted. */
    Path prepare(boolean unlinkStale) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            boolean socket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
            if (!socket || !unlinkStale) {
                throw new FileAlreadyExistsException(path.toString(), null, "expected: a path that is free");
            }
            if (listenedOn()) {
                throw new BindException("Somebody listens on " + path);
            }
            Files.delete(path);
        }
        if (mode == null) {
            return path;
        }
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException(path + " is no path of a file");
        }
        folder = Files.createTempDirectory(
                parent, ".w", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return folder.resolve("s");
    }

    /** To be called when the socket is bound. */
    void publish() throws IOException {
        Path hidden = folder;
        if (hidden != null && mode != null) {
            Path bound = hidden.resolve("s");
            Files.setPosixFilePermissions(bound, mode);
            Files.move(bound, path);
            Files.delete(hidden);
        }
    }

    /** To be called when nobody listens any more, or the socket could not be bound. */
    void remove() throws IOException {
        Path hidden = folder;
        if (hidden != null) {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.deleteIfExists(hidden);
        }
        Files.deleteIfExists(path);
    }

    private boolean listenedOn() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException nobody) {
            return false;
        }
    }
}
