/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.PeerProgram;

/** lua-http's client. */
class LuaHttpTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void itsRequestsAreAnswered(String version) throws IOException {
        try (Running server = Running.plain()) {
            assertThat(run("""
                            local request = require 'http.request'
                            local req = request.new_from_uri('%s')
                            req.version = %s
                            req.headers:upsert(':method', 'POST')
                            req:set_body(('x'):rep(100000))
                            local headers, stream = assert(req:go(10))
                            print(headers:get(':status'), stream.connection.version, #assert(stream:get_body_as_string()) > 100000)
                            """.formatted(server.url("/path"), version)))
                    .isEqualTo("200\t" + (version.equals("2") ? "2" : version) + "\ttrue\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1, trailers, the last word", "2, path, nil"}) // it takes trailers of HTTP/2 for a head
    void trailersAndInterimAnswersReachIt(String version, String path, String trailer) throws IOException {
        try (Running server = Running.plain()) {
            assertThat(run("""
                            local client = require 'http.client'
                            local new_headers = require 'http.headers'.new
                            local connection = assert(client.connect { host = '127.0.0.1', port = %d, version = %s })
                            local function get(path)
                                local stream = connection:new_stream()
                                local headers = new_headers()
                                headers:append(':method', 'GET')
                                headers:append(':scheme', 'http')
                                headers:append(':authority', 'localhost')
                                headers:append(':path', path)
                                assert(stream:write_headers(headers, true, 10))
                                return stream
                            end
                            local hints = get('/early-hints')
                            print(assert(hints:get_headers(10)):get(':status'), assert(hints:get_headers(10)):get(':status'))
                            hints:get_body_as_string(10)
                            local stream = get('/%s')
                            assert(stream:get_headers(10))
                            assert(stream:get_body_as_string(10))
                            local trailers = stream:get_headers(10)
                            print(trailers and trailers:get('x-trailer'))
                            connection:close()
                            """.formatted(server.port(), version, path))).isEqualTo("103\t200\n" + trailer + "\n");
        }
    }

    @Test
    void itSpeaksHttp2OverTls() throws IOException {
        try (Running server = new Running("--port", "0", "--tls")) {
            assertThat(run("""
                            local request = require 'http.request'
                            local tls = require 'http.tls'
                            local req = request.new_from_uri('%s')
                            req.ctx = tls.new_client_context()
                            req.ctx:setVerify(require 'openssl.ssl.context'.VERIFY_NONE)
                            local headers, stream = assert(req:go(10))
                            print(headers:get(':status'), stream.connection.version)
                            """.formatted(server.url("/")))).isEqualTo("200\t2\n");
        }
    }

    private static String run(String script) {
        return PeerProgram.run(PeerProgram.luaHttp(script));
    }
}
