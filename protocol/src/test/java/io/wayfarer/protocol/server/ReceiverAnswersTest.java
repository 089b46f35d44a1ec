/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.header.HeaderList;

/** A server's stream whose receiver answers in the same call in which it learns that the request is whole. */
@Timeout(30)
class ReceiverAnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HeaderList OK = HeaderList.of(HeaderList.STATUS, "200", "content-type", "text/plain");

    private final HttpListener listener =
            Objects.requireNonNull(HttpListener.builder().bind().block(PATIENCE));

    @AfterEach
    void stop() {
        listener.close().block(PATIENCE);
    }

    private void serve(Function<HttpStream, StreamReceiver> receiver) {
        listener.connections()
                .subscribe(connection -> connection.incoming().subscribe(stream -> {
                    stream.request(Long.MAX_VALUE);
                    stream.receive(receiver.apply(stream));
                }));
    }

    private Mono<String> ask(ProtocolVersion version, ByteBuf content) {
        HeaderList head = HeaderList.of(":method", "POST", ":scheme", "http", ":authority", "localhost", ":path", "/");
        return HttpConnector.builder()
                .version(version)
                .build()
                .connect("127.0.0.1", listener.port())
                .flatMap(connection -> answer(connection, head, content)
                        .flatMap(text -> connection.close().thenReturn(text)));
    }

    private static Mono<String> answer(HttpConnection connection, HeaderList head, ByteBuf content) {
        HttpStream stream = connection.newStream();
        return stream.sendHeaders(head, false)
                .then(stream.sendData(content, true))
                .then(stream.reader().finalHeaders())
                .flatMap(answered -> stream.reader().text(StandardCharsets.UTF_8, 1 << 20))
                .defaultIfEmpty("");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void headAndContentGoOutInOneCall(ProtocolVersion version) {
        serve(stream -> new Receiver() {
            @Override
            public void onEnd() {
                stream.exchange(OK, Unpooled.copiedBuffer("got " + octets, StandardCharsets.UTF_8), this);
            }
        });

        assertThat(ask(version, Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8))
                        .block(PATIENCE))
                .isEqualTo("got 5");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aReceiverThatThrowsAtTheEndLeavesNobodyWaiting(ProtocolVersion version) {
        serve(stream -> new Receiver() {
            @Override
            public void onEnd() {
                throw new IllegalStateException("no answer today");
            }
        });

        StepVerifier.create(ask(version, Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8)))
                .expectError(HttpTransportException.class)
                .verify(PATIENCE);
    }

    private abstract static class Receiver implements StreamReceiver {

        int octets;

        @Override
        public void onHeaders(HeaderList head) {
            assertThat(head.first(HeaderList.METHOD)).isEqualTo("POST");
        }

        @Override
        public void onData(ByteBuf content) {
            octets += content.readableBytes();
            content.release();
        }

        @Override
        public void onFailure(Throwable failure) {
            assertThat(failure).isInstanceOf(HttpTransportException.class);
        }
    }
}
