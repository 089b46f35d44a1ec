/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Http2Wire;
import io.wayfarer.protocol.frame.Octets;

/**
 * Sequences of frames at random, mutated now and then, at both roles: each exchange ends, in an answer or in a typed
 * failure, nothing leaks (the leak guard looks), and no receiver hears anything behind the end.
 */
class Http2StateFuzzTest {

    private static final int ROUNDS = 40;
    private static final int FRAMES = 25;

    private static Http2Frame frame(Random random, boolean toServer) {
        int stream = random.nextInt(8);
        String[] fields = toServer
                ? (random.nextInt(4) > 0 ? Breach.post() : new String[] {"x-a", "1"})
                : (random.nextInt(4) > 0
                        ? new String[] {":status", random.nextBoolean() ? "200" : "103"}
                        : Breach.get());
        Octets padding = random.nextInt(5) == 0 ? Octets.zeros(random.nextInt(20)) : null;
        Octets content = Octets.ofText("x".repeat(random.nextInt(40)));
        return switch (random.nextInt(13)) {
            case 0, 1, 2 ->
                new Http2Frame.Headers(stream, 0x4 | random.nextInt(2), null, Breach.fields(fields), padding);
            case 3, 4, 5 -> new Http2Frame.Data(stream, random.nextInt(2), content, padding);
            case 6 -> new Http2Frame.RstStream(stream, Http2Error.of(random.nextInt(14)));
            case 7 -> new Http2Frame.Settings(new Setting(1 + random.nextInt(6), random.nextInt(3) * 9000L));
            case 8 -> new Http2Frame.Priority(stream, 0, new Weight(random.nextInt(8), random.nextBoolean(), 7));
            case 9 -> new Http2Frame.WindowUpdate(stream, random.nextInt(100));
            case 10 -> new Http2Frame.Ping(random.nextLong(), random.nextBoolean());
            case 11 -> new Http2Frame.PushPromise(stream, 2 * random.nextInt(4), Breach.fields(Breach.get()));
            default ->
                random.nextInt(6) == 0
                        ? new Http2Frame.GoAway(random.nextInt(9), Http2Error.NO_ERROR, content)
                        : new Http2Frame.Unknown(random.nextInt(12), random.nextInt(256), stream, content);
        };
    }

    private static List<Octets> sequence(Random random, boolean toServer) {
        List<Octets> sequence = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            ByteBuf out = Unpooled.buffer();
            frame(random, toServer).writeTo(out);
            if (random.nextInt(15) == 0) {
                out.setByte(random.nextInt(out.writerIndex()), random.nextInt(256));
            }
            sequence.add(Octets.copyOf(out));
        }
        return sequence;
    }

    private static void send(Http2Wire wire, List<Octets> sequence) {
        for (Octets octets : sequence) {
            wire.writeOctets(octets).onErrorComplete().block(Loopback.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aServerSurvivesAnySequence(long seed) {
        Random random = new Random(seed);
        try (Loopback server = Loopback.server(connection -> connection
                .incoming()
                .subscribe(stream -> stream.reader()
                        .text(StandardCharsets.ISO_8859_1, 1 << 16)
                        .flatMap(body -> stream.sendHeaders(OK, false).then(stream.sendData(text(body), true)))
                        .onErrorComplete()
                        .subscribe()))) {
            for (int round = 0; round < ROUNDS; round++) {
                WirePeer peer = WirePeer.client(server);
                send(peer.wire(), sequence(random, true));
                peer.close();
                server.accepted().closed().block(Loopback.PATIENCE);
            }
            Received.of(server.client().newStream(), GET, null).whole();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void aClientsExchangesEndWhateverComes(long seed) {
        Random random = new Random(seed);
        try (WirePeer.Port port = new WirePeer.Port();
                Loopback loopback = Loopback.server(connection -> {})) {
            for (int round = 0; round < ROUNDS; round++) {
                Http2Connection client = Http2Connection.client(
                        loopback.connect(port.port()),
                        ConnectionSettings.defaults(),
                        Http2Settings.builder()
                                .push(random.nextBoolean())
                                .maxConcurrentStreams(2)
                                .build());
                client.incoming().subscribe(stream -> stream.reset(Http2Error.CANCEL));
                List<Received> answers = new ArrayList<>();
                WirePeer peer = port.accept().begin();
                for (int i = 0; i < 3; i++) {
                    HttpStream stream = client.newStream();
                    answers.add(Received.of(stream, GET, i == 1 ? text("content") : null));
                }
                send(peer.wire(), sequence(random, false));
                peer.close();
                for (Received answer : answers) {
                    assertThat(answer.end()).isIn(Received.WHOLE, Received.FAILED);
                    if (answer.end().equals(Received.FAILED)) {
                        assertThat(answer.failure()).isInstanceOf(HttpTransportException.class);
                    }
                    assertThat(answer.calledBehindTheEnd()).isFalse();
                }
            }
        }
    }
}
