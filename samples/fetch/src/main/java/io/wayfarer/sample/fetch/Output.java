/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where a body, or headers, go: a file that is opened with the first byte, or a stream that is already there. Failures are
 * {@link WriteException}s. Used by one thread at a time.
 */
final class Output extends OutputStream {

    /** The destination would not take it, as opposed to the network not giving it. */
    static final class WriteException extends IOException {

        private static final long serialVersionUID = 1L;

        WriteException(String message, IOException cause) {
            super(message, cause);
        }
    }

    private static final int MOST_NUMBERS = 99;

    private @Nullable String file;
    private @Nullable OutputStream stream;
    private boolean yields;
    private OpenOption[] opening = {CREATE, TRUNCATE_EXISTING, WRITE};

    private Output(@Nullable String file, @Nullable OutputStream stream) {
        this.file = file;
        this.stream = stream;
    }

    static Output to(OutputStream stream) {
        return new Output(null, stream);
    }

    /** The file, or the given standard output for {@code -}. */
    static Output named(String name, OutputStream standardOutput) {
        return name.equals("-") ? to(standardOutput) : new Output(name, null);
    }

    /** The same stream for another user, who cannot close it. */
    Output shared() {
        return to(this);
    }

    /** Keeps what the file holds already; before it is opened. */
    void append() {
        opening = new OpenOption[] {CREATE, APPEND, WRITE};
    }

    /** Leaves a file that is there, for one with a number behind its name; before it is opened. */
    void yieldToOthers() {
        yields = true;
    }

    /** Another file, which must not be there yet; before one is opened. */
    void becomeNew(String name) {
        file = name;
        opening = new OpenOption[] {CREATE_NEW, WRITE};
    }

    /** How many bytes the file holds already; none when it is not there, or no file. */
    long size() {
        try {
            return file == null ? 0 : Files.size(Inputs.path(file));
        } catch (IOException e) {
            return 0;
        }
    }

    /** The file's name; empty for a stream. */
    String fileName() {
        return file == null ? "" : file;
    }

    /** Makes the file, even if nothing will be written to it. */
    void open() throws WriteException {
        opened();
    }

    private OutputStream opened() throws WriteException {
        if (stream == null && file != null) {
            try {
                stream = new BufferedOutputStream(
                        yields ? beside(file) : Files.newOutputStream(Inputs.path(file), opening));
            } catch (IOException e) {
                throw new WriteException("Failed to open the file " + file + ": " + reason(e), e);
            }
        }
        if (stream == null) {
            throw new IllegalStateException("neither a file nor a stream");
        }
        return stream;
    }

    /** The file by the first of its names that is free. */
    private OutputStream beside(String name) throws IOException {
        for (int number = 0; ; number++) {
            String free = number == 0 ? name : name + "." + number;
            try {
                OutputStream made = Files.newOutputStream(Inputs.path(free), CREATE_NEW, WRITE);
                file = free;
                return made;
            } catch (FileAlreadyExistsException taken) {
                if (number == MOST_NUMBERS) {
                    throw taken;
                }
            }
        }
    }

    /** The file's name, as soon as it is there; empty for a stream. */
    Optional<String> written() {
        return stream == null ? Optional.empty() : Optional.ofNullable(file);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory; --create-dirs makes the folders";
        }
        return e instanceof FileAlreadyExistsException ? "it is there already" : String.valueOf(e.getMessage());
    }

    @Override
    public void write(int b) throws WriteException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws WriteException {
        OutputStream target = opened();
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            throw new WriteException("Failure writing output to destination", e);
        }
    }

    @Override
    public void flush() throws WriteException {
        if (stream != null) {
            try {
                stream.flush();
            } catch (IOException e) {
                throw new WriteException("Failure writing output to destination", e);
            }
        }
    }

    /** Closes a file; leaves a stream that was already there open. */
    @Override
    public void close() throws WriteException {
        if (stream == null) {
            return;
        }
        flush();
        if (file != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new WriteException("Failure writing output to destination", e);
            }
        }
    }
}
