/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.UnixRelay;

/** Every kind of proxy; {@link CurlTests} compares the options with curl's. */
class FetchProxyTests extends SiteCase {

    private static final String DIGEST_WANTED = String.join(
            "\r\n",
            "HTTP/1.1 407 No",
            "Proxy-Authenticate: Digest realm=\"way\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256",
            "Proxy-Authenticate: Basic realm=\"way\"",
            "Content-Length: 0",
            "",
            "");

    @ParameterizedTest
    @CsvSource({
        "-x, socks4://",
        "-x, socks4a://",
        "-x, socks5://",
        "-x, socks5h://",
        "--socks5, ''",
        "--socks5-hostname, ''"
    })
    void aSocksProxyByOthersLeadsToTheSite(String option, String scheme) {
        int port = PeerProgram.freePort();
        String microsocks = PeerProgram.installed("microsocks", "microsocks");
        PeerProgram proxy = PeerProgram.start(microsocks, "-i", "127.0.0.1", "-p", Integer.toString(port))
                .awaitPort(port);
        try {
            Run run = Run.fetch(option, scheme + "127.0.0.1:" + port, site.url("/hello"));
            if (scheme.startsWith("socks4")) {
                // It speaks version 5 alone: the hand-over fails, and the way there does not.
                assertThat(run.code()).isEqualTo(97);
            } else {
                assertThat(run).isEqualTo(new Run(0, "hello\n", ""));
                assertThat(site.requests()).hasSize(1);
            }
        } finally {
            proxy.close();
        }
    }

    @Test
    void theHttpProxyMayStandBehindASocksProxy() {
        int port = PeerProgram.freePort();
        String microsocks = PeerProgram.installed("microsocks", "microsocks");
        PeerProgram first = PeerProgram.start(microsocks, "-i", "127.0.0.1", "-p", Integer.toString(port))
                .awaitPort(port);
        try (LoopbackProxy second = LoopbackProxy.start()) {
            Run run = Run.fetch(
                    "--preproxy",
                    "socks5h://127.0.0.1:" + port,
                    "-x",
                    second.uri().toString(),
                    site.url("/hello"));
            assertThat(run).isEqualTo(new Run(0, "hello\n", ""));
            assertThat(second.requests()).hasSize(1);
        } finally {
            first.close();
        }
    }

    @Test
    void aProxyMayListenAtAUnixSocket() {
        Path socket = folder.resolve("proxy.sock");
        try (LoopbackProxy proxy = LoopbackProxy.start();
                UnixRelay relay = UnixRelay.start(
                        socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))) {
            assertThat(relay).isNotNull();
            assertThat(Run.fetch("-x", "unix:" + socket, site.url("/hello"))).isEqualTo(new Run(0, "hello\n", ""));
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void thePasswordIsToldByDigestAloneWhereThatIsWished() {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(DIGEST_WANTED);
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            Run run = Run.fetch(
                    "-x", "127.0.0.1:" + proxy.port(), "--proxy-digest", "-U", "ada:s3cret", "http://shop.example/");
            assertThat(run).isEqualTo(new Run(0, "ok", ""));
            assertThat(proxy.heads().get(0)).doesNotContainIgnoringCase("proxy-authorization");
            assertThat(proxy.heads().get(1)).containsIgnoringCase("proxy-authorization: Digest username=\"ada\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "all_proxy", "ALL_PROXY"})
    void theOptionsAreForAProxyOfTheEnvironmentToo(String variable) {
        try (LoopbackProxy proxy =
                LoopbackProxy.builder().credentials("user", "pw").start()) {
            Run run =
                    Run.fetch(Map.of(variable, proxy.uri().toString()), "", "-U", "user:pw", "-p", site.url("/hello"));
            assertThat(run).isEqualTo(new Run(0, "hello\n", ""));
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.method()).isEqualTo("CONNECT"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-x;gopher://127.0.0.1:1,                     7, unknown scheme",
        "-x;127.0.0.1:0,                              5, has a port",
        "--preproxy;http://127.0.0.1:1;-x;h:1,        5, SOCKS proxy",
        "--proxy-header;Host: x;-x;127.0.0.1:1,       5, proxy header Host",
        "--socks5-hostname;nosuch.invalid:1,          5, Could not resolve proxy: nosuch.invalid",
        "-x;127.0.0.1:1,                              7, Failed to connect to 127.0.0.1 port 1",
        "--proxy-cacert;/no/such/file,                77, /no/such/file"
    })
    void whatCannotWorkEndsWithTheCodeOfCurl(String options, int code, String message) {
        String[] arguments = (options + ";" + site.url("/hello")).split(";", -1);
        Run run = Run.fetch(arguments);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(message);
        assertThat(site.requests()).isEmpty();
    }
}
