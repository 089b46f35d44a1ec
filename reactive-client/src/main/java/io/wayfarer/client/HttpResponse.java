/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.BodyTypeException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.view.DecodedAnswer;
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
    private final Engine engine;
    private volatile @Nullable BodyReader reader;

    HttpResponse(Turn last, TransportResponse answer, Engine engine) {
        this.last = last;
        this.answer = answer;
        this.engine = engine;
    }

    public HttpStatusCode status() {
        return HttpStatusCode.valueOf(answer.status());
    }

    /** Whether the status is 400 to 599. */
    boolean error() {
        return answer.status() >= 400 && answer.status() < 600;
    }

    /** What stands behind the status in HTTP/1 (RFC 9112 section 4); empty where there is nothing, as in HTTP/2. */
    public String reasonPhrase() {
        return answer.reasonPhrase();
    }

    /** Read-only. */
    public HttpHeaders headers() {
        return answer.headers();
    }

    /**
     * The trailer section (RFC 9110 section 6.5), read-only. It comes behind the body: without fields until that was read to
     * its end.
     *
     * <pre>{@code
     * http.get(url).exchange(answer -> answer.bodyAsString().map(text -> text + answer.trailers().getFirst("Digest")));
     * }</pre>
     */
    public HttpHeaders trailers() {
        return answer.trailers();
    }

    /** As in {@code "HTTP/1.1"} or {@code "HTTP/2"}. */
    public String protocol() {
        return answer.protocol();
    }

    /** The other end of the connection: the server or, where the route has one, the proxy. */
    public Optional<InetSocketAddress> peer() {
        return answer.peer();
    }

    /** This end of the connection. */
    public Optional<InetSocketAddress> localAddress() {
        return answer.localAddress();
    }

    /** The session of a TLS connection: its protocol, its cipher suite, the peer's certificates. Empty without TLS. */
    public Optional<SSLSession> tlsSession() {
        return answer.tlsSession();
    }

    /** Where the answer came from, after redirects and HSTS. */
    public HttpUrl url() {
        return hop().url();
    }

    /** How it was reached. */
    public Trace trace() {
        return last.trace();
    }

    /** The exchange to show around, without secrets: as a command for curl, or as HAR. */
    public ExchangeRecord record() {
        return last.record();
    }

    /** The bytes as they come, at the subscriber's pace. Who subscribes releases each buffer. */
    public Flux<DataBuffer> bodyAsFlux() {
        return answer.body();
    }

    /** All bytes; fails with {@link ResponseLimitException} beyond {@link ClientLimits#maxBodyBytes()}, or the limit of its request. */
    public Mono<byte[]> bodyAsBytes() {
        return answer.bytes(maxBytes(), () -> tooLarge(null));
    }

    /**
     * The body as text: in the charset that a byte order mark tells, or {@code Content-Type}, or else in UTF-8; malformed
     * input becomes U+FFFD. Bounded as {@link #bodyAsBytes()}.
     */
    public Mono<String> bodyAsString() {
        return bodyAsBytes().map(bytes -> BodyText.decode(bytes, headers()));
    }

    /**
     * The body as an object, read by Spring's codecs: JSON with Jackson, XML with JAXB, whatever the class path has. Empty
     * when there is no body. Bounded as {@link #bodyAsBytes()}; malformed content is Spring's
     * {@link org.springframework.core.codec.DecodingException}, and content of a type that no codec reads a
     * {@link BodyTypeException}.
     */
    public <T> Mono<T> bodyTo(Class<T> type) {
        return objects(ResolvableType.forClass(type)).mono();
    }

    /** As {@link #bodyTo(Class)}, for types such as {@code List<Item>}. */
    public <T> Mono<T> bodyTo(ParameterizedTypeReference<T> type) {
        return objects(ResolvableType.forType(type)).mono();
    }

    /** As {@link #bodyTo(Class)}, one by one as they come: elements of an array, lines of NDJSON. Each is bounded. */
    public <T> Flux<T> bodyToFlux(Class<T> type) {
        return objects(ResolvableType.forClass(type)).flux();
    }

    /** As {@link #bodyToFlux(Class)}, for types such as {@code Map<String, Item>}. */
    public <T> Flux<T> bodyToFlux(ParameterizedTypeReference<T> type) {
        return objects(ResolvableType.forType(type)).flux();
    }

    /** Server-sent events, their data read as the type; {@code String} takes it as it is. Each is bounded. */
    public <T> Flux<ServerSentEvent<T>> bodyAsEvents(Class<T> data) {
        return objects(ResolvableType.forClassWithGenerics(ServerSentEvent.class, data))
                .flux();
    }

    /** Lines as they come, without their ends; each is bounded as {@link #bodyAsBytes()}. */
    public Flux<String> bodyAsLines() {
        MediaType charset = new MediaType(MediaType.TEXT_PLAIN, BodyText.charset(headers()));
        return engine.codecs()
                .lines(answer.body(), charset, maxBytes())
                .onErrorMap(DataBufferLimitException.class, this::tooLarge);
    }

    /** Reads the body in steps; always the same reader, from the first call on the only one who can have the body. */
    public BodyReader reader() {
        BodyReader made = reader;
        if (made == null) {
            made = new BodyReader(answer.body(), BodyText.charset(headers()), maxBytes(), limit -> tooLarge(null));
            reader = made;
        }
        return made;
    }

    /**
     * Writes the body to a file. The file appears, or is replaced, when the whole body has arrived, and not before; on
     * failure or cancellation nothing is left behind. Not bounded in size.
     *
     * @return the file
     */
    public Mono<Path> bodyTo(Path file) {
        return FileBody.write(answer.body(), file, written -> {});
    }

    /** As {@link #bodyTo(Path)}, telling after each piece how much is in the file; what the listener throws fails the Mono. */
    public Mono<Path> bodyTo(Path file, Consumer<BodyProgress> listener) {
        return Mono.defer(
                () -> FileBody.write(answer.body(), file, new ProgressCount(answer, hop().method(), listener)));
    }

    /** Writes the body to a new file that only this user may read; who gets it deletes it. Not bounded in size. */
    public Mono<Path> bodyToTemporaryFile() {
        return FileBody.writeTemporary(answer.body());
    }

    /**
     * Writes the body to a stream, which may block: that happens on threads made for it. The stream is not closed. Not bounded
     * in size.
     */
    public Mono<Void> bodyTo(OutputStream stream) {
        return BodySink.write(answer.body(), stream);
    }

    /**
     * Hands the body over piece by piece. The next one is taken from the connection when what the function returned has
     * ended; each piece is released behind that. Not bounded in size.
     */
    public Mono<Void> bodyInSteps(Function<DataBuffer, ? extends Publisher<?>> step) {
        return BodySink.inSteps(answer.body(), step);
    }

    /** Reads on to the end and forgets it, so that the connection can be used again; a long rest costs the connection. */
    public Mono<Void> discard() {
        return Drain.drain(asItCame(), hop().method(), engine.limits().maxDrainBytes());
    }

    /** As {@link #discard()}, decompressed, and keeps so many bytes of the beginning; what fails behind them is no failure. */
    Mono<byte[]> beginning(int bytes) {
        return Drain.keeping(bytes, answer, hop().method(), engine.limits().maxDrainBytes());
    }

    /**
     * The transport's own answer, for what only that transport knows.
     *
     * @throws IllegalArgumentException when the transport's answers are of another type
     */
    public <T extends TransportResponse> T unwrap(Class<T> type) {
        TransportResponse own = asItCame();
        if (!type.isInstance(own)) {
            throw new IllegalArgumentException("type: " + type.getName() + " (expected: a supertype of "
                    + own.getClass().getName() + ")");
        }
        return type.cast(own);
    }

    /** The last hop, for messages. */
    public HopId hop() {
        return last.id();
    }

    /**
     * Gives the connection up when the body will not be read; does nothing once it is being read, unless that is done in
     * steps.
     */
    public void release() {
        BodyReader inSteps = reader;
        if (inSteps != null) {
            inSteps.close();
        }
        answer.release();
    }

    private TransportResponse asItCame() {
        return answer instanceof DecodedAnswer decoded ? decoded.coded() : answer;
    }

    private int maxBytes() {
        return last.options().maxBodyBytesOr(engine.limits().maxBodyBytes());
    }

    private BodyObjects objects(ResolvableType type) {
        return new BodyObjects(engine.codecs(), maxBytes(), hop(), answer, type, this::tooLarge);
    }

    private ResponseLimitException tooLarge(@Nullable Throwable cause) {
        return new ResponseLimitException(
                hop(),
                ResponseLimitException.Part.BODY,
                maxBytes(),
                "the body is larger than " + maxBytes() + " bytes",
                "Read it as a Flux or into a file, or raise " + Setting.ofRequest("limits.body") + ".",
                cause);
    }

    /** Method, URL and status, without secrets. */
    @Override
    public String toString() {
        return hop().method() + " " + url() + " " + answer.status();
    }
}
