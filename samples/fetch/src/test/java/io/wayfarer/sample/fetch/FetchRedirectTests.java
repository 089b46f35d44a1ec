/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

/** What an answer changes about the hops behind it: redirects, cookies, HSTS. */
class FetchRedirectTests extends SiteCase {

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
    void hstsIsObeyedOnTheNextHop() throws Exception {
        String file = LoopbackTls.localhost().writeCertificate(folder).toString();
        try (TestSite secure = TestSite.startTls()) {
            Run run = Run.fetch("-L", "--cacert", file, "-w", "%{url_effective}", secure.otherUrl("/hsts"));
            assertThat(run).isEqualTo(new Run(0, "hello\n" + secure.otherUrl("/hello"), ""));
            assertThat(secure.otherUrl("/hello")).startsWith("https://localhost:");
        }
    }
}
