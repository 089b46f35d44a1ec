/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/**
 * The last answer of an exchange. It holds a connection until its body is read, discarded or cancelled; the function
 * given to {@code exchange(..)} need not care, what it leaves unread is released behind it.
 *
 * <p>The body can be read once, in one of the ways below.
 */
public final class HttpResponse {

    private final Turn last;
    private final TransportResponse answer;
    private final ClientLimits limits;

    HttpResponse(Turn last, TransportResponse answer, ClientLimits limits) {
        this.last = last;
        this.answer = answer;
        this.limits = limits;
    }

    public HttpStatusCode status() {
        return HttpStatusCode.valueOf(answer.status());
    }

    /** Whether the status is 400 to 599. */
    boolean error() {
        return answer.status() >= 400 && answer.status() < 600;
    }

    /** Read-only. */
    public HttpHeaders headers() {
        return answer.headers();
    }

    /** As in {@code "HTTP/1.1"} or {@code "HTTP/2"}. */
    public String protocol() {
        return answer.protocol();
    }

    /** Where the answer came from, after redirects and HSTS. */
    public HttpUrl url() {
        return hop().url();
    }

    /** How it was reached. */
    public Trace trace() {
        return last.trace();
    }

    /** The bytes as they come, at the subscriber's pace. Who subscribes releases each buffer. */
    public Flux<DataBuffer> bodyAsFlux() {
        return answer.body();
    }

    /** All bytes; fails with {@link ResponseLimitException} beyond {@link ClientLimits#maxBodyBytes()}. */
    public Mono<byte[]> bodyAsBytes() {
        return answer.bytes(limits.maxBodyBytes()).onErrorMap(DataBufferLimitException.class, this::tooLarge);
    }

    /**
     * The body as text, in the charset of {@code Content-Type} or else UTF-8; malformed input becomes U+FFFD. Bounded as
     * {@link #bodyAsBytes()}.
     */
    public Mono<String> bodyAsString() {
        return bodyAsBytes().map(bytes -> new String(bytes, charset()));
    }

    /**
     * Writes the body to a file. The file appears, or is replaced, when the whole body has arrived, and not before; on
     * failure or cancellation nothing is left behind. Not bounded in size.
     *
     * @return the file
     */
    public Mono<Path> bodyTo(Path file) {
        return FileBody.write(answer.body(), file);
    }

    /** Reads on to the end and forgets it, so that the connection can be used again; a long rest costs the connection. */
    public Mono<Void> discard() {
        return Drain.drain(answer, limits.maxDrainBytes());
    }

    /**
     * The transport's own answer, for what only that transport knows.
     *
     * @throws IllegalArgumentException when the transport's answers are of another type
     */
    public <T extends TransportResponse> T unwrap(Class<T> type) {
        if (!type.isInstance(answer)) {
            throw new IllegalArgumentException("type: " + type.getName() + " (expected: a supertype of "
                    + answer.getClass().getName() + ")");
        }
        return type.cast(answer);
    }

    /** The last hop, for messages. */
    public HopId hop() {
        return last.id();
    }

    /** Gives the connection up when the body will not be read; does nothing once it is being read. */
    public void release() {
        answer.release();
    }

    private ResponseLimitException tooLarge(DataBufferLimitException e) {
        return new ResponseLimitException(
                hop(),
                ResponseLimitException.Part.BODY,
                limits.maxBodyBytes(),
                "the body is larger than " + limits.maxBodyBytes() + " bytes",
                "Read it as a Flux or into a file, or raise wayfarer.client.limits.body.",
                e);
    }

    private Charset charset() {
        try {
            MediaType type = headers().getContentType();
            Charset charset = type == null ? null : type.getCharset();
            return charset == null ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException e) {
            // A server's bad Content-Type, or a charset this platform lacks, must not hide the text.
            return StandardCharsets.UTF_8;
        }
    }

    /** Method, URL and status, without secrets. */
    @Override
    public String toString() {
        return hop().method() + " " + url() + " " + answer.status();
    }
}
