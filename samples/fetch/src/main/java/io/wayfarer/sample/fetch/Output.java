/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

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

    private final @Nullable String file;
    private @Nullable OutputStream stream;

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
                stream = new BufferedOutputStream(Files.newOutputStream(Inputs.path(file)));
            } catch (IOException e) {
                throw new WriteException("Failed to open the file " + file + ": " + reason(e), e);
            }
        }
        if (stream == null) {
            throw new IllegalStateException("neither a file nor a stream");
        }
        return stream;
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "No such file or directory"
                : String.valueOf(e.getMessage());
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
