/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.protocol.tls.KeyPins;

/**
 * The same command line for curl and for this program: the same output, files, exit code, and the same requests on the
 * wire. Not compared: the order of request headers and of cookies, the case of names, {@code Proxy-Connection}, which codings
 * are accepted, whether a {@code Content-Length} of 0 is written, the {@code User-Agent} of a CONNECT, and what is said on
 * standard error.
 */
@EnabledIf(value = "curlInstalled", disabledReason = "SKIPPED: curl not installed")
class CurlTests {

    private static final Path CURL = Path.of("/usr/bin/curl");

    /** Compressed by gzip: "unpacked" and a line feed. */
    private static final String PACKED = TestFiles.gzip("unpacked\n");

    private static TestSite site;
    private static TestSite secure;
    private static TestSite clear2;
    private static TestSite mutual;
    private static LoopbackProxy proxy;
    private static LoopbackProxy locked;
    private static LoopbackProxy tlsProxy;
    private static List<RawPeer> peers;

    /**
     * A line each; blanks separate arguments, {@code '} keeps them together; names in braces are put in. What begins with
     * {@code #} is a heading.
     */
    static List<String> commandLines() throws IOException {
        URL table = Objects.requireNonNull(CurlTests.class.getResource("command-lines.txt"));
        try (InputStream lines = table.openStream()) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    static boolean curlInstalled() {
        boolean installed = Files.isExecutable(CURL);
        if (!installed) {
            System.out.println("SKIPPED: curl not installed");
        }
        return installed;
    }

    @BeforeAll
    static void open() {
        site = TestSite.start();
        secure = TestSite.startTls();
        mutual = TestSite.startMutualTls();
        clear2 = TestSite.startClearHttp2();
        proxy = LoopbackProxy.start();
        locked = LoopbackProxy.builder().credentials("user", "password").start();
        tlsProxy = LoopbackProxy.builder().tls(LoopbackTls.localhost()).start();
        peers = List.of(
                RawPeer.answering(""),
                RawPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"),
                RawPeer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n"),
                RawPeer.answering("HTTP/1.1 299 Quite Fine\r\nX-Mixed-Case: a\r\nContent-Length: 2\r\n\r\nok"),
                RawPeer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
                RawPeer.answeringAndHolding(""),
                RawPeer.answering(String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "Trailer: T",
                        "",
                        "3;x=y",
                        "abc",
                        "2",
                        "de",
                        "0",
                        "T: u",
                        "X-V: w",
                        "",
                        "")),
                RawPeer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                        + Integer.toHexString(PACKED.length()) + ";packed\r\n" + PACKED + "\r\n0\r\n\r\n"),
                RawPeer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + PACKED),
                RawPeer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nx\r\n"),
                RawPeer.answering("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nold\r\n0\r\n\r\n"),
                RawPeer.answering("HTTP/1.1 302 Found\r\nLocation: " + site.url("/hello")
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nmoved\r\n0\r\n\r\n"));
    }

    @AfterAll
    static void close() {
        peers.forEach(RawPeer::close);
        tlsProxy.close();
        locked.close();
        proxy.close();
        clear2.close();
        mutual.close();
        secure.close();
        site.close();
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void theSameCommandLineDoesTheSame(String line, @TempDir Path folder) throws Exception {
        Outcome curl = curl(line, folder.resolve("curl"));
        Outcome ours = ours(line, folder.resolve("ours"));
        assertThat(ours.requests()).as("requests").isEqualTo(curl.requests());
        assertThat(ours.files()).as("files").isEqualTo(curl.files());
        assertThat(ours.out()).as("output").isEqualTo(curl.out());
        assertThat(ours.code()).as("exit code").isEqualTo(curl.code());
    }

    /** All of curl's, but for what OpenSSL alone can tell. */
    @Test
    void theNamesOfAllVariablesAreThoseOfCurl(@TempDir Path folder) throws Exception {
        String line = "-o {dir}/out {site}/hello -w '%{json}'";
        List<String> curls = names(curl(line, folder.resolve("curl")));
        assertThat(curls).contains("certs", "proxy_ssl_verify_result", "curl_version");
        assertThat(names(ours(line, folder.resolve("ours"))))
                .containsExactlyElementsOf(curls.stream()
                        .filter(name -> !name.equals("certs") && !name.equals("proxy_ssl_verify_result"))
                        .map(name -> name.equals("curl_version") ? "fetch_version" : name)
                        .toList());
    }

    private static List<String> names(Outcome outcome) {
        return Pattern.compile("\"(\\w+)\":")
                .matcher(outcome.out())
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private record Outcome(int code, String out, TreeMap<String, String> files, List<String> requests) {}

    private static Outcome curl(String line, Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(CURL.toString(), "-q", "-s", "-A", "test"));
        command.addAll(arguments(line, folder));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return outcome(process.exitValue(), out, folder);
    }

    private static Outcome ours(String line, Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of("-s", "-A", "test"));
        command.addAll(arguments(line, folder));
        Run run = Run.fetch(command.toArray(String[]::new));
        return outcome(run.code(), run.out(), folder);
    }

