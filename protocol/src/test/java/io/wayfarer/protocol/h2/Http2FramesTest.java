/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Octets;

/** Frames as they are: padding, priorities, any type, what the RFC forbids, and debug data. */
class Http2FramesTest {

    @Test
    void paddingIsSentAndTaken() {
        try (Loopback server = Loopback.server(each(stream -> ((Http2Stream) stream)
                .sendHeaders(OK, false, 255)
                .then(((Http2Stream) stream).sendData(text("padded"), true, 100))
                .subscribe()))) {
            Http2Connection client = server.client();
            List<Http2Frame> frames = new CopyOnWriteArrayList<>();
            client.frames().subscribe(frames::add);
            Received answer = Received.of(client.newStream(), GET, null).whole();
            assertThat(answer.text()).isEqualTo("padded");
            assertThat(frames)
                    .filteredOn(Http2Frame.Headers.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Http2Frame.Headers.class,
                            head -> assertThat(head.padding())
                                    .isNotNull()
                                    .extracting(Octets::length)
                                    .isIn(254, 255));
            assertThat(frames)
                    .filteredOn(Http2Frame.Data.class::isInstance)
                    .anySatisfy(frame ->
                            assertThat(((Http2Frame.Data) frame).padding()).isNotNull());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.newStream().sendHeaders(GET, true, 256));
        }
    }

    @Test
    void prioritiesAreSeen() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            Http2Connection accepted = server.accepted();
            client.ping().block(Loopback.PATIENCE);
            StepVerifier.create(accepted.priorities().take(1))
                    .then(() -> {
                        Http2Stream stream = client.newStream();
                        stream.sendHeaders(request("POST", "/"), false)
                                .then(Mono.defer(() -> stream.sendPriority(new Weight(0, true, 7))))
                                .block(Loopback.PATIENCE);
                    })
                    .expectNext(new Http2Frame.Priority(1, 0, new Weight(0, true, 7)))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void framesOfAnyTypeAreSentAndSeen() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            Http2Connection accepted = server.accepted();
            accepted.ping().block(Loopback.PATIENCE); // the client has acknowledged the settings by then
            StepVerifier.create(accepted.frames().take(2))
                    .then(() -> client.writeFrame(0xbe, 0x3, 0, text("any"))
                            .then(client.writeFrame(new Http2Frame.Ping(5, false)))
                            .block(Loopback.PATIENCE))
                    .expectNext(new Http2Frame.Unknown(0xbe, 0x3, 0, Octets.ofText("any")))
                    .expectNext(new Http2Frame.Ping(5, false))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void whatTheRfcForbidsCanBeSentRaw() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            client.writeFrame(new Http2Frame.WindowUpdate(0, 0)).block(Loopback.PATIENCE);
            server.accepted().closed().block(Loopback.PATIENCE);
            StepVerifier.create(client.closed()).expectComplete().verify(Loopback.PATIENCE);
        }
    }

    @Test
    void goAwayTellsItsDebugData() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            StepVerifier.create(client.frames().ofType(Http2Frame.GoAway.class).take(1))
                    .then(() -> server.accepted()
                            .goAway(0, Http2Error.ENHANCE_YOUR_CALM, Unpooled.copiedBuffer(new byte[] {1, 2}))
                            .onErrorComplete()
                            .block(Loopback.PATIENCE))
                    .expectNext(new Http2Frame.GoAway(0, Http2Error.ENHANCE_YOUR_CALM, Octets.of((byte) 1, (byte) 2)))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            StepVerifier.create(client.closed()).expectComplete().verify(Loopback.PATIENCE);
        }
        assertThat(FrameType.GOAWAY).isEqualTo(7);
    }
}
