/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackTls;

/** Over which connection a request goes: proxies, TLS, versions of HTTP. */
class FetchRouteTests extends SiteCase {

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

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
