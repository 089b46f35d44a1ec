/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;

import io.wayfarer.fixture.ApacheHttpd;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RawPeer.Conversation;
import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Settings;

/** Servers that are asked to go on in HTTP/2: RFC 7540 section 3.2. */
class Http2UpgradeTest extends ConnectorCase {

    private static final String AGREED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

    /** {@code :status: 200}, by its place in the table of RFC 7541. */
    private static final byte STATUS_200 = (byte) 0x88;

    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private static final HttpConnector ASKING =
            HttpConnector.builder().upgrade(true).build();

    /** @param payload in hexadecimal digits */
    private record Frame(int type, int stream, String payload) {

        static Frame next(Conversation conversation) throws IOException {
            byte[] head = conversation.read(9);
            byte[] payload = conversation.read((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
            return new Frame(head[3], head[8], HexFormat.of().formatHex(payload));
        }
    }

    private static LoopbackServer upgradingServer() {
        return LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                .handle((in, out) -> out.sendString(Mono.just("hello"))));
    }

    private static Mono<HttpConnection> connecting(RawPeer peer) {
        return ASKING.connect("127.0.0.1", peer.port());
    }

    @Test
    void aServerThatAgreesIsSpokenToInHttp2() {
        try (LoopbackServer server = upgradingServer()) {
            assertThat(spoken(ASKING.connect("127.0.0.1", server.port()))).isEqualTo("HTTP/2 hello");
        }
    }

