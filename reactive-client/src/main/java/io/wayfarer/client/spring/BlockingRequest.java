/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;
import org.springframework.util.StreamUtils;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.BlockingCall;
import io.wayfarer.client.HttpRequest;
import io.wayfarer.client.HttpResponse;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.body.RequestBody;

/** One request of a blocking client. What is written to {@link #getBody()} is gathered; {@link #setBody} streams. */
final class BlockingRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

    private final ReactiveHttpClient client;
    private final URI uri;
    private final HttpMethod method;
    private @Nullable FastByteArrayOutputStream gathered;
    private @Nullable Body streamed;

    BlockingRequest(ReactiveHttpClient client, URI uri, HttpMethod method) {
        this.client = client;
        this.uri = uri;
        this.method = method;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
        FastByteArrayOutputStream stream = gathered;
        if (stream == null) {
            stream = new FastByteArrayOutputStream(1024);
            gathered = stream;
        }
        return stream;
    }

    @Override
    public void setBody(Body body) {
        assertNotExecuted();
        this.streamed = body;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
        HttpRequest asked = HttpRequest.of(method, client.url(uri.toString()))
                .fields(headers)
                .body(body(headers));
        HttpRequest request = RequestOptions.applied(getAttributes(), client, asked);
        HttpResponse response = BlockingCall.await(
                client.exchange(request).contextWrite(context -> context.putAllMap(getAttributes())));
        if (response == null) {
            throw new IOException("The exchange ended without an answer.");
        }
        return new BlockingResponse(response);
    }

    private RequestBody body(HttpHeaders headers) {
        Body stream = streamed;
        if (stream != null) {
            Flux<org.springframework.core.io.buffer.DataBuffer> content =
                    Flux.from(DataBufferUtils.outputStreamPublisher(
                            output -> write(stream, output),
                            DefaultDataBufferFactory.sharedInstance,
                            task -> Schedulers.boundedElastic().schedule(task)));
            return stream.repeatable()
                    ? RequestBody.replayable(() -> content, headers.getContentLength(), null)
                    : RequestBody.stream(content, headers.getContentLength(), null);
        }
        return gathered == null ? RequestBody.empty() : RequestBody.bytes(gathered.toByteArray(), null);
    }

    private static void write(Body body, OutputStream output) {
        try {
            body.writeTo(StreamUtils.nonClosing(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
