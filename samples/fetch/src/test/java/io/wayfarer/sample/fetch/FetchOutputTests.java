/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.RecordedRequest;

/** What is shown and written of an answer, and what the exit code says. */
class FetchOutputTests extends SiteCase {

    @ParameterizedTest
    @ValueSource(strings = {"-I", "--head"})
    void headShowsTheHeadersAlone(String option) {
        assertThat(Run.fetch(option, site.url("/hello")).out())
                .isEqualTo(lines("HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 6", ""));
        assertThat(site.request().method()).isEqualTo("HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i", "--include"})
    void includeShowsTheHeadersOfEveryHopBeforeTheBody(String option) {
        assertThat(Run.fetch(option, "-L", site.url("/to/302/hello")).out())
                .isEqualTo(lines("HTTP/1.1 302 Found", "Location: /hello", "Content-Length: 5", "")
                        + lines("HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 6", "")
                        + "hello\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--verbose"})
    void verboseShowsOnStandardErrorWhatReallyGoesOutAndComesIn(String option) {
        Run run = Run.fetch(option, "-L", "-d", "x", "-b", "a=1", site.url("/to/302/hello"));
        assertThat(run.out()).isEqualTo("hello\n");
        assertThat(run.err().lines()).anyMatch(line -> line.startsWith("* "));
        assertThat(run.err())
                .contains("> POST /to/302/hello HTTP/1.1\r\n", "> Cookie: a=1\r\n", "> GET /hello HTTP/1.1\r\n")
                .contains("< HTTP/1.1 302 Found\r\n< Location: /hello\r\n< Content-Length: 5\r\n< \r\n")
                .contains("< HTTP/1.1 200 OK\r\n");
        RecordedRequest first = site.requests().get(0);
        first.headers()
                .forEach(field -> assertThat(run.err().toLowerCase(Locale.ROOT))
                        .contains(("> " + field.getKey() + ": " + field.getValue() + "\r\n").toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o", "--output"})
    void outputWritesToTheFile(String option) throws Exception {
        Path file = folder.resolve("out");
        assertThat(Run.fetch(option, file.toString(), site.url("/hello"))).isEqualTo(new Run(0, "", ""));
        assertThat(file).hasContent("hello\n");
    }

    @Test
    void outputThatCannotBeWrittenIsExitCode23() {
        Run run = Run.fetch("-o", folder.resolve("none/out").toString(), site.url("/hello"));
        assertThat(run.code()).isEqualTo(23);
        assertThat(run.err()).contains("none/out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-D", "--dump-header"})
    void dumpHeaderWritesTheHeadersOfEveryHop(String option) throws Exception {
        Path file = folder.resolve("head");
        assertThat(Run.fetch(option, file.toString(), "-L", site.url("/to/302/hello"))
                        .out())
                .isEqualTo("hello\n");
        assertThat(Files.readString(file)).startsWith("HTTP/1.1 302 Found\r\n").contains("\r\n\r\nHTTP/1.1 200 OK\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s", "--silent"})
    void silentSaysNothingUnlessErrorsAreWanted(String option) {
        String nowhere = "http://127.0.0.1:1/";
        assertThat(Run.fetch(option, nowhere)).isEqualTo(new Run(7, "", ""));
        assertThat(Run.fetch(option, "-S", nowhere).err()).startsWith("fetch: (7) ");
        assertThat(Run.fetch(option, "--show-error", nowhere).err()).startsWith("fetch: (7) ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f", "--fail"})
    void failTurnsAnErrorStatusIntoExitCode22(String option) {
        Run run = Run.fetch(option, site.url("/status/404"));
        assertThat(run).isEqualTo(new Run(22, "", "fetch: (22) The requested URL returned error: 404\n"));
        assertThat(Run.fetch(site.url("/status/404"))).isEqualTo(new Run(0, "status page", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m", "--max-time"})
    void maxTimeEndsATransfer(String option) {
        Run run = Run.fetch(option, "0.2", site.url("/never"));
        assertThat(run.code()).isEqualTo(28);
        assertThat(run.err()).startsWith("fetch: (28) Operation timed out after ");
    }

    @Test
    void remoteNameComesFromTheUrl() {
        Run run = Run.fetch("-O", site.url("/"));
        assertThat(run.code()).isEqualTo(23);
        assertThat(run.err()).contains("Remote file name has no length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-w", "--write-out"})
    void writeOutTellsAboutTheTransfer(String option) {
        Run run = Run.fetch(
                option,
                "|%{http_code}|%{response_code}|%{size_download}|%{url_effective}|%{num_redirects}|%{content_type}|%{http_version}|%{method}|%{scheme}|%{remote_ip}|%{remote_port}|%%|%header{content-length}\\n",
                "-L",
                site.url("/to/302/hello"));
        assertThat(run.out())
                .isEqualTo("hello\n|200|200|6|" + site.url("/hello") + "|1|text/plain|1.1|GET|HTTP|127.0.0.1|"
                        + site.port() + "|%|6\n");
    }

    @Test
    void writeOutTellsTimesInSeconds() {
        String steps =
                "%{time_namelookup} %{time_connect} %{time_pretransfer} %{time_starttransfer} %{time_total} %{time_appconnect} ";
        String[] times = Run.fetch("-w", steps + "%{time_redirect}", "-L", site.url("/to/302/empty"))
                .out()
                .split(" ");
        assertThat(times).hasSize(7).allMatch(time -> time.matches("\\d+\\.\\d{6}"));
        List<Double> seconds = Stream.of(times).map(Double::parseDouble).toList();
        assertThat(seconds.subList(0, 5)).isSorted();
        assertThat(seconds.get(1)).as("time_connect").isPositive();
        assertThat(seconds.get(5)).as("time_appconnect, without TLS").isZero();
        assertThat(seconds.get(6)).as("time_redirect").isPositive().isLessThan(seconds.get(4));
    }

    @Test
    void overTlsWriteOutTellsWhenTheHandshakeWasDone() {
        try (TestSite secure = TestSite.startTls()) {
            Run run = Run.fetch(
                    "-k",
                    "-w",
                    "|%{time_connect} %{time_appconnect} %{time_pretransfer}|%{ssl_verify_result} %{num_certs}",
                    secure.url("/hello"));
            String[] parts = run.out().split("\\|", -1);
            List<Double> seconds =
                    Stream.of(parts[1].split(" ", -1)).map(Double::parseDouble).toList();
            assertThat(seconds).isSorted().doesNotHaveDuplicates();
            assertThat(parts[2]).isEqualTo("1 1");
        }
    }

    @Test
    void writeOutTellsAllAsJson() {
        String json =
                Run.fetch("-s", "-w", "%{json}", "-o", "-", site.url("/empty")).out();
        assertThat(json)
                .startsWith("{\"content_type\":")
                .contains("\"errormsg\":null", "\"http_code\":204,", "\"http_version\":\"1.1\"", "\"num_connects\":1,")
                .endsWith("}");
    }

    @Test
    void writeOutTurnsToStandardErrorAndBack() {
        Run run = Run.fetch("-w", "a%{stderr}b%{stdout}c%{onerror}d", site.url("/empty"));
        assertThat(run).isEqualTo(new Run(0, "ac", "b"));
    }

    @Test
    void aTraceTellsWhatIsSentAndReceivedByteByByte() throws Exception {
        Path file = folder.resolve("trace");
        Run run = Run.fetch(Map.of(), "sent", "--trace-ascii", file.toString(), "-T", "-", site.url("/echo"));
        assertThat(run).isEqualTo(new Run(0, "PUT /echo\nsent", ""));
        assertThat(Files.readString(file))
                .startsWith("== Info: Hop 1 to ")
                .contains("0000: PUT /echo HTTP/1.1\n", ": Expect: 100-continue\n")
                .contains("=> Send data, 4 bytes (0x4)\n0000: sent\n")
                .contains("<= Recv header, 17 bytes (0x11)\n0000: HTTP/1.1 200 OK\n")
                .endsWith("<= Recv data, 14 bytes (0xe)\n0000: PUT /echo.sent\n");
        assertThat(Run.fetch("--trace", "%", site.url("/hello")).err()).contains("68 65 6c 6c 6f 0a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-#", "--progress-bar"})
    void theProgressBarIsFullAtTheEnd(String option) {
        Run run = Run.fetch(option, site.url("/hello"));
        assertThat(run).isEqualTo(new Run(0, "hello\n", "\r" + "#".repeat(72) + " 100.0%\n"));
        assertThat(Run.fetch("-s", option, site.url("/hello")).err()).isEmpty();
    }

    @Test
    void writeOutNamesAVariableItDoesNotKnow() {
        Run run = Run.fetch("-s", "-w", "%{nonsense}.", site.url("/empty"));
        assertThat(run).isEqualTo(new Run(0, ".", "fetch: unknown --write-out variable: 'nonsense'\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-R", "--remote-time"})
    void theFileGetsTheTimeOfTheServers(String option) throws Exception {
        Path file = folder.resolve("out");
        Run run = Run.fetch(option, "-o", file.toString(), site.url("/file"), "-w", "%header{last-modified}");
        assertThat(run.code()).isZero();
        assertThat(Files.getLastModifiedTime(file).toInstant())
                .isEqualTo(DateTimeFormatter.RFC_1123_DATE_TIME.parse(run.out(), Instant::from));
    }

    @Test
    void severalUrlsAreFetchedInOrderAndTheLastDecidesTheExitCode() {
        assertThat(Run.fetch(site.url("/hello"), "--url", site.url("/echo")))
                .isEqualTo(new Run(0, "hello\nGET /echo\n", ""));
        assertThat(Run.fetch("-s", "http://127.0.0.1:1/", site.url("/hello"))).isEqualTo(new Run(0, "hello\n", ""));
        assertThat(Run.fetch("-s", site.url("/hello"), "http://127.0.0.1:1/")).isEqualTo(new Run(7, "hello\n", ""));
    }

    @Test
    void anUnknownOptionFailsWithItsName() {
        assertThat(Run.fetch("--foo", site.url("/hello")))
                .isEqualTo(new Run(
                        2, "", "fetch: option --foo: is unknown\nfetch: try 'fetch --help' for more information\n"));
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(Run.fetch("--help")).isEqualTo(new Run(0, Help.text(), ""));
        assertThat(Run.fetch("-h").out()).isEqualTo(Help.text());
        assertThat(Run.fetch("--version").out()).startsWith("fetch ");
        assertThat(Run.fetch("-V").out()).startsWith("fetch ");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
