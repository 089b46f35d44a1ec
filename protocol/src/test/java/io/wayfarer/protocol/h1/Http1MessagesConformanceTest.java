/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/** The data of llhttp, through connections over sockets, both roles, and octet by octet. */
class Http1MessagesConformanceTest {

    /** Where the strict parser is more lenient or stricter than here, and why both are allowed. */
    private static final Map<String, String> DEVIATIONS = Map.of(
            "request/invalid#12",
                    "any token is a method, and unknown ones are the handler's matter: RFC 9110 section 9.1",
            "request/method#11", "ICE is not HTTP: RFC 9112 section 2.3",
            "request/method#13", "RTSP is not HTTP: RFC 9112 section 2.3",
            "request/uri#9", "user information is to be treated as an error: RFC 9110 section 4.2.4",
            "request/transfer-encoding#17", "content that is not in the coding named: RFC 9112 section 7.2",
            "response/sample#2", "ICE is not HTTP: RFC 9112 section 2.3",
            "response/sample#16", "the major version is 1: RFC 9112 section 2.3",
            "response/transfer-encoding#1", "a coding behind chunked cannot be undone: RFC 9112 section 6.1",
            "response/transfer-encoding#3", "an unknown coding cannot be undone: RFC 9112 section 7");

    private static int run;

    static Stream<MessageCase> requests() {
        return MessageCase.all().filter(MessageCase::request);
    }

    static Stream<MessageCase> responses() {
        return MessageCase.all().filter(each -> !each.request());
    }

    @AfterAll
    static void count() {
        System.out.println("http1-messages: " + run + " cases");
    }

    @Test
    void allCasesAreThere() {
        assertThat(MessageCase.all()).hasSize(92);
    }

