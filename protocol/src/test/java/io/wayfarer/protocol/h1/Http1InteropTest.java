/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** HTTP/1 with programs of others, each in the roles it can play. */
class Http1InteropTest {

    @Test
    void curlTalksToTheServer(@TempDir Path folder) throws IOException {
        String curl = PeerProgram.installed("curl", "curl");
        Path body = Files.writeString(folder.resolve("body"), "b".repeat(100_000));
        try (Served server = Served.streams(Http1InteropTest::answerAll)) {
            String url = "http://127.0.0.1:" + server.address().getPort();
            assertThat(curl(curl, url + "/1", url + "/2")).isEqualTo("GET /1 GET /2 ");
            assertThat(server.connections).hasSize(1);
            assertThat(curl(curl, "--http1.0", url + "/old")).isEqualTo("GET /old ");
            assertThat(curl(curl, "-I", url + "/head")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(curl(curl, "--data-binary", "@" + body, url + "/post"))
                    .isEqualTo("POST /post " + "b".repeat(100_000));
            assertThat(curl(
                            curl,
                            "-T",
                            body.toString(),
                            "-H",
                            "Transfer-Encoding: chunked",
                            "-H",
                            "Expect: 100-continue",
                            url + "/put"))
                    .isEqualTo("PUT /put " + "b".repeat(100_000));
            assertThat(curl(curl, "--tr-encoding", url + "/gzip")).isEqualTo("squeezed ".repeat(500));
        }
    }

    private static String curl(String curl, String... arguments) {
        String[] command = new String[arguments.length + 4];
        command[0] = curl;
        command[1] = "-sS";
        command[2] = "--noproxy";
        command[3] = "*";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return PeerProgram.run(command);
    }

    private static void answerAll(HttpStream stream) {
        stream.request(Long.MAX_VALUE);
        stream.receive(new Collected() {
            @Override
            public void onHeaders(HeaderList head) {
                super.onHeaders(head);
                if (head.contains("expect")) {
                    stream.sendContinue().subscribe(done -> {}, failure -> {});
                }
            }

            @Override
            public void onEnd() {
                if ("/gzip".equals(head().first(":path"))) {
                    stream.exchange(
                            HeaderList.of(":status", "200", "Transfer-Encoding", "gzip, chunked"),
                            Http1ClientTest.buffer("squeezed ".repeat(500)),
                            this);
                    return;
                }
                String text = head().first(":method") + " " + head().first(":path") + " " + content();
                stream.exchange(HeaderList.of(":status", "200"), Http1ClientTest.buffer(text), this);
            }
        });
    }

    @Test
    void theClientTalksToNginx(@TempDir Path folder) throws IOException {
        String nginx = PeerProgram.installed("nginx", "nginx-light");
        int port = PeerProgram.freePort();
        Files.writeString(folder.resolve("page"), "p".repeat(70_000));
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log %1$s/error.log;
                events { worker_connections 64; }
                http {
                  access_log off; client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
                  uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
                  server { listen 127.0.0.1:%2$d; root %1$s; location /post { return 200 "posted"; } }
                }
                """.formatted(folder, port));
        try (PeerProgram peer =
                PeerProgram.start(nginx, "-c", configuration.toString()).awaitPort(port)) {
            assertThat(peer).isNotNull();
            Http1Connection connection = Dialled.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/page"), null)
                            .await()
                            .content())
                    .hasSize(70_000);
            HttpStream post = connection.newStream();
            Collected answer = Collected.from(post);
            post.sendHeaders(Dialled.request("POST", "/post"), false)
                    .then(post.sendBody(Flux.range(0, 20).map(i -> Http1ClientTest.buffer("x".repeat(3000)))))
                    .block(Dialled.PATIENCE);
            assertThat(answer.await().content()).isEqualTo("posted");
            assertThat(Collected.exchange(connection.newStream(), Dialled.request("HEAD", "/page"), null)
                            .await()
                            .head()
                            .first("content-length"))
                    .isEqualTo("70000");
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/none"), null)
                            .await()
                            .status())
                    .isEqualTo(404);
            connection.close().block(Dialled.PATIENCE);
        }
    }

    @Test
    void luaHttpTalksToTheServer() {
        try (Served server = Served.streams(Http1InteropTest::answerAll)) {
            String script = """
                    local request = require "http.request"
                    local r = request.new_from_uri("http://127.0.0.1:%d/lua")
                    r.headers:upsert(":method", "POST")
                    r:set_body(string.rep("l", 20000))
                    local headers, stream = assert(r:go(10))
                    io.write(headers:get(":status"), " ", assert(stream:get_body_as_string(10)))
                    """.formatted(server.address().getPort());
            assertThat(PeerProgram.run(PeerProgram.luaHttp(script))).isEqualTo("200 POST /lua " + "l".repeat(20_000));
        }
    }

    @Test
    void theClientTalksToLuaHttp() {
        int port = PeerProgram.freePort();
        String script = """
                local server, headers = require "http.server", require "http.headers"
                assert(server.listen {
                  host = "127.0.0.1", port = %d, tls = false,
                  onstream = function(self, stream)
                    local request = assert(stream:get_headers())
                    local body = assert(stream:get_body_as_string(10))
                    local answer = headers.new()
                    answer:append(":status", "200")
                    assert(stream:write_headers(answer, false))
                    assert(stream:write_chunk(request:get(":method") .. " " .. #body, true))
                  end
                }):loop()
                """.formatted(port);
        try (PeerProgram peer = PeerProgram.start(PeerProgram.luaHttp(script)).awaitPort(port)) {
            assertThat(peer).isNotNull();
            Http1Connection connection = Dialled.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            for (int i = 0; i < 3; i++) {
                assertThat(Collected.exchange(
                                        connection.newStream(),
                                        Dialled.request("PUT", "/"),
                                        Http1ClientTest.buffer("y".repeat(50_000)))
                                .await()
                                .content())
                        .isEqualTo("PUT 50000");
            }
            connection.close().block(Dialled.PATIENCE);
        }
    }
}
