/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackTls;

/** What curl's documentation says of HTTP/3, which the curl of Debian does not speak. */
class FetchHttp3Tests {

    private static final LoopbackTls TLS = LoopbackTls.localhost();

    private final TestSite tcp = TestSite.startHttp2();
    private final Http3Server quic = Http3Server.start(
            TLS,
            routes -> routes.get("/hello", (in, out) -> out.sendString(Mono.just("quick\n")))
                    .post(
                            "/echo",
                            (in, out) -> out.sendString(in.receive().aggregate().asString())));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        quic.close();
        tcp.close();
    }

    private String quicUrl(String path) {
        return "https://localhost:" + quic.port() + path;
    }

    private String tcpUrl() {
        return tcp.url("/hello").replace("http:", "https:");
    }

    @ParameterizedTest
    @CsvSource({"--http3", "--http3-only"})
    void http3IsSpokenWithoutBeingNamed(String option) {
        assertThat(Run.fetch("-k", option, "-w", "%{http_version}", quicUrl("/hello")))
                .isEqualTo(new Run(0, "quick\n3", ""));
        assertThat(Run.fetch("-k", option, "-d", "data", quicUrl("/echo")).out())
                .isEqualTo("data");
        assertThat(Run.fetch("-k", option, "-I", quicUrl("/hello")).out()).startsWith("HTTP/3 404 \r\n");
    }

    @Test
    void theCertificateIsVerified() throws IOException {
        assertThat(Run.fetch("--http3-only", quicUrl("/hello")).code()).isEqualTo(60);
        String file = TLS.writeCertificate(folder).toString();
        assertThat(Run.fetch("--cacert", file, "--http3-only", quicUrl("/hello")))
                .isEqualTo(new Run(0, "quick\n", ""));
    }

    @Test
    void http3FallsBackToWhatTcpCarries() {
        assertThat(Run.fetch("-k", "--http3", "-w", "%{http_version}", tcpUrl()).out())
                .isEqualTo("hello\n2");
        try (TestSite plain = TestSite.start()) {
            assertThat(Run.fetch("--http3", "-w", "%{http_version}", plain.url("/hello"))
                            .out())
                    .isEqualTo("hello\n1.1");
        }
    }

    @Test
    void http3AloneFallsBackToNothing() {
        Run run = Run.fetch("-k", "--http3-only", tcpUrl());
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.out()).isEmpty();
    }

    /** As curl has it: connected when the server was first heard, and appconnected when the handshake was done. */
    @Test
    void eachStepsTimeIsTold() {
        Run run = Run.fetch(
                "-k",
                "--http3-only",
                "-o",
                "/dev/null",
                "-w",
                "%{num_connects} %{time_connect} %{time_appconnect} %{time_pretransfer} %{time_starttransfer}",
                quicUrl("/hello"));
        List<Double> told = Stream.of(run.out().split(" ")).map(Double::valueOf).toList();
        assertThat(told.get(0)).isEqualTo(1);
        assertThat(told.subList(1, told.size()))
                .isSorted()
                .allSatisfy(time -> assertThat(time).isPositive());
    }

    @Test
    void theLimitForConnectingHoldsForAServerThatNeverAnswers() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Instant begin = Instant.now();
            Run run = Run.fetch(
                    "-k", "--http3-only", "--connect-timeout", "0.5", "https://127.0.0.1:" + silent.getLocalPort());
            assertThat(run.code()).isEqualTo(28);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aServerThatDeclinesIsToldByItsAlert() {
        try (Http3Server declining = Http3Server.startDeclining(TLS)) {
            Run run = Run.fetch("-k", "--http3-only", "https://localhost:" + declining.port());
            assertThat(run.code()).isEqualTo(35);
            assertThat(run.err())
                    .isEqualTo("fetch: (35) No version of HTTP was agreed upon:"
                            + " Received fatal alert: no_application_protocol\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9/, ",
        "https://127.0.0.1:9/, http://127.0.0.1:9",
        "https://127.0.0.1:9/, socks5://127.0.0.1:9",
    })
    void whereHttp3CannotGoIsExitCode3(String url, String proxy) {
        Run run = proxy == null ? Run.fetch("--http3-only", url) : Run.fetch("--http3-only", "-x", proxy, url);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("fetch: (3) HTTP/3 ");
    }

    @Test
    void optionsOfTlsThatQuicCannotKeepAreExitCode96() {
        Run run = Run.fetch("-k", "--http3-only", "--tls-max", "1.2", quicUrl("/hello"));
        assertThat(run.code()).isEqualTo(96);
        assertThat(run.err()).contains("TLS 1.3");
    }

    @Test
    void theLastOptionAboutVersionsCounts() {
        assertThat(Run.fetch("-k", "--http3-only", "--http1.1", "-w", "%{http_version}", tcpUrl())
                        .out())
                .isEqualTo("hello\n1.1");
    }
}