    private static Outcome outcome(int code, String out, Path folder) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : all.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                files.put(String.valueOf(file.getFileName()), normalFile(file, content));
            }
        }
        List<String> requests = new ArrayList<>();
        Stream.of(site.requests(), secure.requests(), proxy.requests(), locked.requests(), tlsProxy.requests())
                .flatMap(List::stream)
                .map(CurlTests::normal)
                .forEach(requests::add);
        site.forgetRequests();
        secure.forgetRequests();
        proxy.forgetRequests();
        locked.forgetRequests();
        tlsProxy.forgetRequests();
        return new Outcome(code, normal(out, folder), files, requests);
    }

    /** Without what differs from run to run, and without the order of headers. */
    private static String normal(RecordedRequest request) {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        request.headers()
                .forEach(field -> headers.computeIfAbsent(
                                field.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(field.getValue()));
        headers.remove("proxy-connection");
        headers.computeIfPresent("accept-encoding", (name, values) -> List.of("what each program knows"));
        headers.computeIfPresent(
                "authorization",
                (name, values) -> values.stream().map(CurlTests::digest).toList());
        headers.computeIfPresent("cookie", (name, values) -> sorted(values));
        headers.remove("content-length", List.of("0"));
        if (request.method().equals("CONNECT")) {
            headers.remove("user-agent");
        }
        return boundaries(request.requestLine() + " " + headers + "\n" + request.bodyAsString());
    }

    /** A Digest answer without what is made up for it, and without the order of its parameters. */
    private static String digest(String value) {
        return value.startsWith("Digest ")
                ? Stream.of(value.substring(7).split(", ?", -1))
                        .filter(part -> !part.startsWith("cnonce=") && !part.startsWith("response="))
                        .sorted()
                        .collect(Collectors.joining(", "))
                : value;
    }

    private static String normal(String out, Path folder) {
        return boundaries(withoutComments(out).replace(folder.toString(), "DIR"));
    }

    private static String normalFile(Path file, String content) {
        return switch (String.valueOf(file.getFileName())) {
            case "new" -> jar(content);
            case "trace" -> content.replaceAll("(?m)^== Info.*\\R", "");
            default -> content;
        };
    }

    /** The cookies of a jar, whose order each program chooses. */
    private static String jar(String content) {
        return withoutComments(content).lines().sorted().collect(Collectors.joining("\n"));
    }

    /** Each program has its own. */
    private static String withoutComments(String text) {
        return text.replaceAll("(?m)# .*\\R\\R?", "");
    }

    /** Of the jar's cookies and those of a text, curl sends the jar's first. */
    private static List<String> sorted(List<String> cookies) {
        return cookies.stream()
                .flatMap(field -> Stream.of(field.split("; ?")))
                .sorted()
                .toList();
    }

    private static String boundaries(String text) {
        return text.replaceAll("-{24}[0-9a-f]{16}", "BOUNDARY");
    }

    private static List<String> arguments(String line, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path lines = folder.resolve("lines.txt");
        Files.writeString(lines, "first line\r\nsecond, %{http_code}\n");
        Files.setLastModifiedTime(lines, FileTime.from(Instant.parse("2021-01-01T00:00:00Z"))); // for -z
        Path headers = folder.resolve("headers.txt");
        Files.writeString(headers, "X-From: file\nX-Also: this\n");
        Path jar = folder.resolve("jar.txt");
        Files.writeString(jar, "127.0.0.1\tFALSE\t/\tFALSE\t0\tkept\tfrom-file\n");
        Path part = folder.resolve("part.txt");
        Files.writeString(part, "012");
        Path tag = folder.resolve("tag.txt");
        Files.writeString(tag, "\"ten\"\n");
        Path big = folder.resolve("big.txt");
        if (line.contains("{big}")) {
            Files.writeString(big, "x".repeat(1_100_000));
        }
        LoopbackTls tls = LoopbackTls.localhost();
        Path pem = tls.writeCertificate(folder);
        Path key = tls.writePrivateKey(folder);
        Path both = Files.writeString(folder.resolve("both.pem"), Files.readString(pem) + Files.readString(key));
        Path pub = Files.write(
                folder.resolve("pub.der"), tls.certificate().getPublicKey().getEncoded());
        String filled = line.replace("{site}", site.url(""))
                .replace("{other}", site.otherUrl(""))
                .replace("{secure}", secure.url(""))
                .replace("{clear2}", clear2.url(""))
                .replace("{mutual}", mutual.url(""))
                .replace("{proxied}", secure.url("/hello"))
                .replace("{proxy}", proxy.uri().toString())
                .replace("{locked}", locked.uri().toString())
                .replace("{tlsproxy}", "https://127.0.0.1:" + tlsProxy.port())
                .replace("{port}", String.valueOf(site.port()))
                .replace("{dir}", folder.toString())
                .replace("{lines}", lines.toString())
                .replace("{headers}", headers.toString())
                .replace("{jar}", jar.toString())
                .replace("{part}", part.toString())
                .replace("{tag}", tag.toString())
                .replace("{big}", big.toString())
                .replace("{pin}", "sha256//" + KeyPins.of(tls.certificate()).substring("sha256/".length()))
                .replace("{key}", key.toString())
                .replace("{both}", both.toString())
                .replace("{pub}", pub.toString())
                .replace("{pem}", pem.toString());
        List<String> names = List.of(
                "{closing}",
                "{short}",
                "{shortchunk}",
                "{reason}",
                "{banner}",
                "{silent}",
                "{trailers}",
                "{packed}",
                "{packedtillclose}",
                "{badchunk}",
                "{oldchunk}",
                "{movedchunk}");
        filled = filled.replace(
                "{silentport}",
                String.valueOf(peers.get(names.indexOf("{silent}")).port()));
        for (int i = 0; i < names.size(); i++) {
            filled = filled.replace(
                    names.get(i), "http://127.0.0.1:" + peers.get(i).port());
        }
        return split(filled);
    }

    private static List<String> split(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    arguments.add(current.toString());
                }
                current.setLength(0);
                begun = false;
            } else {
                current.append(c);
                begun = true;
            }
        }
        if (begun) {
            arguments.add(current.toString());
        }
        return arguments;
    }
}
