/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.url.HttpUrl;

/** Where the bodies of the URLs go. */
record Destination(CommandLine line, Output standardOutput) {

    /** These and the URLs go together by their order. */
    private static final Set<Option> OUTPUTS = Set.of(Option.OUTPUT, Option.REMOTE_NAME);

    /** @throws FetchException when options exclude each other */
    static Destination of(CommandLine line, Output standardOutput) throws FetchException {
        if (line.has(Option.REMOTE_HEADER_NAME) && (line.has(Option.INCLUDE) || line.has(Option.HEAD))) {
            throw FetchException.usage("showing headers and --remote-header-name cannot be combined");
        }
        return new Destination(line, standardOutput);
    }

    /** @param number of the URL on the command line, from 0 */
    Output output(HttpUrl url, int number) throws FetchException {
        List<CommandLine.Argument> given = line.all(OUTPUTS);
        if (number < given.size() && given.get(number).option() == Option.OUTPUT) {
            String name = given.get(number).text();
            return name.equals("-") ? standardOutput.shared() : file(name);
        }
        boolean remote = number < given.size() || line.has(Option.REMOTE_NAME_ALL);
        return remote ? file(remoteName(url)) : standardOutput.shared();
    }

    private static String remoteName(HttpUrl url) throws FetchException {
        String name = url.path().substring(url.path().lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            throw new FetchException(ExitCode.WRITE_ERROR, "Remote file name has no length!");
        }
        return name;
    }

    private Output file(String name) throws FetchException {
        String place = inFolder(name);
        if (line.has(Option.CREATE_DIRS)) {
            makeFolders(place);
        }
        Output output = Output.named(place, standardOutput);
        if (line.has(Option.NO_CLOBBER)) {
            output.yieldToOthers();
        }
        return output;
    }

    private String inFolder(String name) {
        Optional<String> folder = line.last(Option.OUTPUT_DIR);
        return folder.isEmpty() ? name : folder.get() + "/" + name;
    }

    private static void makeFolders(String place) throws FetchException {
        try {
            Path folder = Inputs.path(place).getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new FetchException(ExitCode.WRITE_ERROR, "Failed to make the folders of " + place, e);
        }
    }

    /** Takes the name that the server gives, where {@code --remote-header-name} wants it and {@code -O} chose the file. */
    void rename(Output output, HttpHeaders answer) {
        if (line.has(Option.REMOTE_HEADER_NAME) && !output.fileName().isEmpty()) {
            serverName(answer).ifPresent(name -> output.becomeNew(inFolder(name)));
        }
    }

    /** What becomes of the file when the transfer is over. */
    void conclude(TransferReport report) throws IOException {
        Optional<String> name = report.written();
        if (name.isEmpty()) {
            return;
        }
        Path file = Inputs.path(name.get());
        if (!Files.isRegularFile(file)) {
            return; // no device is removed
        }
        if (report.failure().isPresent()) {
            if (line.has(Option.REMOVE_ON_ERROR)) {
                Files.deleteIfExists(file);
            }
        } else if (line.has(Option.REMOTE_TIME)) {
            long changed = report.lastAnswer()
                    .map(answer -> answer.response().headers().getLastModified())
                    .orElse(-1L);
            if (changed >= 0) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(changed));
            }
        }
    }

    /** Without folders, which the server has no say in. */
    private static Optional<String> serverName(HttpHeaders answer) {
        return Optional.ofNullable(answer.getContentDisposition().getFilename())
                .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."));
    }
}
