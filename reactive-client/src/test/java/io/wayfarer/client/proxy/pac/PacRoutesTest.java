/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class PacRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** In which a script is at least read, on a busy machine too. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final HttpUrl URL = HttpUrl.parse("http://a.example/");

    private static PacRoutes pac(String body) {
        return PacRoutes.of("proxy.pac", "function FindProxyForURL(url, host) {" + body + "}", PATIENCE, KEEP);
    }

    private static Route found(PacRoutes routes, HttpUrl url) {
        return Objects.requireNonNull(routes.find(url).block(PATIENCE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    DIRECT                                         | direct (proxy.pac)
                    ``                                             | direct (proxy.pac)
                    PROXY a.example:3128                           | http://a.example:3128 (proxy.pac)
                    PROXY a.example                                | http://a.example:80 (proxy.pac)
                    HTTP a.example:1                               | http://a.example:1 (proxy.pac)
                    HTTPS a.example                                | https://a.example:443 (proxy.pac)
                    SOCKS a.example                                | socks4://a.example:1080 (proxy.pac)
                    SOCKS4 a.example:1                             | socks4://a.example:1 (proxy.pac)
                    SOCKS5 a.example                               | socks5h://a.example:1080 (proxy.pac)
                    proxy [::1]:3128                               | http://[::1]:3128 (proxy.pac)
                    PROXY a:1; HTTPS b:2 ;SOCKS c:3; DIRECT        | http://a:1, https://b:2, socks4://c:3, direct (proxy.pac)
                    ;; PROXY a:1;; PROXY b:2;                      | http://a:1, http://b:2 (proxy.pac)
                    PROXY a:1; DIRECT; PROXY b:2                   | http://a:1, direct (proxy.pac)
                    """)
    void itsListIsTheRoute(String answer, String route) {
        assertThat(found(pac("return '" + answer + "';"), URL)).hasToString(route);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return undefined;", "return null;", ""})
    void noAnswerIsTheDirectWay(String body) {
        assertThat(found(pac(body), URL)).hasToString("direct (proxy.pac)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return 'PROXXY a:1';",
                "return 'PROXY';",
                "return 'PROXY a:1 b:2';",
                "return 'DIRECT now';",
                "return 'PROXY a:0';",
                "return 'PROXY a:99999';",
                "return 'PROXY user:s3cret@a:1';",
                "return 'PROXY http://a:1';",
                "return 'SOCKS5 localhost/run/x';",
                "return 'PROXY a:1; nonsense; DIRECT';",
                "return 42;",
                "return undefinedVariable;",
                "return isInNet.nothing.there;",
                "throw 'no';",
                "function f() { return f(); } return f();",
                "return JSON.parse(new Array(100000).join('['));",
                "return new Array(10000).join('x');",
                "return java.lang.System.getProperty('user.home');",
                "return Packages.java.lang.Runtime.getRuntime();",
                "return JavaImporter(java.io);",
                "return Java.type('java.lang.Runtime');",
                "importPackage(java.io); return 'DIRECT';",
                "return alert.getClass();",
                "return dnsResolve.constructor.constructor('return java.lang.Runtime')().toString();",
                "return load('http://127.0.0.1/evil.js');"
            })
    void whatIsNoAnswerFailsAndNothingGoesDirect(String body) {
        StepVerifier.create(pac(body).find(URL))
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(PacException.class)
                        .hasMessageStartingWith("proxy.pac ")
                        .message()
                        .doesNotContain("s3cret"))
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true);",
                "try { while (true); } catch (e) { while (true); } finally { while (true); }",
                "[1, 2].sort(function() { while (true); });",
                "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab');"
            })
    void aScriptThatDoesNotEndIsStopped(String body) {
        PacRoutes endless = PacRoutes.of("proxy.pac", "function FindProxyForURL() {" + body + "}", SHORT, KEEP);
        StepVerifier.create(endless.find(URL))
                .expectErrorMessage("proxy.pac has no answer within 1000 ms")
                .verify(PATIENCE);
    }

    @Test
    void aNameThatIsNotFoundForLongEndsTheWaitToo() {
        HeldNames stuck = new HeldNames();
        PacRoutes routes = PacRoutes.of(
                "proxy.pac",
                "function FindProxyForURL(u, h) { return dnsResolve(h); }",
                SHORT,
                KEEP,
                Clock.systemUTC(),
                stuck);
        StepVerifier.create(routes.find(URL))
                .expectErrorMessage("proxy.pac has no answer within 1000 ms")
                .verify(PATIENCE);
        stuck.answer();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://u:pw@a.example:8080/path?q=1#f  | http://a.example:8080/path?q=1 a.example
                    http://a.example/                      | http://a.example/ a.example
                    https://u:pw@a.example/path?q=1        | https://a.example/ a.example
                    https://a.example:8443/path            | https://a.example:8443/ a.example
                    ws://a.example/path                    | http://a.example/path a.example
                    wss://a.example/path                   | https://a.example/ a.example
                    http://[::1]:8080/                     | http://[::1]:8080/ ::1
                    """)
    void itIsToldNoMoreThanBrowsersTell(String url, String told) {
        PacQuestion question = PacQuestion.of(HttpUrl.parse(url));
        assertThat(question.url() + " " + question.host()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    function FindProxyForURL( {              | proxy.pac cannot be run, line 1:
                    var x = 1                                | proxy.pac has no function FindProxyForURL
                    FindProxyForURL = 'DIRECT'               | proxy.pac has no function FindProxyForURL
                    throw 'no'                               | proxy.pac cannot be run, line 1:
                    while (true);                            | proxy.pac has no answer within 1000 ms
                    importClass(java.io.File)                | proxy.pac cannot be run, line 1:
                    """)
    void aScriptThatCannotWorkIsRefusedAtOnce(String script, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PacRoutes.of("proxy.pac", script, SHORT, KEEP))
                .withMessageStartingWith(why)
                .withMessageContaining(". Correct it.");
    }

    @ParameterizedTest
    @CsvSource({"1048575, true", "1048576, true", "1048577, false"})
    void aScriptIsAMebibyteLongAtMost(int length, boolean taken) {
        String script = "function FindProxyForURL() { return 'DIRECT'; }";
        String padded = script + " ".repeat(length - script.length());
        if (taken) {
            assertThat(found(PacRoutes.of("proxy.pac", padded, PATIENCE, KEEP), URL))
                    .hasToString("direct (proxy.pac)");
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PacRoutes.of("proxy.pac", padded, PATIENCE, KEEP))
                    .withMessage("proxy.pac is longer than 1 MiB. Make it shorter.");
        }
    }

    /** Moves on when told to. */
    private static final class Watch extends Clock {

        private Instant now = Instant.parse("2025-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void anAnswerCountsForAWhileAndNothingIsLeftOfTheRun() {
        Watch watch = new Watch();
        PacRoutes routes = PacRoutes.of(
                "proxy.pac",
                "var runs = 0; function FindProxyForURL() { return 'PROXY p:' + ++runs; }",
                PATIENCE,
                KEEP,
                watch,
                PacNames.ofSystem());
        assertThat(routes.select(URL)).isNull();
        Route first = found(routes, URL);
        assertThat(first).hasToString("http://p:1 (proxy.pac)");
        watch.now = watch.now.plus(KEEP).minusMillis(1);
        assertThat(routes.select(URL)).isSameAs(first);
        watch.now = watch.now.plusMillis(1);
        assertThat(routes.select(URL)).isNull();
        assertThat(found(routes, URL)).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void ofAnswersAThousandAreKept() {
        PacRoutes routes = pac("return 'DIRECT';");
        for (int i = 0; i <= PacAnswers.MOST; i++) {
            found(routes, HttpUrl.parse("http://a" + i + ".example/"));
        }
        assertThat(routes.select(HttpUrl.parse("http://a0.example/"))).isNull();
        assertThat(routes.select(HttpUrl.parse("http://a1.example/"))).isNotNull();
    }

    @Test
    void ofManyThatAskTheSameOneAsksTheScript() {
        HeldNames slow = new HeldNames();
        PacRoutes routes = PacRoutes.of(
                "proxy.pac",
                "function FindProxyForURL(u, h) { dnsResolve(h); return 'PROXY p:1'; }",
                PATIENCE,
                KEEP,
                Clock.systemUTC(),
                slow);
        List<Mono<Route>> askers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            askers.add(routes.find(URL));
        }
        StepVerifier.create(Flux.merge(Flux.fromIterable(askers), 20).count())
                .then(slow::answer)
                .expectNext(20L)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(slow.asked()).isEqualTo(1);
    }

    @Test
    void withoutRhinoItSaysWhatIsMissing() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("rhino")) {
                urls.add(url(entry));
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method of = without.loadClass(PacRoutes.class.getName())
                    .getMethod("of", String.class, String.class, Duration.class, Duration.class);
            assertThat(catchThrowableOfType(
                                    InvocationTargetException.class,
                                    () -> of.invoke(null, "proxy.pac", "", PATIENCE, KEEP))
                            .getTargetException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "proxy.pac cannot be run, because Rhino is not there. Add org.mozilla:rhino to the class path.");
        }
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    @Test
    void isShownByTheNameOfItsScript() {
        assertThat(pac("")).hasToString("PAC proxy.pac");
    }
}