    /**
     * The data knows requests of HTTP/1.1 without Host, which RFC 9112 section 3.2 wants refused; they get one here, so that
     * the rest of them is tried.
     */
    private static String withHost(MessageCase message) {
        String input = message.input();
        int begin = input.startsWith("\r\n") ? 2 : 0;
        int line = input.indexOf("\r\n", begin);
        boolean given = message.fields().stream()
                .anyMatch(field -> field.toLowerCase(Locale.ROOT).startsWith("host:"));
        if (given || line < 0 || input.startsWith(" ", line + 2)) {
            return input;
        }
        return input.substring(0, line + 2) + "Host: added.test\r\n" + input.substring(line + 2);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aServerReadsTheRequests(MessageCase message) throws IOException {
        run++;
        List<Collected> received = new ArrayList<>();
        try (Served server = Served.streams(stream -> {
            Collected request = new Collected() {
                @Override
                public void onEnd() {
                    super.onEnd();
                    stream.exchange(HeaderList.of(":status", "200"), null, this);
                }
            };
            received.add(request);
            stream.request(Long.MAX_VALUE);
            stream.receive(request);
        })) {
            try (var socket = server.connect()) {
                socket.getOutputStream().write(withHost(message).getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
            server.connections.get(0).closed().block(Dialled.PATIENCE);
            boolean refused = server.connections.get(0).violation() != null;
            if (DEVIATIONS.containsKey(message.id())) {
                assertThat(refused).as(DEVIATIONS.get(message.id())).isNotEqualTo(message.refused());
                return;
            }
            assertThat(refused).isEqualTo(message.refused());
            assertThat(received.stream().filter(each -> each.whole.isDone() && !each.whole.isCompletedExceptionally()))
                    .hasSize(message.complete());
            compare(message, received);
        }
    }

    private static void compare(MessageCase message, List<Collected> received) {
        if (message.refused() && received.isEmpty()) {
            return;
        }
        List<String> fields = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < received.size(); i++) {
            Collected one = received.get(i);
            if (message.request()) {
                assertThat(one.head().first(":method"))
                        .isEqualTo(message.methods().get(i));
                assertThat(target(one.head()))
                        .isEqualTo(withPath(message.targets().get(i)));
            }
            one.heads.forEach(head -> addFields(head, fields));
            if (one.trailers != null) {
                addFields(one.trailers, fields);
            }
            body.append(one.content());
        }
        assertThat(utf8(String.join("\n", fields))).isEqualTo(String.join("\n", message.fields()));
        assertThat(utf8(body.toString())).isEqualTo(message.body());
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static void addFields(HeaderList head, List<String> fields) {
        for (HeaderField field : head) {
            if (!field.pseudo() && !field.value().equals("added.test")) {
                fields.add(field.name() + ": " + field.value());
            }
        }
    }

    private static String target(HeaderList head) {
        if ("CONNECT".equals(head.first(":method"))) {
            return String.valueOf(head.first(":authority"));
        }
        String host = head.first("host");
        boolean absolute = !String.valueOf(host).equals(head.first(":authority")) && head.contains(":authority");
        String path = String.valueOf(head.first(":path"));
        return absolute ? head.first(":scheme") + "://" + head.first(":authority") + path : path;
    }

    private static String withPath(String target) {
        return target.replaceFirst("^(http://[^/?]+)(\\?.*)?$", "$1/$2");
    }

    @ParameterizedTest
    @MethodSource("responses")
    void aClientReadsTheAnswers(MessageCase message) {
        run++;
        int finals = Math.max(1, message.complete());
        // Without asking for it, no answer could change the protocol (RFC 9110 section 15.2.2).
        HeaderList request = Dialled.request("GET", "/", "Connection", "upgrade", "Upgrade", "h2c");
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            for (int i = 0; i < finals; i++) {
                conversation.readHead();
            }
            conversation.write(message.input().getBytes(StandardCharsets.UTF_8));
        })) {
            Http1Connection connection = Dialled.to(
                    peer.address(), ConnectionSettings.builder().maxPipelined(4).build());
            List<Collected> received = new ArrayList<>();
            for (int i = 0; i < finals; i++) {
                received.add(Collected.exchange(connection.newStream(), request, null));
            }
            connection.closed().block(Dialled.PATIENCE);
            received.forEach(
                    each -> each.whole.handle((done, failed) -> "ended").join());
            received.removeIf(each -> each.heads.isEmpty());
            boolean refused = received.isEmpty()
                    ? message.refused()
                    : received.stream()
                            .filter(each -> each.whole.isCompletedExceptionally())
                            .anyMatch(each -> each.failure() instanceof PeerProtocolException);
            if (DEVIATIONS.containsKey(message.id())) {
                assertThat(connection.violation())
                        .as(DEVIATIONS.get(message.id()))
                        .isNotNull();
                return;
            }
            assertThat(refused).isEqualTo(message.refused());
            if (message.refused()) {
                assertThat(connection.violation()).isNotNull();
            }
            compare(message, received);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theRequestsAreReadAlikeInPiecesOfAnySize(MessageCase message) {
        byte[] octets = withHost(message).getBytes(StandardCharsets.UTF_8);
        String whole = read(octets, octets.length, true);
        for (int size = 1; size < 12; size++) {
            assertThat(read(octets, size, true)).as("pieces of %s", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void theAnswersAreReadAlikeInPiecesOfAnySize(MessageCase message) {
        byte[] octets = message.input().getBytes(StandardCharsets.UTF_8);
        String whole = read(octets, octets.length, false);
        for (int size = 1; size < 12; size++) {
            assertThat(read(octets, size, false)).as("pieces of %s", size).isEqualTo(whole);
        }
    }

    /** What the reader makes of octets that come in pieces, as text. */
    static String read(byte[] octets, int size, boolean requests) {
        MessageReader reader = new MessageReader(requests, ConnectionSettings.defaults());
        StringBuilder events = new StringBuilder();
        try {
            for (int from = 0; from < octets.length; from += size) {
                reader.feed(
                        UnpooledByteBufAllocator.DEFAULT,
                        Unpooled.copiedBuffer(octets, from, Math.min(size, octets.length - from)));
                for (MessageReader.Event event = reader.next();
                        event != MessageReader.Event.NOTHING;
                        event = reader.next()) {
                    tell(reader, event, events, requests);
                }
            }
        } catch (BadMessage wrong) {
            events.append("!").append(wrong.status).append(wrong.getMessage());
        } finally {
            reader.release();
        }
        return events.toString();
    }

    private static void tell(MessageReader reader, MessageReader.Event event, StringBuilder to, boolean requests) {
        HeaderList section = reader.section();
        if (section != null) {
            section.forEach(field ->
                    to.append(field.name()).append('=').append(field.value()).append(';'));
        }
        switch (event) {
            case HEAD -> {
                HeadFacts facts = reader.facts;
                if (facts.chunked) {
                    reader.expectChunks();
                } else if (facts.contentLength >= 0 || requests) {
                    reader.expectLength(Math.max(0, facts.contentLength));
                } else {
                    reader.expectTillClose();
                }
            }
            case CONTENT -> {
                ByteBuf content = reader.content();
                to.append(content.toString(StandardCharsets.ISO_8859_1));
                content.release();
            }
            default -> to.append("|");
        }
    }
}
