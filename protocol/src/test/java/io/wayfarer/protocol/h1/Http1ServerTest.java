/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.header.HeaderList;

class Http1ServerTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST_GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /** Answers each request, when it is whole, with its method, target and content. */
    static void echo(HttpStream stream) {
        stream.request(Long.MAX_VALUE);
        stream.receive(new Collected() {
            @Override
            public void onEnd() {
                HeaderList head = heads.get(0);
                String text = head.first(":method") + " " + head.first(":path") + " " + content();
                stream.exchange(HeaderList.of(":status", "200"), Http1ClientTest.buffer(text), this);
            }
        });
    }

    static void answer(HttpStream stream, String status, String text) {
        stream.sendHeaders(HeaderList.of(":status", status, "Content-Length", "" + text.length()), false)
                .then(stream.sendData(Http1ClientTest.buffer(text), true))
                .subscribe(done -> {}, failure -> {});
    }

    @Test
    void aRequestIsAnsweredAndTheConnectionKept() throws Exception {
        try (Served server = Served.streams(stream -> answer(stream, "200", "hello"));
                Socket socket = server.connect()) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
                String expected = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
                assertThat(socket.getInputStream().readNBytes(expected.length()))
                        .asString()
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void bothRolesSpeakWithOneAnother() {
        try (Served server = Served.streams(Http1ServerTest::respondWhole)) {
            Http1Connection client = Dialled.to(server.address());
            for (int size : new int[] {0, 1, 5000, 70_000, 2_000_000}) {
                Collected answer = Collected.exchange(
                                client.newStream(),
                                Dialled.request("POST", "/x"),
                                Http1ClientTest.buffer("z".repeat(size)))
                        .await();
                assertThat(answer.content()).isEqualTo("POST /x " + "z".repeat(size));
            }
            HttpStream chunked = client.newStream();
            Collected answer = Collected.from(chunked);
            chunked.sendHeaders(Dialled.request("PUT", "/y"), false)
                    .then(chunked.sendBody(Flux.range(0, 50).map(i -> Http1ClientTest.buffer("part " + i + " "))))
                    .block(Dialled.PATIENCE);
            assertThat(answer.await().content())
                    .startsWith("PUT /y part 0 part 1 ")
                    .endsWith("part 49 ");
        }
    }

    @Test
    void bothRolesSpeakOverTls() {
        LoopbackTls tls = LoopbackTls.localhost();
        try (Served server = Served.overTls(tls, Http1ServerTest::respondWhole)) {
            Http1Connection client =
                    Http1Connection.client(Dialled.tlsChannel(server.address(), tls), ConnectionSettings.defaults());
            Collected answer = Collected.exchange(
                            client.newStream(),
                            Dialled.request("POST", "/x", "Connection", "close"),
                            Http1ClientTest.buffer("z".repeat(500_000)))
                    .await();
            assertThat(answer.content()).hasSize("POST /x ".length() + 500_000);
            StepVerifier.create(client.closed()).expectComplete().verify(Dialled.PATIENCE);
        }
    }

    /** As {@link #echo}, but by sends and with the pseudo-header fields of a server. */
    static void respondWhole(HttpStream stream) {
        stream.request(Long.MAX_VALUE);
        stream.receive(new Collected() {
            @Override
            public void onEnd() {
                assertThat(head().first(":authority")).isEqualTo("peer.test");
                String text = head().first(":method") + " " + head().first(":path") + " " + content();
                stream.sendHeaders(HeaderList.of(":status", "200"), false)
                        .then(stream.sendData(Http1ClientTest.buffer(text), true))
                        .subscribe(done -> {}, failure -> {});
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1 | http  | a     | /",
                "GET http://b:8080/p?q HTTP/1.1 | http | b:8080 | /p?q",
                "GET http://b HTTP/1.1 | http | b | /",
                "GET http://b?q HTTP/1.1 | http | b | /?q",
                "OPTIONS * HTTP/1.1 | http | a | *",
                "OPTIONS http://b HTTP/1.1 | http | b | *",
            })
    void theTargetComesInPiecesWhateverItsForm(String line, String scheme, String authority, String path) {
        CompletableFuture<HeaderList> head = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> {
            stream.receive(new Collected() {
                @Override
                public void onHeaders(HeaderList request) {
                    head.complete(request);
                }
            });
            answer(stream, "200", "");
        })) {
            server.say(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
            HeaderList request = head.join();
            assertThat(request.first(":scheme")).isEqualTo(scheme);
            assertThat(request.first(":authority")).isEqualTo(authority);
            assertThat(request.first(":path")).isEqualTo(path);
            assertThat(request.first("host")).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.2: a line ends with CRLF|GET / HTTP/1.1~Host: a\\r\\n\\r\\n|400",
                "2.2: no white space between start line and fields|GET / HTTP/1.1\\r\\n Host: a\\r\\n\\r\\n|400",
                "2.3: the version has this form|GET / HTTP/1\\r\\nHost: a\\r\\n\\r\\n|400",
                "2.3: the major version is 1|GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n|505",
                "3: one space apart|GET  / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3: a target without white space|GET /a b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.1: the method is a token|G(T / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2: a Host there must be|GET / HTTP/1.1\\r\\n\\r\\n|400",
                "3.2: and only one|GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2: which is valid|GET / HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n|400",
                "3.2.3: CONNECT has host and port|CONNECT /a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.4: the asterisk is for OPTIONS|GET * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "5.1: no space before the colon|GET / HTTP/1.1\\r\\nHost : a\\r\\n\\r\\n|400",
                "5.1: a name is a token|GET / HTTP/1.1\\r\\nHost: a\\r\\nX[]: y\\r\\n\\r\\n|400",
                "5.2: no line folding|GET / HTTP/1.1\\r\\nHost: a\\r\\nX: y\\r\\n z\\r\\n\\r\\n|400",
                "5.5 of RFC 9110: no bare CR|GET / HTTP/1.1\\r\\nHost: a\\r\\nX: y\\rz\\r\\n\\r\\n|400",
                "6.1: an unknown coding|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: sdch, chunked\\r\\n\\r\\n|501",
                "6.3: chunked is last|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n|400",
                "6.3: one length|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nab|400",
                "6.3: a list of lengths|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1, 2\\r\\n\\r\\nab|400",
                "6.3: a length is digits|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: +1\\r\\n\\r\\na|400",
                "6.3: length or coding|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n|400",
                "7.1: a size in hexadecimal|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0x2\\r\\nab|400",
                "7.1: a size of bounds|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nfffffffffffffffff\\r\\n|400",
                "7.1: a chunk of its size|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nabc|400",
                "3.2.2: an authority without user information|GET http://u@b/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.2: and with a port that is one|GET http://b:80:80/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.3: CONNECT has a port of digits|CONNECT a:x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "3.2.3: CONNECT has a port|CONNECT a: HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|400",
                "6.1: chunked once|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n|501",
                "6.1: nothing behind chunked|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n|501",
                "6.1: a coding that is a token|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: \u000bchunked\\r\\n\\r\\n0\\r\\n\\r\\n|400",
                "6.3: the same length but once|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 1\\r\\n\\r\\na|400",
                "6.3: a length that fits|POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 18446744073709551617\\r\\n\\r\\na|400",
                "7.1: a size without a sign|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-2\\r\\nab\\r\\n|400",
                "7.1: a size without white space|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2 \\r\\nab\\r\\n|400",
                "7.1: a size line that ends with CRLF|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2~ab\\r\\n|400",
                "7.1: a chunk that ends with CRLF|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nab~0\\r\\n\\r\\n|400",
                "7.1.1: an extension without bare CR|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2;a=\"\\r\"\\r\\nab\\r\\n|400",
                "7.1.1: an extension after a semicolon|POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2 x\\r\\n|400",
            })
    void rfc9112Section(String rule, String request, int status) {
        try (Served server = Served.streams(stream -> stream.receive(new Collected()))) {
            String octets = request.replace("\\r", "\r").replace("\\n", "\n").replace("~", "\n");
            assertThat(server.say(octets))
                    .as(rule)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Connection: close");
            assertThat(server.connections.get(0).violation())
                    .isInstanceOf(PeerProtocolException.class)
                    .hasMessageContaining("section");
        }
    }

    @Test
    void whatIsTooLongIsAnswered414Or431() {
        try (Served server = Served.streams(Http1ServerTest::echo)) {
            assertThat(server.say("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 414 ");
            assertThat(server.say("GET / HTTP/1.1\r\nX: " + "a".repeat(70_000))).startsWith("HTTP/1.1 431 ");
            assertThat(server.say("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(257)))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(server.say(
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + "X: y\r\n".repeat(254) + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (Served server = Served.streams(Http1ServerTest::echo)) {
            String answers = server.say(
                    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                            + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answers).containsSubsequence("GET /1 ", "POST /2 ab", "Connection: close", "GET /3 ");
        }
    }

    @Test
    void answersKeepTheOrderOfRequestsHoweverTheirHandlersFinish() throws Exception {
        BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
        ConnectionSettings settings =
                ConnectionSettings.builder().maxPipelined(4).build();
        try (Served server = Served.streams(settings, streams::add);
                Socket socket = server.connect()) {
            socket.getOutputStream().write((GET + GET + LAST_GET).getBytes(StandardCharsets.US_ASCII));
            List<HttpStream> taken = List.of(next(streams), next(streams), next(streams));
            answer(taken.get(2), "200", "third");
            taken.get(1).exchange(HeaderList.of(":status", "201"), Http1ClientTest.buffer("second"), new Collected());
            answer(taken.get(0), "200", "first");
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers).containsSubsequence("first", "201", "second", "Connection: close", "third");
        }
    }

    private static HttpStream next(BlockingQueue<HttpStream> streams) throws InterruptedException {
        HttpStream stream = streams.poll(10, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    @Test
    void noFurtherRequestIsReadWhileNoneIsAskedFor() throws Exception {
        CompletableFuture<Http1Connection> accepted = new CompletableFuture<>();
        try (Served server = Served.connections(ConnectionSettings.defaults(), accepted::complete);
                Socket socket = server.connect()) {
            socket.getOutputStream().write((GET + GET).getBytes(StandardCharsets.US_ASCII));
            StepVerifier.create(accepted.get(10, TimeUnit.SECONDS).incoming(), 0)
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(100))
                    .thenRequest(1)
                    .consumeNextWith(stream -> answer(stream, "200", "x"))
                    .expectNoEvent(Duration.ofMillis(100))
                    .thenRequest(1)
                    .consumeNextWith(stream -> answer(stream, "200", "x"))
                    .thenCancel()
                    .verify(Dialled.PATIENCE);
        }
    }

    @Test
    void anHttp10ClientGetsNoChunksAndItsConnectionIsKeptOnRequest() {
        try (Served server = Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", "200"), false)
                .then(stream.sendData(Http1ClientTest.buffer("to the end"), true))
                .subscribe(done -> {}, failure -> {}))) {
            assertThat(server.say("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end");
        }
        try (Served server = Served.streams(stream -> answer(stream, "200", "x"))) {
            assertThat(server.say("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\nx"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        }
    }

    @Test
    void anAnswerToHeadHasItsFieldsAndNoContent() {
        try (Served server = Served.streams(stream -> answer(stream, "200", "hello"))) {
            assertThat(server.say("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204", "304"})
    void contentOfAnAnswerThatHasNoneGoesNowhere(String status) {
        try (Served server = Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", status), false)
                .then(stream.sendData(Http1ClientTest.buffer("none of it"), true))
                .subscribe(done -> {}, failure -> {}))) {
            assertThat(server.say(GET + LAST_GET))
                    .matches("HTTP/1.1 \\d+ \\w+ \\w+\r\n\r\nHTTP/1.1 \\d+ \\w+ \\w+\r\nConnection: close\r\n\r\n");
        }
    }

    @Test
    void aClientThatExpectsItIsToldToContinueWhenTheHandlerWants() throws Exception {
        try (Served server = Served.streams(stream -> {
                    echo(stream);
                    stream.sendContinue().subscribe(done -> {}, failure -> {});
                });
                Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(25)).asString().isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            out.write('a');
            out.write('b');
            assertThat(in.readAllBytes()).asString().endsWith("POST / ab");
        }
    }

    @Test
    void anEarlyRefusalReachesAClientThatGoesOnSending() throws Exception {
        try (Served server = Served.streams(stream -> answer(stream, "413", "no"));
                Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[400_000]);
            assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("no");
        }
    }

    @Test
    void smallContentThatNobodyReadIsDroppedAndTheConnectionKept() {
        try (Served server = Served.streams(stream -> answer(stream, "200", "y"))) {
            assertThat(server.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + LAST_GET))
                    .containsSubsequence("200 OK", "y", "200 OK", "y");
        }
    }

    @Test
    void aClientThatEndsItsSideStillGetsItsAnswer() throws Exception {
        BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
        try (Served server = Served.streams(streams::add);
                Socket socket = server.connect()) {
            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            HttpStream stream = next(streams);
            socket.shutdownOutput();
            answer(stream, "200", "late");
            assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("late");
        }
    }

    @Test
    void aRequestThatIsCutOffFails() throws Exception {
        CompletableFuture<Collected> request = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> request.complete(Collected.from(stream)));
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"
                            .getBytes(StandardCharsets.US_ASCII));
            Collected cut = request.get(10, TimeUnit.SECONDS);
            socket.shutdownOutput();
            assertThat(cut.failure()).isInstanceOf(ConnectionEndedException.class);
            assertThat(cut.content()).isEqualTo("ab");
        }
    }

    @Test
    void trailersAndInterimAnswersGoOut() {
        try (Served server =
                Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", "103", "Link", "</a>"), false)
                        .then(stream.sendHeaders(HeaderList.of(":status", "200"), false))
                        .then(stream.sendData(Http1ClientTest.buffer("abc"), false))
                        .then(stream.sendTrailers(HeaderList.of("X-Sum", "9")))
                        .subscribe(done -> {}, failure -> {}))) {
            assertThat(server.say(LAST_GET))
                    .isEqualTo(String.join(
                            "",
                            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                            "3\r\nabc\r\n0\r\nX-Sum: 9\r\n\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void transferCodingsAreUndoneAndApplied(String coding) {
        try (Served server = Served.streams(stream -> {
            stream.request(Long.MAX_VALUE);
            stream.receive(new Collected() {
                @Override
                public void onEnd() {
                    stream.exchange(
                            HeaderList.of(":status", "200", "Transfer-Encoding", coding + ", chunked"),
                            Http1ClientTest.buffer(content()),
                            this);
                }
            });
        })) {
            Http1Connection client = Dialled.to(server.address());
            String text = "transfer ".repeat(20_000);
            for (int i = 0; i < 2; i++) {
                Collected answer = Collected.exchange(
                                client.newStream(),
                                Dialled.request("POST", "/", "Transfer-Encoding", coding + ", chunked"),
                                Http1ClientTest.buffer(text))
                        .await();
                assertThat(answer.content()).isEqualTo(text);
            }
        }
    }

    @Test
    void anUpgradeHandsTheChannelOverWithWhatCameBehind() throws Exception {
        CompletableFuture<String> tunnelled = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> stream.sendHeaders(
                                HeaderList.of(":status", "101", "Connection", "upgrade", "Upgrade", "x"), true)
                        .then(stream.connection().takeChannel())
                        .subscribe(channel -> channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                ByteBuf octets = (ByteBuf) message;
                                tunnelled.complete(octets.toString(StandardCharsets.US_ASCII));
                                octets.release();
                                ctx.writeAndFlush(Unpooled.copiedBuffer("pong", StandardCharsets.US_ASCII))
                                        .addListener(done -> ctx.close());
                            }
                        })));
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nping GET / HTTP/1.1"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .isEqualTo("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\npong");
            assertThat(tunnelled.get(10, TimeUnit.SECONDS)).isEqualTo("ping GET / HTTP/1.1");
        }
    }

    @Test
    void anUpgradeThatIsDeclinedLeavesTheConnectionToHttp() {
        try (Served server = Served.streams(Http1ServerTest::echo)) {
            assertThat(server.say("GET /u HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\n\r\n" + LAST_GET))
                    .containsSubsequence("GET /u ", "GET / ");
        }
    }

    @Test
    void aHeadThatDoesNotComeInTimeIsAnswered408() throws Exception {
        ConnectionSettings settings =
                ConnectionSettings.builder().headTimeout(Duration.ofMillis(100)).build();
        try (Served server = Served.streams(settings, Http1ServerTest::echo);
                Socket socket = server.connect()) {
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 408 ");
        }
    }

    /** What follows a CONNECT is the tunnel's, whatever its length says; where there is none, nobody must take it for more. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 30", "Transfer-Encoding: chunked"})
    void behindAConnectWithContentThatIsRefusedNothingIsRead(String framing) {
        try (Served server = Served.streams(stream -> answer(stream, "405", "no"))) {
            assertThat(server.say("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n" + framing + "\r\n\r\n" + GET))
                    .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        }
    }

    /** A section has to come in its time at the end of a message as at its beginning. */
    @Test
    void trailersThatDoNotComeInTimeEndTheConnection() throws Exception {
        CompletableFuture<Collected> request = new CompletableFuture<>();
        ConnectionSettings settings =
                ConnectionSettings.builder().headTimeout(Duration.ofMillis(100)).build();
        try (Served server = Served.streams(settings, stream -> request.complete(Collected.from(stream)));
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: "
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(request.get(10, TimeUnit.SECONDS).failure()).isInstanceOf(ReadTimeoutException.class);
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aShutdownLetsTheAnswerUnderWayEndAndSaysClose() throws Exception {
        BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
        try (Served server = Served.streams(streams::add);
                Socket socket = server.connect()) {
            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            HttpStream stream = next(streams);
            server.connections.get(0).shutdown(Direction.INPUT).subscribe();
            answer(stream, "200", "bye");
            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .contains("Connection: close")
                    .endsWith("bye");
        }
    }

    @Test
    void anExceptionOutOfAReceiverEndsItsStream() {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> stream.receive(new StreamReceiver() {
            @Override
            public void onHeaders(HeaderList head) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onData(ByteBuf content) {
                content.release();
            }

            @Override
            public void onEnd() {}

            @Override
            public void onFailure(Throwable failure) {
                told.complete(failure);
            }
        }))) {
            assertThat(server.say(GET)).isEmpty();
            assertThat(told.join()).hasMessage("on purpose");
        }
    }
}
