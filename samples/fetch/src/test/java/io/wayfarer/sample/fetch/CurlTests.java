/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;

/**
 * The same command line for curl and for this program: the same output, files, exit code, and the same requests on the
 * wire. Not compared: the order of request headers and of cookies, the
 * case of names, {@code Proxy-Connection}, whether a {@code Content-Length} of 0 is written, and the {@code User-Agent} of a CONNECT, and what is said on standard error.
 */
@EnabledIf(value = "curlInstalled", disabledReason = "SKIPPED: curl not installed")
class CurlTests {

    private static final Path CURL = Path.of("/usr/bin/curl");

    private static TestSite site;
    private static TestSite secure;
    private static LoopbackProxy proxy;
    private static LoopbackProxy locked;
    private static LoopbackProxy tlsProxy;
    private static List<RawPeer> peers;

    /** A line each; blanks separate arguments, {@code '} keeps them together; names in braces are put in. */
    static final List<String> COMMAND_LINES = List.of(
            "{site}/hello",
            "-i {site}/hello",
            "-I {site}/hello",
            "-D - {site}/hello",
            "-i -D - {site}/hello",
            "-o {dir}/out {site}/hello",
            "-i -o {dir}/out -D {dir}/head {site}/hello",
            "-o {dir}/out {site}/empty",
            "-o {dir}/one -o {dir}/two {site}/hello {site}/echo",
            "{site}/hello --url {site}/echo -w '%{urlnum}:%{http_code} '",
            "-o {dir}/missing/out {site}/hello",
            "-X DELETE {site}/echo",
            "-XPUT -d x {site}/echo",
            "-I -X GET {site}/hello",
            "-d a=1 -d b=2 {site}/echo",
            "-d '' {site}/echo",
            "-d @{lines} -d @{lines} {site}/echo",
            "-d @{dir}/missing {site}/echo",
            "--data-binary @{lines} {site}/echo",
            "--data-raw @x {site}/echo",
            "--data-urlencode 'a b&c' --data-urlencode '=d e' --data-urlencode 'n=ä~' --data-urlencode n@{lines}"
                    + " {site}/echo",
            "-d {} -H 'Content-Type: application/json' {site}/echo",
            "-d x -H Content-Type: {site}/echo",
            "-G -d a=1 -d b=2 {site}/echo",
            "-G -d a=1 '{site}/echo?x=y#z'",
            "-G -I -d a=1 {site}/echo",
            "-F a=b -F 'q=x;type=text/html' {site}/echo",
            "-F f=@{lines} -F 'g=@{lines};type=text/x;filename=\"a;b.txt\"' -F 'h=<{lines}' {site}/echo",
            "-F f=@{lines},{lines} {site}/echo",
            "-F f=@{dir}/missing {site}/echo",
            "-H 'X-One: 1' -H 'X-One: 2' -H 'X-Empty;' -H nonsense {site}/echo",
            "-H Accept: -H 'Host: other.example' {site}/echo",
            "-H @{headers} {site}/echo",
            "-u user:pass {site}/echo",
            "-u user:pass -L {site}/to/302/echo",
            "-u user:pass -H 'Authorization: Bearer x' {site}/echo",
            "--basic -u user:pass {site}/echo",
            "--digest -u user:pass {site}/digest",
            "--digest -u user:pass -i {site}/both",
            "--digest -u user:pass {site}/basic -w '%{http_code}'",
            "--anyauth -u user:pass {site}/basic",
            "--anyauth -u user:pass {site}/both",
            "--anyauth -u user:wrong {site}/basic -w '%{http_code}'",
            "--anyauth -u user:pass {site}/echo",
            "--oauth2-bearer abc {site}/echo",
            "-L -u user:pass '{site}/to/302/x?{other}/echo'",
            "--location-trusted -u user:pass '{site}/to/302/x?{other}/echo'",
            "--location-trusted -H 'X-Key: 1' -H 'Authorization: Own x' '{site}/to/302/x?{other}/echo'",
            "--location-trusted {site}/to/302/echo",
            "-L --post301 -d x {site}/to/301/echo",
            "-L --post302 -d x {site}/to/302/echo",
            "-L --post303 -d x {site}/to/303/echo",
            "-L --post301 -d x {site}/to/302/echo",
            "-L --proto-redir =https {site}/to/302/hello",
            "-L --proto-redir -all,http {site}/to/302/hello",
            "-L --proto-redir -http {site}/to/302/hello",
            "-e http://from.example/ {site}/echo",
            "-e ';auto' -L {site}/to/302/echo",
            "-e 'http://from.example/;auto' -L {site}/to/302/echo",
            "-e http://from.example/ -L {site}/to/302/echo",
            "-A '' {site}/echo",
            "-b 'a=1; b=2' {site}/echo",
            "-b a=1 -b b=2 {site}/echo",
            "-b a=1 -H 'Cookie: z=9' {site}/echo",
            "-b {dir}/none -L {site}/cookies/login",
            "-L {site}/cookies/login",
            "-b {jar} {site}/echo",
            "-b {jar} -b own=1 {site}/hello",
            "-c {dir}/new -o {dir}/out {site}/cookies/login",
            "-b {jar} -c {dir}/new -L {site}/cookies/login",
            "-b {jar} -j -c {dir}/new {site}/echo",
            "-j -b '' -L {site}/cookies/login",
            "-c - {site}/cookies/set",
            "-c {dir}/none/jar {site}/cookies/set",
            "-L {site}/to/301/echo -w '%{num_redirects} %{url_effective}'",
            "-i {site}/to/302/hello -w '%{redirect_url} %{http_code}'",
            "-i -L {site}/to/302/to/303/hello",
            "-I -L {site}/to/302/hello",
            "-L -D {dir}/head -o {dir}/out {site}/to/302/hello",
            "-L -d x {site}/to/301/echo",
            "-L -d x {site}/to/302/echo",
            "-L -d x {site}/to/303/echo",
            "-L -d x {site}/to/307/echo",
            "-L -d x {site}/to/308/echo",
            "-L -X POST -d x {site}/to/302/echo",
            "-L -X PUT -d x {site}/to/307/echo",
            "-L -X DELETE {site}/to/303/echo",
            "-L -F a=b {site}/to/307/echo",
            "-L {site}/to/304/hello",
            "-L --max-redirs 2 -i {site}/loop -w '%{num_redirects}'",
            "-L --max-redirs 0 {site}/to/302/hello",
            "-L --max-redirs 1 {site}/to/302/hello",
            "--max-redirs 0 {site}/to/302/hello",
            "-L '{site}/to/302/x?ftpx://h/'",
            "-f {site}/status/404",
            "-f -i {site}/status/404",
            "-f {site}/status/399",
            "{site}/status/500 -w '%{http_code} %{response_code} %{size_download}'",
            "{site}/hello -o {dir}/out -w"
                    + " '%{filename_effective}|%{content_type}|%{http_version}|%{method}|%{scheme}|%{url}|"
                    + "%{size_download}|%{size_header}|%{num_headers}|%{remote_ip}|%{remote_port}|%{errormsg}|%{exitcode}|"
                    + "%{referer}|%{size_upload}'",
            "{site}/hello -w 'a\\tb\\nc\\rd\\x%%%z%{unknown}%header{content-type}%{'",
            "{site}/hello -w @{lines}",
            "-x {proxy} {site}/echo",
            "-x {proxy} --noproxy 127.0.0.1 {site}/echo",
            "-x {proxy} --noproxy '*' {site}/echo",
            "-x '' {site}/echo",
            "-x 127.0.0.1:1 {site}/echo",
            "-x nosuch.invalid:3128 {site}/echo",
            "-x socks5h://127.0.0.1:1 {site}/echo",
            "-x socks4a://127.0.0.1:1 {site}/echo",
            "-k -x 127.0.0.1:1 {secure}/hello",
            "-k -x nosuch.invalid:3128 {secure}/hello",
            "-x {locked} {site}/echo -w '%{http_code}'",
            "-k -x {locked} {secure}/hello",
            "-x 127.0.0.1:99999 {site}/echo",
            "-x ftp://127.0.0.1:1 {site}/echo",
            "-x {locked} -U user:password {site}/echo",
            "-x {locked} -U user:wrong {site}/echo -w '%{http_code}'",
            "-x {locked} --proxy-basic -U user:password -d x {site}/echo",
            "-k -x {locked} -U user:password {secure}/hello",
            "-k -x {locked} -U user:wrong {secure}/hello",
            "-x {proxy} --proxy-digest -U user:password {site}/echo",
            "-x {locked} --proxy-digest -U user:password {site}/echo -w '%{http_code}'",
            "-k -x {locked} --proxy-digest -U user:password {secure}/hello",
            "-x {proxy} -U user:password {site}/echo",
            "-x {proxy} -p {site}/echo",
            "-x {proxy} --proxytunnel -U user:password {site}/echo",
            "-x {proxy} --proxy-header 'X-Proxy: 1' -H 'X-Own: 2' {site}/echo",
            "-x {proxy} -p --proxy-header 'X-Proxy: 1' --proxy-header 'X-More: 3' -H 'X-Own: 2' {site}/echo",
            "-k -x {proxy} --proxy-header 'X-Proxy: 1' -H 'X-Own: 2' {secure}/hello",
            "--proxy-insecure -x {tlsproxy} {site}/echo",
            "--proxy-insecure -x {tlsproxy} -p {site}/echo",
            "--proxy-insecure -k -x {tlsproxy} {secure}/hello",
            "--proxy-cacert {pem} -x {tlsproxy} {site}/echo",
            "--proxy-cacert {dir}/none -x {tlsproxy} {site}/echo",
            "-x {tlsproxy} {site}/echo",
            "-k -x {tlsproxy} {site}/echo",
            "-k -x {tlsproxy} {secure}/hello",
            "--socks4 127.0.0.1:1 {site}/echo",
            "--socks4a 127.0.0.1:1 {site}/echo",
            "--socks5 127.0.0.1:1 {site}/echo",
            "--socks5-hostname 127.0.0.1:1 {site}/echo",
            "--socks5 127.0.0.1:1 -x {proxy} {site}/echo",
            "-x {proxy} --socks5 127.0.0.1:1 {site}/echo",
            "--preproxy socks5h://127.0.0.1:1 -x {proxy} {site}/echo",
            "--preproxy socks5h://127.0.0.1:1 {site}/echo",
            "--socks5-hostname 127.0.0.1:1 --noproxy '*' {site}/echo",
            "-k {secure}/hello",
            "-k {proxied} -x {proxy} -w '%{http_code}'",
            "{secure}/hello -w '%{http_code}'",
            "--cacert {pem} {secure}/hello",
            "--cacert {dir}/none {secure}/hello",
            "-k https://127.0.0.1:{port}/hello",
            "-k --http1.1 {secure}/hello -w %{http_version}",
            "-k --http2 {secure}/hello -w %{http_version}",
            "http://127.0.0.1:1/ -w '%{http_code}|%{url_effective}|%{http_version}|%{scheme}|%{size_download}'",
            "http://nosuch.invalid/",
            "127.0.0.1:{port}/hello",
            "ftpx://127.0.0.1/",
            "http://",
            "http://127.0.0.1:99999/",
            "'{site}/a b'",
            "-d x -I {site}/echo",
            "-d x -F a=b {site}/echo",
            "-F nonsense {site}/echo",
            "--foo {site}/hello",
            "-X",
            "--max-redirs x {site}/hello",
            "-s -- {site}/hello",
            "-i --no-include {site}/hello",
            "-m 0.3 {site}/never",
            "-O {site}/",
            "{closing}/",
            "{short}/ -w '%{http_code} %{size_download}'",
            "{shortchunk}/",
            "{reason}/ -i",
            "{banner}/ -w %{http_code}");

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
        proxy = LoopbackProxy.start();
        locked = LoopbackProxy.builder().credentials("user", "password").start();
        tlsProxy = LoopbackProxy.builder().tls(LoopbackTls.localhost()).start();
        peers = List.of(
                RawPeer.answering(""),
                RawPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"),
                RawPeer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n"),
                RawPeer.answering("HTTP/1.1 299 Quite Fine\r\nX-Mixed-Case: a\r\nContent-Length: 2\r\n\r\nok"),
                RawPeer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    }

