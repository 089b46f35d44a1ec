/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Turns what is asked for into what is answered. Blocks. */
final class FileLookup {

    private static final int DIGEST_BYTES = 16;

    private final FileSource source;
    private final FolderView folders;
    private final Presentation presentation;
    private final FileMemory memory;
    private final Clock clock;

    FileLookup(FileSource source, FolderView folders, Presentation presentation, FileMemory memory, Clock clock) {
        this.source = source;
        this.folders = folders;
        this.presentation = presentation;
        this.memory = memory;
        this.clock = clock;
    }

    /** A {@link FoundFile}, a {@link Listing} or {@link MissingSlash}; null where there is nothing to show. */
    @Nullable
    Found find(RequestedPath path) throws IOException {
        Entry entry = source.find(path.names());
        if (entry instanceof StoredFile file) {
            return path.folder() ? null : found(path.names(), file);
        }
        if (entry == null) {
            return null;
        }
        for (String index : folders.indexes()) {
            List<String> names = appended(path.names(), index);
            if (source.find(names) instanceof StoredFile file) {
                return path.folder() ? found(names, file) : MissingSlash.INSTANCE;
            }
        }
        if (!folders.listing()) {
            return null;
        }
        Listing listing = source.list(path.names(), folders.mostListed());
        return listing == null || path.folder() ? listing : MissingSlash.INSTANCE;
    }

    private static List<String> appended(List<String> names, String last) {
        List<String> all = new ArrayList<>(names);
        all.add(last);
        return all;
    }

    private FoundFile found(List<String> names, StoredFile file) throws IOException {
        List<String> folder = names.subList(0, names.size() - 1);
        List<Coding> codings = new ArrayList<>();
        List<StoredFile> siblings = new ArrayList<>();
        for (Coding coding : Coding.values()) {
            if (source.find(appended(folder, file.name() + coding.extension())) instanceof StoredFile sibling) {
                codings.add(coding);
                siblings.add(sibling);
            }
        }
        boolean varies = !codings.isEmpty();
        List<Representation> coded = new ArrayList<>();
        for (int i = 0; i < codings.size(); i++) {
            coded.add(represented(siblings.get(i), file.name(), codings.get(i), varies));
        }
        return new FoundFile(represented(file, file.name(), null, varies), coded);
    }

    private Representation represented(StoredFile file, String name, @Nullable Coding coding, boolean varies)
            throws IOException {
        byte @Nullable [] octets = memory.takes(file.length()) ? octets(file) : null;
        Validators validators = validators(file, octets, coding == null ? "" : coding.token());
        return new Representation(
                coding,
                file.length(),
                validators,
                presentation.headers(name, coding, validators, varies),
                octets == null ? file.content() : new MemoryContent(octets));
    }

    private Validators validators(StoredFile file, byte @Nullable [] octets, String coding) {
        if (Validators.isCredible(file.changed())) {
            return Validators.of(file.changed(), file.length(), coding, clock.instant());
        }
        return octets == null ? Validators.NONE : Validators.of(digest(octets), coding);
    }

    /** The whole file, unless it has become another since its length was read. */
    private static byte @Nullable [] octets(StoredFile file) throws IOException {
        try (InputStream in = file.content().open()) {
            byte[] octets = in.readNBytes((int) file.length() + 1);
            return octets.length == file.length() ? octets : null;
        }
    }

    private static String digest(byte[] octets) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
