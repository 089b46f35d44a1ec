/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Route;

/** The answer of one hop. It holds a connection until its body is read, cancelled or released. */
public interface TransportResponse {

    /** Three digits, 200 to 999, or 101. */
    int status();

    /** What stands behind the status in HTTP/1 (RFC 9112 section 4); empty where there is none, as in HTTP/2. */
    default String reasonPhrase() {
        return "";
    }

    /** Read-only. */
    HttpHeaders headers();

    /**
     * How long the body is by {@code Content-Length}; negative when that is not told. Answers that have no body may tell how
     * long it would be (RFC 9110 section 8.6): theirs has 0.
     *
     * @param asked the method of the request
     */
    default long announcedBytes(HttpMethod asked) {
        if (asked.equals(HttpMethod.HEAD) || status() == 304) {
            return 0;
        }
        try {
            return headers().getContentLength();
        } catch (IllegalArgumentException e) {
            // No number: the body tells how long it is.
            return -1;
        }
    }

    /** As in {@code "HTTP/1.1"} or {@code "HTTP/2"}. */
    String protocol();

    /** The other end of the connection: the server or, where the route has one, the proxy; empty when not known. */
    default Optional<InetSocketAddress> peer() {
        return Optional.empty();
    }

    /** How the server was reached, where the request's route left a choice; null when not known. */
    default @Nullable Route route() {
        return null;
    }

    /** Why the transport has sent the request again on its own account, in order; empty for most, as it went out once. */
    default List<String> repetitions() {
        return List.of();
    }

    /**
     * How far the hop had come when; what is still to come is missing. Null where the request has not
     * {@linkplain TransportOptions#timed() asked} for it, or nobody can tell.
     */
    default @Nullable HopTimes times() {
        return null;
    }

    /** This end of the connection; empty when not known. */
    default Optional<InetSocketAddress> localAddress() {
        return Optional.empty();
    }

    /** The session of a TLS connection: its protocol, its cipher suite, the peer's certificates. Empty without TLS. */
    default Optional<SSLSession> tlsSession() {
        return Optional.empty();
    }

    /** True when the connection is TLS and the server's certificate was verified against its name. */
    boolean authenticated();

    /**
     * What the server has said of its alternatives beside this answer, in ALTSVC frames (RFC 7838 section 4) that no answer before
     * has told, each as the value of an {@code Alt-Svc} field; empty for most.
     */
    default List<String> alternatives() {
        return List.of();
    }

    /** The trailer section (RFC 9110 section 6.5), read-only; without fields until the content was read to its end. */
    default HttpHeaders trailers() {
        return HttpHeaders.EMPTY;
    }

    /** The content, once. Who subscribes releases the buffers; cancelling closes the connection. */
    Flux<DataBuffer> body();

    /** As {@link #bytes(int, Supplier)}, failing with {@link DataBufferLimitException} beyond the limit. */
    default Mono<byte[]> bytes(int maxBytes) {
        return bytes(
                maxBytes, () -> new DataBufferLimitException("Exceeded limit on max bytes to buffer : " + maxBytes));
    }

    /**
     * The content in one array, once, instead of {@link #body()}; empty when there is none. Fails as soon as it is known to be
     * longer than allowed, which costs the connection; cancelling closes it too. Who has the bytes at hand copies them once,
     * straight into an array of the announced length.
     *
     * @param maxBytes the longest content that is gathered
     * @param tooLong what it fails with beyond that
     */
    default Mono<byte[]> bytes(int maxBytes, Supplier<? extends Throwable> tooLong) {
        return DataBufferUtils.join(body(), maxBytes)
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return bytes;
                })
                .onErrorMap(DataBufferLimitException.class, limit -> tooLong.get())
                .defaultIfEmpty(new byte[0]);
    }

    /** Gives the connection up when the body will not be read. Does nothing once the body was subscribed to. */
    void release();
}
