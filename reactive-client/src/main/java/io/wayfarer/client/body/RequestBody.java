/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.grammar.FormData;

/**
 * What a request carries. Immutable.
 *
 * <p>A redirect with status 307 or 308 sends the body again, so a body says whether it can be: all kinds can but
 * {@link #stream}.
 */
public final class RequestBody {

    private static final int FILE_CHUNK = 64 * 1024;

    private static final RequestBody EMPTY = new RequestBody(Mono::empty, 0, null, true, null, null);

    private final Supplier<? extends Publisher<DataBuffer>> content;
    private final long length;
    private final @Nullable MediaType mediaType;
    private final boolean replayable;
    private final @Nullable Path path;
    private final byte @Nullable [] bytes;

    private RequestBody(
            Supplier<? extends Publisher<DataBuffer>> content,
            long length,
            @Nullable MediaType mediaType,
            boolean replayable,
            @Nullable Path path,
            byte @Nullable [] bytes) {
        this.content = content;
        this.length = length;
        this.mediaType = mediaType;
        this.replayable = replayable;
        this.path = path;
        this.bytes = bytes;
    }

    /** No body. */
    public static RequestBody empty() {
        return EMPTY;
    }

    /** Bytes in memory; the array must not be changed afterwards. */
    public static RequestBody bytes(byte[] bytes, @Nullable MediaType mediaType) {
        return new RequestBody(
                () -> Mono.fromSupplier(() -> DefaultDataBufferFactory.sharedInstance.wrap(bytes)),
                bytes.length,
                mediaType,
                true,
                null,
                bytes);
    }

    /** A text in UTF-8, as {@code text/plain}. */
    public static RequestBody text(String text) {
        return bytes(
                text.getBytes(StandardCharsets.UTF_8), new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
    }

    /** Form fields, as {@code application/x-www-form-urlencoded}. */
    public static RequestBody form(FormData fields) {
        return bytes(fields.encode().getBytes(StandardCharsets.US_ASCII), MediaType.APPLICATION_FORM_URLENCODED);
    }

    /**
     * A file, read while it is sent. Its size is taken now and announced as {@code Content-Length}.
     *
     * @throws UncheckedIOException when the file cannot be looked at
     */
    public static RequestBody file(Path file, @Nullable MediaType mediaType) {
        try {
            return new RequestBody(
                    () -> DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, FILE_CHUNK),
                    Files.size(file),
                    mediaType,
                    true,
                    file,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + file + " as a request body: " + e.getMessage(), e);
        }
    }

    /**
     * A resource, read while it is sent. One that is {@linkplain Resource#isOpen() an open stream} can be sent once.
     *
     * @throws UncheckedIOException when its length cannot be told
     */
    public static RequestBody resource(Resource resource, @Nullable MediaType mediaType) {
        try {
            return new RequestBody(
                    () -> DataBufferUtils.read(resource, DefaultDataBufferFactory.sharedInstance, FILE_CHUNK),
                    resource.isOpen() ? -1 : resource.contentLength(),
                    mediaType,
                    !resource.isOpen(),
                    null,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot send " + resource.getDescription() + " as a request body: " + e.getMessage(), e);
        }
    }

    /**
     * A body made anew for each hop that needs it.
     *
     * @param length in bytes, or -1 when it is not known, which sends it chunked
     */
    public static RequestBody replayable(
            Supplier<? extends Publisher<DataBuffer>> content, long length, @Nullable MediaType mediaType) {
        return new RequestBody(content, length, mediaType, true, null, null);
    }

    /**
     * A body that can be read once. It is subscribed to once at most; a redirect that would send it again fails.
     *
     * @param length in bytes, or -1 when it is not known, which sends it chunked
     */
    public static RequestBody stream(
            Publisher<? extends DataBuffer> content, long length, @Nullable MediaType mediaType) {
        Flux<DataBuffer> once = Flux.from(content);
        return new RequestBody(() -> once, length, mediaType, false, null, null);
    }

    /** The bytes; each subscription of a replayable body yields them anew. Who subscribes releases the buffers. */
    public Publisher<DataBuffer> content() {
        return content.get();
    }

    /** The file that is sent from its beginning, where it is one: a transport may hand it on without reading it. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** The whole of it, where it is an array in memory, which is not to be changed: a transport may send it without a subscription. */
    public Optional<byte[]> array() {
        return Optional.ofNullable(bytes);
    }

    /** In bytes; -1 when it is not known. */
    public long length() {
        return length;
    }

    /** The value for {@code Content-Type} where the caller sets none. */
    public @Nullable MediaType mediaType() {
        return mediaType;
    }

    /** True when it can be sent again. */
    public boolean replayable() {
        return replayable;
    }

    /** True when there is nothing to send, not even an empty body of known length. */
    public boolean absent() {
        return this == EMPTY;
    }
}
