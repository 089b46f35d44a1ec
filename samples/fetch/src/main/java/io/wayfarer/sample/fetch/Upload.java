/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.body.RequestBody;

/**
 * What {@code --upload-file} sends to one URL: a file, from an offset where {@code --continue-at} says so, or standard input,
 * which can be sent once.
 */
record Upload(String source, long offset, Inputs inputs) {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** The options and the URLs go together by their order; a URL without one, or with an empty one, uploads nothing. */
    static Optional<Upload> of(CommandLine line, int number, Inputs inputs) throws FetchException {
        List<String> sources = line.all(Option.UPLOAD_FILE);
        if (number >= sources.size() || sources.get(number).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Upload(sources.get(number), Resumption.offset(line, () -> 0), inputs));
    }

    private boolean fromStandardInput() {
        return source.equals("-") || source.equals(".");
    }

    /** The URL as typed, with the file's name where it names a folder or nothing. */
    String target(String typed) {
        if (fromStandardInput()) {
            return typed;
        }
        int end = firstOf(typed, "?#", 0);
        int authority = typed.indexOf("://") < 0 ? 0 : typed.indexOf("://") + 3;
        String place = typed.substring(0, end);
        boolean bare = place.indexOf('/', authority) < 0;
        return bare || place.endsWith("/")
                ? place + (bare ? "/" : "") + UrlArgument.encoded(fileName()) + typed.substring(end)
                : typed;
    }

    private static int firstOf(String text, String stops, int from) {
        int at = from;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private String fileName() {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    /** @throws FetchException when the file cannot be read, or ends before the offset */
    RequestBody body() throws FetchException {
        if (fromStandardInput()) {
            InputStream in = inputs.standardInput();
            return RequestBody.stream(
                    DataBufferUtils.readInputStream(() -> in, DefaultDataBufferFactory.sharedInstance, CHUNK_BYTES)
                            .subscribeOn(Schedulers.boundedElastic()),
                    -1,
                    null);
        }
        try {
            Path file = Inputs.path(source);
            long size = Files.size(file);
            if (Files.isDirectory(file) || !Files.isReadable(file)) {
                throw new IOException("not a readable file");
            }
            if (offset > size) {
                throw new FetchException(ExitCode.PARTIAL_BODY, "File already completely uploaded");
            }
            return offset == 0
                    ? RequestBody.file(file, null)
                    : RequestBody.replayable(
                            () -> DataBufferUtils.read(
                                    new FileSystemResource(file),
                                    offset,
                                    DefaultDataBufferFactory.sharedInstance,
                                    CHUNK_BYTES),
                            size - offset,
                            null);
        } catch (IOException e) {
            throw new FetchException(ExitCode.READ_ERROR, "Can't open '" + source + "' to upload it", e);
        }
    }

    /** Says which part of the file it is that comes, where it is not all of it. */
    void applyTo(HttpHeaders headers, RequestBody body) {
        if (offset > 0) {
            long size = offset + body.length();
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + offset + "-" + (size - 1) + "/" + size);
        }
    }
}
