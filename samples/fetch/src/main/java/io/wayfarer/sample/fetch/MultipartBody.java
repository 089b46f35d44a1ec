/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

import io.wayfarer.client.body.RequestBody;

/** The fields of {@code --form} as a multipart body (RFC 7578). Files are read while they are sent. Not thread-safe. */
final class MultipartBody {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A piece of the body. */
    private record Piece(Flux<DataBuffer> content, long length) {

        static Piece of(byte[] bytes) {
            return new Piece(Flux.defer(() -> Flux.just(BUFFERS.wrap(bytes))), bytes.length);
        }

        static Piece of(Path file) throws IOException {
            return new Piece(Flux.defer(() -> DataBufferUtils.read(file, BUFFERS, CHUNK_BYTES)), Files.size(file));
        }
    }

    private final Inputs inputs;
    private final String boundary = newBoundary();
    private final List<Piece> pieces = new ArrayList<>();

    private MultipartBody(Inputs inputs) {
        this.inputs = inputs;
    }

    /** @throws FetchException when a file cannot be read */
    static MultipartBody of(List<FormField> fields, Inputs inputs) throws FetchException {
        MultipartBody body = new MultipartBody(inputs);
        for (FormField field : fields) {
            body.add(field);
        }
        body.text("--" + body.boundary + "--\r\n");
        return body;
    }

    String boundary() {
        return boundary;
    }

    RequestBody toRequestBody() {
        List<Piece> all = List.copyOf(pieces);
        long length = all.stream().mapToLong(Piece::length).sum();
        return RequestBody.replayable(() -> Flux.fromIterable(all).concatMap(Piece::content), length, null);
    }

    private void add(FormField field) throws FetchException {
        text("--" + boundary + "\r\nContent-Disposition: form-data");
        if (!field.name().isEmpty()) {
            text("; name=\"" + escaped(field.name()) + "\"");
        }
        if (field.contents().size() == 1) {
            String content = field.contents().get(0);
            single(content, fileName(field, content), type(field, content), field.kind());
        } else {
            several(field);
        }
        text("\r\n");
    }

    /** Several files of one field travel together (RFC 7578 section 4.3 calls it the older way; curl does it). */
    private void several(FormField field) throws FetchException {
        String inner = newBoundary();
        text("\r\nContent-Type: multipart/mixed; boundary=" + inner + "\r\n\r\n");
        for (String file : field.contents()) {
            text("--" + inner + "\r\nContent-Disposition: attachment");
            single(file, fileName(field, file), type(field, file), field.kind());
            text("\r\n");
        }
        text("--" + inner + "--\r\n");
    }

    private void single(String content, @Nullable String fileName, @Nullable String type, FormField.Kind kind)
            throws FetchException {
        if (fileName != null) {
            text("; filename=\"" + escaped(fileName) + "\"");
        }
        if (type != null) {
            text("\r\nContent-Type: " + type);
        }
        text("\r\n\r\n");
        if (kind == FormField.Kind.TEXT) {
            text(content);
        } else {
            file(content);
        }
    }

    private void file(String name) throws FetchException {
        try {
            if (name.equals("-")) {
                bytes(inputs.read(name));
                return;
            }
            Path file = Inputs.path(name);
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new IOException("not a readable file");
            }
            pieces.add(Piece.of(file));
        } catch (IOException e) {
            throw new FetchException(ExitCode.READ_ERROR, "Failed to open/read local data from file " + name, e);
        }
    }

    private static @Nullable String fileName(FormField field, String content) {
        if (field.fileName() != null) {
            return field.fileName();
        }
        return field.kind() == FormField.Kind.UPLOAD ? content.substring(content.lastIndexOf('/') + 1) : null;
    }

    private static @Nullable String type(FormField field, String content) {
        if (field.type() != null) {
            return field.type();
        }
        return field.kind() == FormField.Kind.UPLOAD ? byExtension(content) : null;
    }

    private static String byExtension(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "gif" -> "image/gif";
            case "jpg", "jpeg" -> "image/jpeg";
            case "png" -> "image/png";
            case "svg" -> "image/svg+xml";
            case "txt" -> "text/plain";
            case "htm", "html" -> "text/html";
            case "pdf" -> "application/pdf";
            case "xml" -> "application/xml";
            default -> "application/octet-stream";
        };
    }

    /** As browsers escape (HTML, "multipart form data"). */
    private static String escaped(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        pieces.add(Piece.of(bytes));
    }

    private static String newBoundary() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return "-".repeat(24) + HexFormat.of().formatHex(random);
    }
}
