/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

/** Every option against a real server. */
class FetchTests {

    private TestSite site;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        site = TestSite.start();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theBodyGoesToStandardOutputAndNothingElseIsSaid() {
        assertThat(Run.fetch(site.url("/hello"))).isEqualTo(new Run(0, "hello\n", ""));
        RecordedRequest request = site.request();
        assertThat(request.requestLine()).isEqualTo("GET /hello HTTP/1.1");
        assertThat(request.header("Accept")).contains("*/*");
        assertThat(request.header("User-Agent").orElseThrow()).startsWith("wayfarer-fetch/");
        assertThat(request.headers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-X", "--request"})
    void requestGivesTheMethod(String option) {
        assertThat(Run.fetch(option, "PURGE", site.url("/echo")).out()).startsWith("PURGE /echo");
    }

    @Test
    void requestGivesTheMethodOfEveryHop() {
        assertThat(Run.fetch("-L", "-X", "POST", "-d", "x", site.url("/to/303/echo"))
                        .out())
                .isEqualTo("POST /echo\n");
        assertThat(site.requests()).extracting(RecordedRequest::bodyAsString).containsExactly("x", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-H", "--header"})
    void headerAddsReplacesEmptiesAndSuppresses(String option) {
        Run.fetch(
                option,
                "X-A: 1",
                option,
                "Accept: text/html",
                option,
                "X-E;",
                option,
                "User-Agent:",
                site.url("/echo"));
        RecordedRequest request = site.request();
        assertThat(request.headers("X-A")).containsExactly("1");
        assertThat(request.headers("Accept")).containsExactly("text/html");
        assertThat(request.headers("X-E")).containsExactly("");
        assertThat(request.headers("User-Agent")).isEmpty();
    }

    @Test
    void aHeaderOutsideAsciiTravelsAsUtf8() {
        Run.fetch("-H", "X-A: grün", site.url("/echo"));
        String onTheWire = site.request().header("X-A").orElseThrow();
        assertThat(new String(onTheWire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("grün");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-d", "--data"})
    void dataIsJoinedAndFilesLoseTheirLineEnds(String option) throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "b=2\r\n&c=3\n");
        Run run = Run.fetch(Map.of(), "d=\n4", option, "a=1", option, "@" + file, option, "@-", site.url("/echo"));
        assertThat(run.out()).isEqualTo("POST /echo\na=1&b=2&c=3&d=4");
        assertThat(site.request().header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(site.request().header("Content-Length")).contains("15");
    }

    @Test
    void dataOfAFileThatIsNotThereIsEmptyAndAWarning() {
        Run run = Run.fetch("-d", "@" + folder.resolve("none"), site.url("/echo"));
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("POST /echo\n");
        assertThat(run.err()).startsWith("Warning: Couldn't read data from file");
    }

    @Test
    void chunkedIsSentWhenAskedFor() {
        assertThat(Run.fetch("-d", "abc", "-H", "Transfer-Encoding: chunked", site.url("/echo"))
                        .out())
                .isEqualTo("POST /echo\nabc");
        assertThat(site.request().headers("Transfer-Encoding")).containsExactly("chunked");
        assertThat(site.request().headers("Content-Length")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-F", "--form"})
    void formSendsFieldsAndFiles(String option) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), "<p>");
        Run.fetch(
                option,
                "name=Ada",
                option,
                "up=@" + file + ";type=text/x;filename=\"a;b\"",
                option,
                "in=<" + file,
                option,
                "raw=@" + file,
                site.url("/echo"));
        RecordedRequest request = site.request();
        String type = request.header("Content-Type").orElseThrow();
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(request.bodyAsString())
                .isEqualTo(String.join(
                        "\r\n",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"name\"",
                        "",
                        "Ada",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"up\"; filename=\"a;b\"",
                        "Content-Type: text/x",
                        "",
                        "<p>",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"in\"",
                        "",
                        "<p>",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"raw\"; filename=\"page.html\"",
                        "Content-Type: text/html",
                        "",
                        "<p>",
                        "--" + boundary + "--",
                        ""));
    }

    @Test
    void formFailsWhenAFileCannotBeRead() {
        Run run = Run.fetch("-F", "f=@" + folder.resolve("none"), site.url("/echo"));
        assertThat(run.code()).isEqualTo(26);
        assertThat(run.err()).startsWith("fetch: (26) ").contains("none");
        assertThat(site.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-G", "--get"})
    void getPutsTheDataIntoTheQuery(String option) {
        assertThat(Run.fetch(option, "-d", "b=2", "-d", "c=3", site.url("/echo?a=1"))
                        .out())
                .isEqualTo("GET /echo?a=1&b=2&c=3\n");
    }

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

    @Test
    void nothingIsFollowedUnasked() {
        assertThat(Run.fetch(site.url("/to/302/hello")).out()).isEqualTo("moved");
        assertThat(site.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-L", "--location"})
    void locationFollows(String option) {
        assertThat(Run.fetch(option, site.url("/to/301/to/307/hello")).out()).isEqualTo("hello\n");
        assertThat(site.requests()).hasSize(3);
    }

    @Test
    void acrossOriginsNothingOfOnesOwnTravels() {
        Run run = Run.fetch(
                "-L",
                "-u",
                "user:secret",
                "-H",
                "X-Key: secret",
                "-H",
                "Authorization: Bearer secret",
                "-b",
                "a=secret",
                "-e",
                "http://secret.example/",
                site.url("/to/302/?" + site.otherUrl("/echo")));
        assertThat(run.code()).isZero();
        RecordedRequest first = site.requests().get(0);
        RecordedRequest second = site.requests().get(1);
        assertThat(first.headers().toString())
                .contains("Bearer secret")
                .contains("a=secret")
                .contains("X-Key");
        assertThat(second.header("Host").orElseThrow()).startsWith("localhost:");
        assertThat(second.headers().toString()).doesNotContain("secret");
        assertThat(second.header("User-Agent")).isEqualTo(first.header("User-Agent"));
        assertThat(Help.text()).contains("Across origins");
    }

    @Test
    void insideAnOriginEverythingTravels() {
        Run.fetch(
                "-L",
                "-u",
                "user:pw",
                "-H",
                "X-Key: k",
                "-b",
                "a=1",
                "-e",
                "http://r.example/",
                site.url("/to/302/echo"));
        RecordedRequest second = site.requests().get(1);
        assertThat(second.header("Authorization")).isPresent();
        assertThat(second.header("X-Key")).contains("k");
        assertThat(second.header("Cookie")).contains("a=1");
        assertThat(second.header("Referer")).contains("http://r.example/");
    }

    @Test
    void maxRedirsLimitsAndFailsBeyond() {
        assertThat(Run.fetch("-L", "--max-redirs", "2", site.url("/to/302/to/302/hello"))
                        .out())
                .isEqualTo("hello\n");
        Run run = Run.fetch("-L", "--max-redirs", "1", site.url("/to/302/to/302/hello"));
        assertThat(run.code()).isEqualTo(47);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("fetch: (47) ");
        assertThat(Run.fetch("-L", "--max-redirs", "-1", site.url("/to/302/to/302/hello"))
                        .out())
                .isEqualTo("hello\n");
        assertThat(Run.fetch("-L", site.url("/loop")).code()).isEqualTo(47);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-b", "--cookie"})
    void cookieSendsAText(String option) {
        Run.fetch(option, "a=1; b=2", site.url("/echo"));
        assertThat(site.request().headers("Cookie")).containsExactly("a=1; b=2");
    }

    @Test
    void withoutAJarNoCookieComesBack() {
        Run.fetch("-L", site.url("/cookies/login"));
        assertThat(site.requests().get(1).header("Cookie")).isEmpty();
    }

    @Test
    void aJarGivesCookiesBackOnTheNextHop() {
        Run.fetch("-L", "-b", "", site.url("/cookies/login"));
        assertThat(site.requests().get(1).header("Cookie")).contains("sid=42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c", "--cookie-jar"})
    void theJarIsWrittenAndReadBack(String option) throws Exception {
        Path jar = folder.resolve("jar");
        assertThat(Run.fetch(
                        option, jar.toString(), "-o", folder.resolve("out").toString(), site.url("/cookies/login")))
                .isEqualTo(new Run(0, "", ""));
        assertThat(Files.readAllLines(jar)).contains("#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\t42");
        Run.fetch("-b", jar.toString(), "-b", "own=1", site.url("/echo"));
        assertThat(site.requests().get(1).headers("Cookie")).containsExactly("own=1; sid=42");
        assertThat(Run.fetch(option, "-", site.url("/cookies/set")).out())
                .startsWith("set# Netscape HTTP Cookie File\n")
                .endsWith("127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1\n");
    }

    @Test
    void aJarThatCannotBeReadOrWrittenIsAWarning() {
        String nowhere = folder.resolve("none/jar").toString();
        Run run = Run.fetch("-b", nowhere, "-c", nowhere, site.url("/hello"));
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("hello\n");
        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("Warning: "));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--proxy"})
    void proxyTakesTheRequest(String option) {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            assertThat(Run.fetch(option, "127.0.0.1:" + proxy.port(), site.url("/hello"))
                            .out())
                    .isEqualTo("hello\n");
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.target()).isEqualTo(site.url("/hello")));
        }
    }

    @Test
    void theProxyComesFromTheEnvironmentUnlessTheCommandLineSaysOtherwise() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            Map<String, String> environment = Map.of("http_proxy", proxy.uri().toString());
            assertThat(Run.fetch(environment, "", site.url("/hello")).out()).isEqualTo("hello\n");
            assertThat(proxy.requests()).hasSize(1);
            Run.fetch(environment, "", "-x", "", site.url("/hello"));
            Run.fetch(environment, "", "--noproxy", "127.0.0.1", site.url("/hello"));
            assertThat(proxy.requests()).hasSize(1);
            assertThat(site.requests()).hasSize(3);
        }
    }

    @Test
    void noproxyNamesExceptions() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            String address = proxy.uri().toString();
            Run.fetch("-x", address, "--noproxy", "other.example,127.0.0.1", site.url("/hello"));
            assertThat(proxy.requests()).isEmpty();
            Run.fetch("-x", address, "--noproxy", "other.example", site.url("/hello"));
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void credentialsOfAProxyAreSentToIt() {
        try (LoopbackProxy proxy =
                LoopbackProxy.builder().credentials("user", "pw").start()) {
            Run with = Run.fetch("-x", "http://user:pw@127.0.0.1:" + proxy.port(), site.url("/hello"));
            assertThat(with.out()).isEqualTo("hello\n");
            Run without = Run.fetch(
                    "-x",
                    proxy.uri().toString(),
                    "-w",
                    "%{http_code}",
                    "-o",
                    folder.resolve("out").toString(),
                    site.url("/hello"));
            assertThat(without.out()).isEqualTo("407");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-u", "--user"})
    void userSendsBasicCredentials(String option) {
        Run.fetch(option, "user:pass:word", site.url("/echo"));
        String expected = Base64.getEncoder().encodeToString("user:pass:word".getBytes(StandardCharsets.UTF_8));
        assertThat(site.request().headers("Authorization")).containsExactly("Basic " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-A", "--user-agent"})
    void userAgentIsSent(String option) {
        Run.fetch(option, "me/1", site.url("/echo"));
        assertThat(site.request().headers("User-Agent")).containsExactly("me/1");
    }

    @Test
    void anEmptyUserAgentIsNotSent() {
        Run.fetch("-A", "", site.url("/echo"));
        assertThat(site.request().headers("User-Agent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e", "--referer"})
    void refererIsSent(String option) {
        Run.fetch(option, "http://from.example/", site.url("/echo"));
        assertThat(site.request().headers("Referer")).containsExactly("http://from.example/");
    }

    @Test
    void anAutomaticRefererTellsWhoRedirected() {
        Run.fetch("-L", "-e", "http://from.example/;auto", site.url("/to/302/to/302/echo"));
        assertThat(site.requests())
                .extracting(request -> request.header("Referer").orElse(""))
                .containsExactly("http://from.example/", site.url("/to/302/to/302/echo"), site.url("/to/302/echo"));
    }

    @Test
    void withoutTheOptionNoRefererIsSent() {
        Run.fetch("-L", site.url("/to/302/echo"));
        assertThat(site.requests())
                .extracting(request -> request.header("Referer"))
                .containsOnly(Optional.empty());
    }

    @Test
    void aCertificateNobodyVouchesForIsExitCode60UnlessInsecure() {
        try (TestSite secure = TestSite.startTls()) {
            Run refused = Run.fetch(secure.url("/hello"));
            assertThat(refused.code()).isEqualTo(60);
            assertThat(refused.err()).startsWith("fetch: (60) ");
            assertThat(Run.fetch("-k", secure.url("/hello")).out()).isEqualTo("hello\n");
            assertThat(Run.fetch("--insecure", secure.url("/hello")).out()).isEqualTo("hello\n");
            assertThat(Run.fetch("-k", site.url("/hello").replace("http:", "https:"))
                            .code())
                    .isEqualTo(35);
        }
    }

    @Test
    void aCertificateOfTheGivenFileIsTrusted() throws Exception {
        String file = LoopbackTls.localhost().writeCertificate(folder).toString();
        try (TestSite secure = TestSite.startTls()) {
            assertThat(Run.fetch("--cacert", file, secure.url("/hello"))).isEqualTo(new Run(0, "hello\n", ""));
            assertThat(Run.fetch("--cacert", folder.resolve("none").toString(), secure.url("/hello"))
                            .code())
                    .isEqualTo(77);
        }
    }

    @Test
    void hstsIsObeyedOnTheNextHop() throws Exception {
        String file = LoopbackTls.localhost().writeCertificate(folder).toString();
        try (TestSite secure = TestSite.startTls()) {
            Run run = Run.fetch("-L", "--cacert", file, "-w", "%{url_effective}", secure.otherUrl("/hsts"));
            assertThat(run).isEqualTo(new Run(0, "hello\n" + secure.otherUrl("/hello"), ""));
            assertThat(secure.otherUrl("/hello")).startsWith("https://localhost:");
        }
    }

    @Test
    void httpVersionsAreChosen() {
        try (TestSite secure = TestSite.startHttp2()) {
            String url = secure.url("/hello").replace("http:", "https:");
            assertThat(Run.fetch("-k", "-w", "%{http_version}", url).out()).isEqualTo("hello\n2");
            assertThat(Run.fetch("-k", "-w", "%{http_version}", "--http2", url).out())
                    .isEqualTo("hello\n2");
            assertThat(Run.fetch("-k", "-w", "%{http_version}", "--http1.1", url)
                            .out())
                    .isEqualTo("hello\n1.1");
            assertThat(Run.fetch("-k", "-I", url).out())
                    .isEqualTo(lines("HTTP/2 200 ", "content-type: text/plain", "content-length: 6", ""));
        }
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
        String[] times = Run.fetch(
                        "-w", "%{time_redirect} %{time_starttransfer} %{time_total}", "-L", site.url("/to/302/empty"))
                .out()
                .split(" ");
        assertThat(times).hasSize(3).allMatch(time -> time.matches("\\d+\\.\\d{6}"));
        double redirect = Double.parseDouble(times[0]);
        double start = Double.parseDouble(times[1]);
        double total = Double.parseDouble(times[2]);
        assertThat(redirect).isPositive();
        assertThat(start).isGreaterThanOrEqualTo(redirect);
        assertThat(total).isGreaterThanOrEqualTo(start);
    }

    @Test
    void writeOutNamesAVariableItDoesNotKnow() {
        Run run = Run.fetch("-s", "-w", "%{nonsense}.", site.url("/empty"));
        assertThat(run).isEqualTo(new Run(0, ".", "fetch: unknown --write-out variable: 'nonsense'\n"));
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
