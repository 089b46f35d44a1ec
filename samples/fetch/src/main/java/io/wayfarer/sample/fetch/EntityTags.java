/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.http.HttpHeaders;

/** The files in which {@code --etag-save} keeps the {@code ETag} of an answer, and {@code --etag-compare} finds it. */
final class EntityTags {

    private EntityTags() {}

    /** Asks for what has another tag than the one in the file; an empty file has the empty tag. */
    static void compare(CommandLine line, Inputs inputs, HttpHeaders headers) throws FetchException {
        Optional<String> file = line.last(Option.ETAG_COMPARE);
        if (file.isEmpty()) {
            return;
        }
        try {
            String tag = new String(inputs.read(file.get()), StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
            headers.set(HttpHeaders.IF_NONE_MATCH, tag.isEmpty() ? "\"\"" : tag);
        } catch (IOException e) {
            throw new FetchException(
                    ExitCode.READ_ERROR, "Failed to open " + file.get() + ", which --etag-compare is to read", e);
        }
    }

    /** Where the tag goes; made empty at once, as curl makes it. */
    static Optional<Output> saved(CommandLine line, Output standardOutput) throws FetchException {
        Optional<String> file = line.last(Option.ETAG_SAVE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Output saved = Output.named(file.get(), standardOutput);
        try {
            saved.open();
        } catch (Output.WriteException e) {
            throw new FetchException(ExitCode.READ_ERROR, String.valueOf(e.getMessage()), e);
        }
        return Optional.of(saved);
    }

    /** Writes the tag of the last answer, where it has one. */
    static void save(TransferReport report, Output file) throws Output.WriteException {
        String tag = Variable.field(report, HttpHeaders.ETAG);
        if (!tag.isEmpty()) {
            byte[] text = (tag + "\n").getBytes(StandardCharsets.ISO_8859_1);
            file.write(text, 0, text.length);
        }
        file.close();
    }
}
