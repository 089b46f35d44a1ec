/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.tls.ClientTls;

/**
 * Our client with lua-http's server, which tells TLS from plain and HTTP/2 from HTTP/1 on one port, and makes its own
 * certificate.
 */
class LuaHttpInteropTest {

    private int port;
    private PeerProgram lua;

    @BeforeEach
    void start() {
        port = PeerProgram.freePort();
        lua = PeerProgram.start(PeerProgram.luaHttp("""
                local server, headers = require "http.server", require "http.headers"
                local function fields(...)
                  local list = headers.new()
                  for _, pair in ipairs {...} do list:append(pair[1], pair[2]) end
                  return list
                end
                local ok = fields({":status", "200"})
                assert(server.listen {
                  host = "127.0.0.1", port = %d,
                  onerror = function(self, context, operation, failure)
                    io.stderr:write("FAILED ", operation, ": ", tostring(failure), "\\n")
                  end,
                  onstream = function(self, stream)
                    local request = assert(stream:get_headers(10))
                    local path = request:get(":path")
                    if path == "/empty" then
                      assert(stream:write_headers(ok, true))
                    elseif path == "/large" then
                      assert(stream:write_headers(ok, false))
                      for i = 1, 640 do assert(stream:write_chunk(("l"):rep(16384), i == 640)) end
                    elseif path == "/count" then
                      local octets = 0
                      for chunk in stream:each_chunk() do octets = octets + #chunk end
                      local trailers = stream:get_headers(0)
                      assert(stream:write_headers(ok, false))
                      assert(stream:write_chunk(octets .. " " .. (trailers and trailers:get("x-sum") or "none"), true))
                    elseif path == "/echo" then
                      assert(stream:write_headers(ok, false))
                      for chunk in stream:each_chunk() do assert(stream:write_chunk(chunk, false)) end
                      assert(stream:write_chunk("", true))
                    elseif path == "/trailers" then
                      assert(stream:write_headers(ok, false))
                      assert(stream:write_chunk("with trailers", false))
                      local trailers = fields({"x-end", "1"})
                      if stream.connection.version == 2 then -- its write_headers wants a :status in trailers too
                        local encoder = stream.connection.encoding_context
                        encoder:encode_headers(trailers)
                        assert(stream:write_headers_frame(encoder:render_data(), true, true))
                        encoder:clear_data()
                      else
                        assert(stream:write_headers(trailers, true))
                      end
                    elseif path == "/padded" then
                      assert(stream:write_headers(ok, false))
                      assert(stream:write_data_frame("padded", true, 200))
                    elseif path == "/settings" then
                      assert(stream.connection:settings({MAX_CONCURRENT_STREAMS = 3, INITIAL_WINDOW_SIZE = 100000}, 10))
                      assert(stream:write_headers(ok, true))
                    elseif path == "/push" then
                      local promised = assert(stream:push_promise(fields({":method", "GET"}, {":scheme", "https"},
                        {":authority", request:get(":authority")}, {":path", "/pushed"})))
                      assert(stream:write_headers(ok, false))
                      assert(stream:write_chunk("first", true))
                      assert(promised:write_headers(ok, false))
                      assert(promised:write_chunk("and the promised one", true))
                    end
                  end
                }):loop()
                """.formatted(port))).awaitPort(port);
    }

    @AfterEach
    void stop() {
        if (lua != null) {
            lua.close();
            assertThat(lua.said()).isEmpty();
        }
    }

    private PeerTraffic connect(ConnectorBuilder connector) {
        return new PeerTraffic(PeerTraffic.within(connector.build().connect("127.0.0.1", port)), "127.0.0.1:" + port);
    }

    private PeerTraffic overTls(ProtocolVersion version) {
        ClientTls tls =
                ClientTls.builder().trustAnybody().versions(EnumSet.of(version)).build();
        PeerTraffic traffic = connect(HttpConnector.builder()
                .tls(tls)
                .http2(Http2Settings.builder()
                        .push(true)
                        .maxConcurrentStreams(10)
                        .build()));
        assertThat(traffic.connection().version()).isEqualTo(version);
        return traffic;
    }

    private static void bodiesAndTrailers(PeerTraffic traffic, int upload) {
        assertThat(traffic.get("/empty").octets()).isZero();
        assertThat(traffic.get("/large").octets()).isEqualTo(PeerTraffic.LARGE);
        PeerTraffic.Answer ended = traffic.get("/trailers");
        assertThat(ended.text()).isEqualTo("with trailers");
        assertThat(ended.trailers().first("x-end")).isEqualTo("1");
        assertThat(traffic.upload("/count", 0).text()).isEqualTo("0 none");
        assertThat(traffic.upload("/count", upload).text()).isEqualTo(upload + " none");
        assertThat(traffic.upload("/echo", upload).octets()).isEqualTo(upload);
        assertThat(traffic.uploadWithTrailers("/count").text()).isEqualTo("4 4");
        traffic.close();
    }

    @Test
    void http11OverTlsCarriesBodiesOfAnySizeAndTrailers() {
        bodiesAndTrailers(overTls(ProtocolVersion.HTTP_1_1), PeerTraffic.LARGE);
    }

    @Test
    void http2ByPriorKnowledgeCarriesBodiesOfAnySizeAndTrailers() {
        bodiesAndTrailers(connect(HttpConnector.builder().version(ProtocolVersion.HTTP_2)), PeerTraffic.LARGE);
    }

    /** Its server may sleep over what waits in its socket when more than a few records of TLS come at once: small uploads. */
    @Test
    void http2OverTlsCarriesLargeAnswersSmallUploadsAndTrailers() {
        bodiesAndTrailers(overTls(ProtocolVersion.HTTP_2), PeerTraffic.PIECE);
    }

    @Test
    void http2GoesOnWithOtherSettingsOfBothSidesAndPadding() {
        PeerTraffic traffic = overTls(ProtocolVersion.HTTP_2);
        assertThat(traffic.get("/padded").text()).isEqualTo("padded");
        assertThat(traffic.get("/settings").head().status()).isEqualTo(200);
        assertThat(traffic.http2().peerSettings().maxConcurrentStreams()).isEqualTo(3);
        assertThat(traffic.http2().peerSettings().initialWindowSize()).isEqualTo(100_000);
        traffic.changeSettings(() -> {
            assertThat(traffic.uploadPadded("/count").text()).isEqualTo("6 none");
            assertThat(traffic.get("/large").octets()).isEqualTo(PeerTraffic.LARGE);
        });
        traffic.close();
    }

    @Test
    void http2TakesItsPromises() throws InterruptedException {
        PeerTraffic traffic = overTls(ProtocolVersion.HTTP_2);
        LinkedTransferQueue<PeerTraffic.Answer> pushed = new LinkedTransferQueue<>();
        traffic.connection().incoming().flatMap(PeerTraffic::answer).subscribe(pushed::add);
        assertThat(traffic.get("/push").text()).isEqualTo("first");
        assertThat(pushed.poll(10, TimeUnit.SECONDS))
                .isNotNull()
                .extracting(PeerTraffic.Answer::text)
                .isEqualTo("and the promised one");
        traffic.close();
    }
}