    @Test
    void aServerBehindATunnelIsAskedToo() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = upgradingServer()) {
            assertThat(spoken(HttpConnector.builder()
                            .through(proxy.address(), ConnectTunnel.anonymous())
                            .upgrade(true)
                            .build()
                            .connect("localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
        }
    }

    @Test
    void overTlsAndWithAVersionOfItsOwnNobodyIsAsked() {
        try (LoopbackServer server = http2Server()) {
            assertThat(spoken(HttpConnector.builder()
                            .tls(TLS)
                            .upgrade(true)
                            .build()
                            .connect("localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
        }
        try (LoopbackServer server = upgradingServer()) {
            assertThat(spoken(HttpConnector.builder()
                            .version(ProtocolVersion.HTTP_1_1)
                            .upgrade(true)
                            .build()
                            .connect("127.0.0.1", server.port())))
                    .isEqualTo("HTTP/1.1 hello");
        }
    }

    @Test
    void theQuestionNamesTheSettingsAndItsAnswerIsGivenUp() throws Exception {
        LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
        CountDownLatch end = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(AGREED);
            conversation.write(SETTINGS);
            conversation.read(24); // the preface
            conversation.write(new byte[] {0, 0, 1, 1, 4, 0, 0, 0, 1, STATUS_200}); // the answer was on its way
            conversation.write(new byte[] {0, 0, 1, 0, 1, 0, 0, 0, 1, 'x'});
            for (Frame frame = Frame.next(conversation); frame.type() != 1; frame = Frame.next(conversation)) {
                frames.add(frame);
                if (frame.type() == 6) {
                    conversation.write(new byte[] {0, 0, 8, 6, 1, 0, 0, 0, 0});
                    conversation.write(HexFormat.of().parseHex(frame.payload()));
                }
            }
            conversation.write(new byte[] {0, 0, 1, 1, 4, 0, 0, 0, 3, STATUS_200});
            conversation.write(new byte[] {0, 0, 2, 0, 1, 0, 0, 0, 3, 'o', 'k'});
            end.countDown();
            conversation.awaitEnd();
        })) {
            HttpConnector connector = HttpConnector.builder()
                    .upgrade(true)
                    .http2(Http2Settings.builder().initialWindowSize(123_456).build())
                    .build();
            HttpConnection connection = got(connector.connect("127.0.0.1", peer.port()));

            assertThat(answer(connection, "localhost")).isEqualTo("ok");
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
            connection.close().block(PATIENCE);
            String question = peer.heads().get(0);
            assertThat(question.lines())
                    .startsWith("OPTIONS * HTTP/1.1", "Host: 127.0.0.1:" + peer.port())
                    .contains("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c");
            Frame settings = frames.remove();
            assertThat(settings.type()).isEqualTo(4);
            assertThat(question.lines()
                            .filter(line -> line.startsWith("HTTP2-Settings: "))
                            .map(line -> Base64.getUrlDecoder().decode(line.substring("HTTP2-Settings: ".length())))
                            .map(HexFormat.of()::formatHex))
                    .singleElement()
                    .isEqualTo(settings.payload());
            assertThat(frames).anySatisfy(frame -> {
                assertThat(frame.type()).as("RST_STREAM").isEqualTo(3);
                assertThat(frame.stream()).isEqualTo(1);
                assertThat(frame.payload()).as("CANCEL").isEqualTo("00000008");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone",
                "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.0\r\nContent-Length: 0\r\n\r\n",
            })
    void aServerThatDeclinesIsSpokenToInHttp11OnTheSameConnection(String refusal) {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(refusal);
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            conversation.awaitEnd();
        })) {
            assertThat(spoken(connecting(peer))).isEqualTo("HTTP/1.1 hello");
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(peer.heads().get(1)).doesNotContain("Upgrade");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~Content-Length: 0~Connection: close~~ | answered 200",
                "HTTP/1.0 404 Not Found~~nothing here | answered 404",
                "HTTP/1.1 400 Bad Request~Connection: close~Content-Length: 2~~no | answered 400",
                "HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~~ | nobody asked for",
                "HTTP/1.1 101 Switching Protocols~~ | nobody asked for",
                "HTTP/1.1 101 Switching Protocols~Upgrade: h2c, websocket~Connection: Upgrade~~ | nobody asked for",
                "HTTP/1.1 101 Switching Protocols~Upgrade: h2c~Connection: Upgrade~~garbage, which is no frame | failed",
                "HTTP/1.1 101 Switching Protocols~Upgrade: h2c~Connection: Upgrade~~ | failed",
                "SSH-2.0-OpenSSH~ | failed",
                "'' | ended",
            })
    void aServerThatAnswersOtherwiseFailsTheNegotiation(String answer, String reason) {
        try (RawPeer peer = RawPeer.answering(answer.replace("~", "\r\n"))) {
            HttpConnectException e = failure(connecting(peer));
            assertThat(e.phase()).isEqualTo(Phase.NEGOTIATE);
            assertThat(e.timedOut()).isFalse();
            assertThat(e).hasMessageContaining(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: ",
                AGREED
            })
    void aFloodEndsTheConnectionSoon(String beginning) throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        String octets = "f".repeat(8192);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(beginning);
            try {
                while (true) {
                    conversation.write(octets);
                }
            } catch (IOException closed) {
                cut.countDown();
            }
        })) {
            assertThat(failure(connecting(peer)).phase()).isEqualTo(Phase.NEGOTIATE);
            assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", AGREED})
    void aSilentServerIsWaitedForWithinTheLimitOfTime(String beginning) {
        Duration brief = Duration.ofMillis(300);
        try (RawPeer peer = RawPeer.answeringAndHolding(beginning)) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .upgrade(true)
                    .connectTimeout(brief)
                    .build()
                    .connect("127.0.0.1", peer.port()));
            assertThat(e.phase()).isEqualTo(Phase.NEGOTIATE);
            assertThat(e.limit()).isEqualTo(brief);
        }
    }

    @Test
    void whoGivesUpMeanwhileLeavesNoConnectionBehind() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            asked.countDown();
            conversation.awaitEnd();
            ended.countDown();
        })) {
            var attempt = connecting(peer).subscribe();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            attempt.dispose();
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void apacheHttpdGoesOnInHttp2(@TempDir Path folder) {
        try (ApacheHttpd server = ApacheHttpd.start(folder, List.of("mpm_worker", "http2"), """
                        Protocols h2c http/1.1
                        DocumentRoot %s
                        """.formatted(folder))) {
            PeerTraffic traffic = new PeerTraffic(got(ASKING.connect("127.0.0.1", server.port())), "localhost");
            assertThat(traffic.connection().version()).isEqualTo(ProtocolVersion.HTTP_2);
            for (int i = 0; i < 20; i++) {
                assertThat(traffic.get("/httpd.conf").text()).contains("LoadModule");
            }
            traffic.close();
        }
    }

    /** As Apache httpd with its event MPM at times, which closes an upgraded connection as soon as nothing is under way. */
    @Test
    void whoGoesAwayAfterItsAnswerIsTakenForNobodyToSpeakHttp2With() {
        String settings = "\0\0\0\4\0\0\0\0\0";
        String goAway = "\0\0\10\7\0\0\0\0\0" + "\0\0\0\1" + "\0\0\0\0";
        try (RawPeer peer = RawPeer.answering(AGREED + settings + goAway)) {
            HttpConnectException e = failure(connecting(peer));
            assertThat(e.phase()).isEqualTo(Phase.NEGOTIATE);
            assertThat(e.timedOut()).isFalse();
        }
    }

    @Test
    void nghttpxGoesOnInHttp2(@TempDir Path folder) {
        String program = PeerProgram.installed("nghttpx", "nghttp2-proxy");
        int port = PeerProgram.freePort();
        try (LoopbackServer behind = plainServer();
                PeerProgram proxy = PeerProgram.start(
                        program,
                        "-f127.0.0.1," + port + ";no-tls",
                        "-b127.0.0.1," + behind.port(),
                        "--conf=/dev/null",
                        "--errorlog-file=/dev/null")) {
            proxy.awaitPort(port);
            assertThat(spoken(ASKING.connect("127.0.0.1", port))).isEqualTo("HTTP/2 hello");
        }
    }
}
