/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.REFUSED_STREAM;
import static io.wayfarer.protocol.h2.Breach.connectionError;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.fields;
import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.ClientUnderTest.ok;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.header.HeaderList;

/** Promises that a client gets: RFC 9113 sections 6.6 and 8.4. */
class Http2ClientPushTest {

    @RegisterExtension
    final ClientUnderTest clients = new ClientUnderTest();

    private static final Http2Settings WITH_PUSH =
            Http2Settings.builder().push(true).maxConcurrentStreams(10).build();

    private static Http2Frame promise(int promised, String... request) {
        return new Http2Frame.PushPromise(1, promised, fields(request));
    }

    static Stream<Breach> promises() {
        return Stream.of(
                Breach.of(
                        "5.1 content of a promised stream before its head",
                        connectionError(PROTOCOL_ERROR),
                        promise(2, get()),
                        promise(4, get()),
                        data(6, true, "x")),
                Breach.of(
                        "6.6 a promise nobody waits for is refused", streamError(2, REFUSED_STREAM), promise(2, get())),
                Breach.of(
                        "6.6 and what was under way of it",
                        streamError(2, REFUSED_STREAM),
                        promise(2, get()),
                        ok(2, false),
                        data(2, true, "x")),
                Breach.of(
                        "6.6 a promise on an idle stream",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.PushPromise(3, 2, fields(get()))),
                Breach.of(
                        "6.6 a promised stream with an odd number", connectionError(PROTOCOL_ERROR), promise(3, get())),
                Breach.of(
                        "6.6 a promised stream with a number lower than before",
                        connectionError(PROTOCOL_ERROR),
                        promise(4, get()),
                        promise(2, get())),
                Breach.of("8.4 a promise of POST", streamError(2, PROTOCOL_ERROR), promise(2, post())),
                Breach.of(
                        "8.4 a promise of a request with content",
                        streamError(2, PROTOCOL_ERROR),
                        promise(2, get("content-length", "5"))),
                Breach.of(
                        "8.4 a promise for another authority",
                        streamError(2, PROTOCOL_ERROR),
                        promise(2, ":method", "GET", ":scheme", "http", ":authority", "b.example", ":path", "/")),
                Breach.of("8.4 a malformed promise", streamError(2, PROTOCOL_ERROR), promise(2, ":method", "GET")));
    }

    @ParameterizedTest
    @MethodSource("promises")
    void aPromiseIsTreatedAsTheRfcSays(Breach breach) {
        Http2Connection client = clients.connect(WITH_PUSH);
        try (WirePeer peer = clients.accept().begin()) {
            HeaderList request =
                    GET.toBuilder().set(HeaderList.AUTHORITY, "a.example").build();
            Received.of(client.newStream(), request, null);
            peer.next(Http2Frame.Headers.class);
            peer.commit(breach);
        }
    }

    @Test
    void section66APromiseWithoutLeaveEndsTheConnection() {
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin()) {
            Received.of(client.newStream(), GET, null);
            peer.next(Http2Frame.Headers.class);
            peer.commit(Breach.of("6.6 push is disabled", connectionError(PROTOCOL_ERROR), promise(2, get())));
        }
    }

    /** Section 6.6: a promise that was under way when its parent was reset has to be dealt with. */
    @Test
    void section66APromiseOnAStreamThatWasResetIsCancelled() {
        Http2Connection client = clients.connect(WITH_PUSH);
        try (WirePeer peer = clients.accept().begin()) {
            HttpStream stream = client.newStream();
            stream.sendHeaders(GET, true).block(Loopback.PATIENCE);
            stream.reset(Http2Error.CANCEL);
            peer.next(Http2Frame.RstStream.class);
            peer.send(promise(2, get()), ok(2, false), data(2, true, "x"));
            List<Http2Frame> answers = peer.until();
            assertThat(answers)
                    .filteredOn(Http2Frame.RstStream.class::isInstance)
                    .containsExactly(new Http2Frame.RstStream(2, Http2Error.CANCEL));
            assertThat(answers).noneMatch(Http2Frame.GoAway.class::isInstance);
        }
    }

    @Test
    void promisedStreamsArriveWithTheirRequests() {
        Http2Connection client = clients.connect(WITH_PUSH);
        List<Http2Stream> promised = new CopyOnWriteArrayList<>();
        client.incoming().subscribe(stream -> promised.add((Http2Stream) stream));
        try (WirePeer peer = clients.accept().begin()) {
            HeaderList request =
                    GET.toBuilder().set(HeaderList.AUTHORITY, "a.example").build();
            Received answer = Received.of(client.newStream(), request, null);
            peer.next(Http2Frame.Headers.class);
            peer.send(promise(2, get("x-a", "1")), ok(1, true), ok(2, false), data(2, true, "pushed"));
            answer.whole();
            peer.until();
            assertThat(promised).hasSize(1);
            Http2Stream stream = promised.get(0);
            assertThat(stream.parent()).isNotNull();
            assertThat(stream.id()).isEqualTo(2);
            assertThat(stream.request()).isNotNull();
            Received pushed = new Received();
            stream.receive(pushed);
            stream.request(Long.MAX_VALUE);
            assertThat(pushed.whole().text()).isEqualTo("pushed");
        }
    }
}
