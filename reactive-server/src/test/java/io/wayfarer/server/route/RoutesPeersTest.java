/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.earlyHints;
import static io.wayfarer.server.route.Responses.stream;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import reactor.core.publisher.Flux;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.server.file.FileHandler;

/** Clients by others: curl, and lua-http's. */
class RoutesPeersTest {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int LARGE = 3 << 20;

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("letters.txt"), LETTERS);
        Files.setLastModifiedTime(site.resolve("letters.txt"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Files.write(site.resolve("large.bin"), new byte[LARGE]);
        server = TestServer.of(r -> r.get("/text", text("hello"))
                .get("/items/{id:[0-9]+}", request -> text("item " + request.pathVariable("id")))
                .get("/data/**", request -> text("rest " + Routes.rest(request)))
                .get("/stream", stream(MediaType.TEXT_PLAIN, Flux.just("eins ", "zwei ", "drei")))
                .put(
                        "/count",
                        request -> request.body(BodyExtractors.toDataBuffers())
                                .map(RoutesPeersTest::counted)
                                .reduce(0, Integer::sum)
                                .flatMap(octets -> text(octets + " octets")))
                .get(
                        "/around",
                        request -> earlyHints(request, "</a.css>; rel=preload")
                                .then(text("around").trailer("X-End", () -> "yes")))
                .webSocket(
                        "/echo",
                        session -> session.send(
                                session.receive().map(message -> session.textMessage(message.getPayloadAsText()))))
                .files("/files/**", FileHandler.directory(site).listing()));
    }

    private static int counted(DataBuffer chunk) {
        int octets = chunk.readableByteCount();
        DataBufferUtils.release(chunk);
        return octets;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String path) {
        return server.uri(path).toString();
    }

    private static String curl(String version, String path, String... options) {
        List<String> command = new ArrayList<>(
                List.of(PeerProgram.installed("curl", "curl"), "-s", "--max-time", "20", version, url(path)));
        command.addAll(List.of(options));
        return PeerProgram.run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlFindsRoutesAndTheirMethods(String version) {
        assertThat(curl(version, "/text")).isEqualTo("hello");
        assertThat(curl(version, "/items/47")).isEqualTo("item 47");
        assertThat(curl(version, "/items/x", "-o", "/dev/null", "-w", "%{http_code}"))
                .isEqualTo("404");
        assertThat(curl(version, "/data/a/b%2Fc")).isEqualTo("rest a/b/c");
        assertThat(curl(version, "/stream", "-N")).isEqualTo("eins zwei drei");
        assertThat(curl(version, "/text", "-I"))
                .containsPattern("^HTTP/\\S+ 200")
                .containsPattern("(?i)content-length: 5\r\n")
                .endsWith("\r\n\r\n");
        for (String options : new String[] {"-X OPTIONS", "-X DELETE"}) {
            assertThat(curl(version, "/text", (options + " -i").split(" ")))
                    .containsPattern(options.endsWith("DELETE") ? "^HTTP/\\S+ 405" : "^HTTP/\\S+ 200")
                    .containsPattern("(?i)allow: ((GET|HEAD|OPTIONS)(, )?){3}\r\n");
        }
    }

    /** curl asks before it sends a body as large as the last one (Expect: 100-continue). */
    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlUploads(String version) {
        assertThat(curl(
                        version,
                        "/count",
                        "-T",
                        folder.resolve("site/letters.txt").toString()))
                .isEqualTo("26 octets");
        assertThat(curl(version, "/count", "-X", "PUT", "--data-binary", "x".repeat(100_000)))
                .isEqualTo("100000 octets");
        assertThat(curl(
                        version,
                        "/count",
                        "-T",
                        folder.resolve("site/large.bin").toString()))
                .isEqualTo(LARGE + " octets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlReadsFilesInPartsAndOnlyWhenTheyAreNew(String version) throws IOException {
        String path = "/files/letters.txt";
        assertThat(curl(version, path)).isEqualTo(LETTERS);
        assertThat(curl(version, path, "-r", "2-4")).isEqualTo("cde");
        assertThat(curl(version, path, "-r", "-2")).isEqualTo("yz");
        assertThat(curl(version, "/files/large.bin", "-r", "0-1,-3", "-D", "-"))
                .containsPattern("^HTTP/\\S+ 206")
                .contains(
                        "multipart/byteranges",
                        "bytes 0-1/" + LARGE + "\r\n\r\n\0\0\r\n",
                        "/" + LARGE + "\r\n\r\n\0\0\0\r\n");
        assertThat(curl(version, path, "-r", "100-", "-i"))
                .containsPattern("^HTTP/\\S+ 416")
                .containsPattern("(?i)content-range: bytes \\*/26\r\n");
        Path begun = folder.resolve("begun" + version);
        Files.writeString(begun, LETTERS.substring(0, 10));
        curl(version, path, "-C", "-", "-o", begun.toString());
        assertThat(begun).hasContent(LETTERS);
        Path tag = folder.resolve("tag" + version);
        curl(version, path, "-o", "/dev/null", "--etag-save", tag.toString());
        assertThat(curl(version, path, "--etag-compare", tag.toString(), "-w", "%{http_code}"))
                .isEqualTo("304");
        assertThat(curl(version, path, "-z", "Fri, 02 Jan 2026 03:04:05 GMT", "-w", "%{http_code}"))
                .isEqualTo("304");
        assertThat(curl(version, "/files/large.bin", "-o", "/dev/null", "-w", "%{size_download}"))
                .isEqualTo(String.valueOf(LARGE));
        assertThat(curl(version, "/files/", "-H", "Accept: application/json")).contains("\"letters.txt\"");
        assertThat(curl(version, "/files/../../etc/passwd", "--path-as-is", "-o", "/dev/null", "-w", "%{http_code}"))
                .isEqualTo("404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void luaHttpFindsRoutesAndFiles(String version) {
        String script = """
                local request = require 'http.request'
                local function ask(method, path, fields, body)
                  local req = request.new_from_uri('%s' .. path)
                  req.version = %s
                  req.follow_redirects = false -- it takes 304 for one
                  req.headers:upsert(':method', method)
                  for name, value in pairs(fields or {}) do req.headers:upsert(name, value) end
                  if body then req:set_body(body) end
                  local headers, stream = assert(req:go(20))
                  local content = ''
                  for chunk in stream:each_chunk() do content = content .. chunk end
                  stream:shutdown()
                  return headers:get(':status'), content, headers
                end
                local function say(...) print(table.concat({...}, ' ')) end
                local function allowed(headers)
                  local methods = {}
                  for value in headers:get_comma_separated('allow'):gmatch('%%a+') do methods[#methods + 1] = value end
                  table.sort(methods)
                  return table.concat(methods, '+')
                end
                local status, content, headers = ask('GET', '/text')
                say(status, content)
                status, content, headers = ask('HEAD', '/text')
                say(status, #content, headers:get('content-length'))
                status, content, headers = ask('OPTIONS', '/text')
                say(status, allowed(headers))
                status, content, headers = ask('DELETE', '/text')
                say(status, allowed(headers))
                say((ask('GET', '/items/x')))
                status, content = ask('GET', '/stream')
                say(status, content)
                status, content = ask('PUT', '/count', nil, ('x'):rep(100000))
                say(status, content)
                status, content = ask('GET', '/files/letters.txt', {range = 'bytes=2-4'})
                say(status, content)
                status, content, headers = ask('GET', '/files/letters.txt', {range = 'bytes=100-'})
                say(status, headers:get('content-range'))
                status, content, headers = ask('GET', '/files/letters.txt')
                say(status, content)
                say((ask('GET', '/files/letters.txt', {['if-none-match'] = headers:get('etag')})))
                status, content = ask('GET', '/files/large.bin')
                say(status, #content)
                """.formatted(url(""), version);
        assertThat(PeerProgram.run(PeerProgram.luaHttp(script)).lines())
                .containsExactly(
                        "200 hello",
                        "200 0 5",
                        "200 GET+HEAD+OPTIONS",
                        "405 GET+HEAD+OPTIONS",
                        "404",
                        "200 eins zwei drei",
                        "200 100000 octets",
                        "206 cde",
                        "416 bytes */26",
                        "200 " + LETTERS,
                        "304",
                        "200 " + LARGE);
    }

    @Test
    void luaHttpTalksToAWebSocketRoute() {
        assertThat(PeerProgram.run(
                        PeerProgram.luaHttp("""
                        local socket = require 'http.websocket'.new_from_uri('%s')
                        assert(socket:connect(20))
                        assert(socket:send('hello'))
                        print(socket:receive(20))
                        socket:close(1000, 'done', 20)
                        """.formatted(url("/echo").replace("http:", "ws:")))))
                .isEqualTo("hello\ttext\n");
    }

    /** Over HTTP/1.1: it takes trailers of HTTP/2 for a head. */
    @Test
    void luaHttpHearsWhatIsSaidBeforeTheAnswerAndBehindIt() {
        assertThat(PeerProgram.run(
                        PeerProgram.luaHttp("""
                        local connection = assert(require 'http.client'.connect {host = '127.0.0.1', port = %d, version = 1.1})
                        local stream = connection:new_stream()
                        local headers = require 'http.headers'.new()
                        headers:append(':method', 'GET')
                        headers:append(':scheme', 'http')
                        headers:append(':authority', 'localhost')
                        headers:append(':path', '/around')
                        assert(stream:write_headers(headers, true, 20))
                        local hints = assert(stream:get_headers(20))
                        print(hints:get(':status'), hints:get('link'))
                        print(assert(stream:get_headers(20)):get(':status'), stream:get_body_as_string(20))
                        print(assert(stream:get_headers(20)):get('x-end'))
                        """.formatted(server.uri("/").getPort()))))
                .isEqualTo("103\t</a.css>; rel=preload\n200\taround\nyes\n");
    }
}
