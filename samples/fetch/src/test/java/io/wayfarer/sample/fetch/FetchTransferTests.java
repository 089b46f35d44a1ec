/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;

/** What cannot be compared with curl of a transfer: what standard input holds, how long it takes, what is refused. */
class FetchTransferTests extends SiteCase {

    @Test
    void anUploadOfStandardInputIsSentInChunks() {
        Run run = Run.fetch(Map.of(), "from stdin", "-T", "-", site.url("/echo"));
        assertThat(run).isEqualTo(new Run(0, "PUT /echo\nfrom stdin", ""));
        RecordedRequest request = site.request();
        assertThat(request.headers("Transfer-Encoding")).containsExactly("chunked");
        assertThat(request.headers("Expect")).containsExactly("100-continue");
    }

    @Test
    void aRedirectThatWantsStandardInputAgainSaysWhatWouldDo() {
        Run run = Run.fetch(Map.of(), "once", "-L", "-T", "-", site.url("/to/307/echo"));
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("-T with a file");
    }

    @Test
    void aSmallBodyIsNotHeldBackForLongerThanWished() {
        try (RawPeer silent = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.read("from stdin".length());
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            Instant begin = Instant.now();
            String url = "http://127.0.0.1:" + silent.port() + "/";
            Run run = Run.fetch(
                    Map.of(), "", "--expect100-timeout", "0.2", "-H", "Expect: 100-continue", "-d", "from stdin", url);
            assertThat(run).isEqualTo(new Run(0, "ok", ""));
            assertThat(Duration.between(begin, Instant.now()))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
        }
    }

    /** A proxy takes most of the time, and the handshake behind it would have as much once more. */
    @Test
    void theLimitForConnectingHoldsForAllStepsTogether() {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            Mono.delay(Duration.ofMillis(2500)).block();
            conversation.write("HTTP/1.1 200 OK\r\n\r\n");
            conversation.awaitEnd();
        })) {
            Instant begin = Instant.now();
            Run run = Run.fetch(
                    "--connect-timeout", "3", "-x", "http://127.0.0.1:" + proxy.port(), "https://server.test/");
            assertThat(run.code()).isEqualTo(28);
            assertThat(Duration.between(begin, Instant.now()))
                    .isBetween(Duration.ofSeconds(3), Duration.ofMillis(5400));
        }
    }

    @ParameterizedTest
    @CsvSource({"-d", "-T"})
    void theRateLimitHoldsForWhatIsSent(String option) {
        Instant begin = Instant.now();
        Run run = Run.fetch(
                Map.of(),
                "1234567890",
                "--limit-rate",
                "20",
                option,
                option.equals("-d") ? "@-" : "-",
                site.url("/echo"));
        assertThat(run.code()).isZero();
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void theRateLimitHoldsForWhatIsReceived() {
        Instant begin = Instant.now();
        assertThat(Run.fetch("--limit-rate", "20", site.url("/file"))).isEqualTo(new Run(0, "0123456789", ""));
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void aBodyWithoutALengthIsLimitedToo() {
        try (RawPeer endless = RawPeer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789")) {
            Run run = Run.fetch("-s", "--max-filesize", "5", "http://127.0.0.1:" + endless.port() + "/");
            assertThat(run).isEqualTo(new Run(63, "", ""));
        }
    }

    @Test
    void aRetryWaitsAsLongAsTheServerSaysAndSaysSo() {
        try (RawPeer busy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            Instant begin = Instant.now();
            Run run = Run.fetch("--retry", "1", "--retry-delay", "60", "http://127.0.0.1:" + busy.port() + "/");
            assertThat(run.out()).isEqualTo("ok");
            assertThat(run.err()).isEqualTo("Warning: Problem: HTTP error. Will retry in 1 seconds. 1 retries left.\n");
            assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
        }
    }

    @Test
    void answersWithoutAHeadAreRefusedWithTheReason() {
        Run run = Run.fetch("--http0.9", site.url("/hello"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("fetch: option --http0.9: an answer without a head is refused");
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void aServersNameForAFileThatIsThereAlreadyIsNotTaken() throws Exception {
        String[] command = {"-OJ", "--output-dir", folder.toString(), site.url("/named")};
        assertThat(Run.fetch(command)).isEqualTo(new Run(0, "", ""));
        assertThat(folder.resolve("by server.txt")).hasContent("named");
        Run again = Run.fetch(command);
        assertThat(again.code()).isEqualTo(23);
        assertThat(again.err()).contains("by server.txt: it is there already");
    }

    @Test
    void alternativesAreLearntAndLeftToTheNextRun() throws Exception {
        LoopbackTls tls = LoopbackTls.localhost();
        Path file = folder.resolve("alternatives");
        try (RawPeer server = RawPeer.scripted(tls, conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nAlt-Svc: h2=\"other.example:444\"\r\nContent-Length: 2\r\n\r\nok");
        })) {
            String url = "https://localhost:" + server.port() + "/";
            Run run = Run.fetch(
                    "--http1.1",
                    "--cacert",
                    tls.writeCertificate(folder).toString(),
                    "--alt-svc",
                    file.toString(),
                    url);
            assertThat(run).isEqualTo(new Run(0, "ok", ""));
            assertThat(file).content().contains("localhost " + server.port() + " h2 other.example 444 ");
        }
    }
}
