/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.header.HeaderList;

/** Messages that were sound before chance went over them: every exchange ends, and fails in no other way than typed. */
class Http1MutationTest {

    private static final int ROUNDS = 2000;

    private static final List<String> REQUESTS = List.of(
            "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: h\r\n\r\n",
            "PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nT: v\r\n\r\n",
            "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nHEAD / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\n\u001f\u008b\b\r\n0\r\n\r\n",
            "CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\nsomething else",
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");

    private static final List<String> ANSWERS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nT: v\r\n\r\n",
            "HTTP/1.0 200 OK\r\nX: a\r\n b\r\n\r\nuntil the end",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nother",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: deflate, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

    private static final String SPICE = "\r\n\0\t :;,=\"\\0159afGH/.\u007f\u0080\u00ff-+";

    static String mutated(String sound, Random random) {
        StringBuilder text = new StringBuilder(sound);
        for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 1; changes--) {
            int at = random.nextInt(text.length());
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, spice);
                case 1 -> text.insert(at, spice);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.setLength(at);
                case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
            }
        }
        return text.toString();
    }

    @Test
    void aServerSurvivesThousandsOfMutatedRequests() throws IOException {
        List<Collected> received = new CopyOnWriteArrayList<>();
        Random random = new Random(9112);
        try (Served server = Served.streams(stream -> {
            Collected request = new Collected() {
                @Override
                public void onEnd() {
                    super.onEnd();
                    stream.exchange(HeaderList.of(":status", "200"), Http1ClientTest.buffer("fine"), this);
                }
            };
            received.add(request);
            stream.request(Long.MAX_VALUE);
            stream.receive(request);
        })) {
            for (int round = 0; round < ROUNDS; round++) {
                String octets = mutated(REQUESTS.get(round % REQUESTS.size()), random);
                converse(server, octets, random);
            }
            server.connections.forEach(connection -> connection.closed().block(Dialled.PATIENCE));
            assertThat(server.connections).hasSize(ROUNDS);
        }
        assertThat(received).hasSizeGreaterThan(ROUNDS / 10).allSatisfy(Http1MutationTest::endedAsItMay);
    }

    private static void converse(Served server, String octets, Random random) throws IOException {
        try (Socket socket = server.connect()) {
            byte[] all = octets.getBytes(StandardCharsets.ISO_8859_1);
            int cut = random.nextInt(all.length + 1);
            socket.getOutputStream().write(all, 0, cut);
            socket.getOutputStream().write(all, cut, all.length - cut);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // The server had read enough; it has closed the connection, which is all that is asked here.
            assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe|abort|socket).*");
        }
    }

    private static void endedAsItMay(Collected message) {
        assertThat(message.whole
                        .handle((done, failure) -> String.valueOf(failure))
                        .orTimeout(10, TimeUnit.SECONDS))
                .isCompleted();
        if (message.whole.isCompletedExceptionally()) {
            assertThat(message.failure()).isInstanceOf(HttpTransportException.class);
        }
    }

    @Test
    void aClientSurvivesThousandsOfMutatedAnswers() {
        Random random = new Random(9110);
        AtomicReference<String> next = new AtomicReference<>("");
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            byte[] all = Objects.requireNonNull(next.get()).getBytes(StandardCharsets.ISO_8859_1);
            int cut = all.length / 2;
            conversation.write(new String(all, 0, cut, StandardCharsets.ISO_8859_1));
            conversation.write(new String(all, cut, all.length - cut, StandardCharsets.ISO_8859_1));
        })) {
            int whole = 0;
            for (int round = 0; round < ROUNDS; round++) {
                next.set(mutated(ANSWERS.get(round % ANSWERS.size()), random));
                Http1Connection connection = Dialled.to(peer.address(), ConnectionSettings.defaults());
                HttpStream stream = connection.newStream();
                if (random.nextBoolean()) {
                    stream.rawContent();
                }
                Collected answer = Collected.exchange(stream, Dialled.get("/"), null);
                answer.whole
                        .handle((done, failure) -> "ended")
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
                endedAsItMay(answer);
                whole += answer.whole.isCompletedExceptionally() ? 0 : 1;
                connection.close().block(Dialled.PATIENCE);
            }
            assertThat(whole).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
        }
    }
}