    @AfterAll
    static void close() {
        peers.forEach(RawPeer::close);
        tlsProxy.close();
        locked.close();
        proxy.close();
        secure.close();
        site.close();
    }

    @ParameterizedTest
    @FieldSource("COMMAND_LINES")
    void theSameCommandLineDoesTheSame(String line, @TempDir Path folder) throws Exception {
        Outcome curl = curl(line, folder.resolve("curl"));
        Outcome ours = ours(line, folder.resolve("ours"));
        assertThat(ours.requests()).as("requests").isEqualTo(curl.requests());
        assertThat(ours.files()).as("files").isEqualTo(curl.files());
        assertThat(ours.out()).as("output").isEqualTo(curl.out());
        assertThat(ours.code()).as("exit code").isEqualTo(curl.code());
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
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                files.put(String.valueOf(file.getFileName()), file.endsWith("new") ? jar(content) : content);
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
        Path headers = folder.resolve("headers.txt");
        Files.writeString(headers, "X-From: file\nX-Also: this\n");
        Path jar = folder.resolve("jar.txt");
        Files.writeString(jar, "127.0.0.1\tFALSE\t/\tFALSE\t0\tkept\tfrom-file\n");
        String filled = line.replace("{site}", site.url(""))
                .replace("{other}", site.otherUrl(""))
                .replace("{secure}", secure.url(""))
                .replace("{proxied}", secure.url("/hello"))
                .replace("{proxy}", proxy.uri().toString())
                .replace("{locked}", locked.uri().toString())
                .replace("{tlsproxy}", "https://127.0.0.1:" + tlsProxy.port())
                .replace("{port}", String.valueOf(site.port()))
                .replace("{dir}", folder.toString())
                .replace("{lines}", lines.toString())
                .replace("{headers}", headers.toString())
                .replace("{jar}", jar.toString())
                .replace(
                        "{pem}",
                        LoopbackTls.localhost().writeCertificate(folder).toString());
        List<String> names = List.of("{closing}", "{short}", "{shortchunk}", "{reason}", "{banner}");
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
