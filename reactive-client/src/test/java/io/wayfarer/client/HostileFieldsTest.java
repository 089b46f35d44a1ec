/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.hsts.HstsPolicy;
import io.wayfarer.client.hsts.InMemoryHstsStore;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;

/** Fields that policies read, as no honest server writes them, over TLS and a real socket. */
class HostileFieldsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DEFAULT_LIMIT = 64 * 1024;
    private static final int RAISED_LIMIT = 1024 * 1024;

    /** A chain of 20 redirects, each shown as far as a message shows a URL. */
    private static final int LONGEST_MESSAGE = 25_000;

    private static final String SECRET = "s3cr3t";

    /** What stands in a field behind its sound beginning. */
    private enum Value {
        CR("a\r" + SECRET),
        LF("a\n" + SECRET),
        FOLDED("a\r\n " + SECRET),
        NUL("a\0" + SECRET),
        DEL("a\u007f" + SECRET),
        LONG(SECRET.repeat(11_000)),
        SURROGATE(SECRET + "\u00ed\u00a0\u00bd"),
        NOT_UTF8(SECRET + "\u00ff\u00c0\u0080"),
        OPEN_QUOTES("x=\"" + "\\\"".repeat(15_000) + SECRET),
        QUOTED_QUOTES("x=\"" + "\\\"".repeat(15_000) + SECRET + "\""),
        EMPTY_QUOTES("\"\"\"" + SECRET),
        DIRECTIVES((SECRET + "=1;").repeat(6_000)),
        CHALLENGES(("Digest realm=" + SECRET + ",nonce=" + SECRET + ",").repeat(1_300)),
        COMMAS(",".repeat(60_000) + SECRET),
        SPACES(" ".repeat(30_000) + SECRET + " ".repeat(30_000)),
        ESCAPES("/%0d%0aInjected:%20" + SECRET + "/%00/%ed%a0%bd");

        private final String text;

        Value(String text) {
            this.text = text;
        }
    }

    private final InMemoryCookieStore cookies = new InMemoryCookieStore();
    private final InMemoryHstsStore hsts = new InMemoryHstsStore();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord said) {
            log.add(said.getMessage() + " " + said.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger root = Logger.getLogger("");
    private final @Nullable Level usual = root.getLevel();

    @BeforeEach
    void listen() {
        root.addHandler(listening);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void stop() {
        root.removeHandler(listening);
        root.setLevel(usual);
    }

    /**
     * What becomes of the exchange: a status, {@code answered} after an attempt with credentials, {@code learnt} when a store has
     * taken something, or which failure.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", useHeadersInDisplayName = true, textBlock = """
                    value         | Location      | Strict-Transport-Security | WWW-Authenticate | Set-Cookie
                    CR            | not HTTP      | not HTTP                  | not HTTP         | not HTTP
                    LF            | not HTTP      | not HTTP                  | not HTTP         | not HTTP
                    NUL           | not HTTP      | not HTTP                  | not HTTP         | not HTTP
                    FOLDED        | LOOP          | 200                       | 401 answered     | 200 learnt
                    DEL           | LOOP          | 200                       | 401              | 200
                    LONG          | too large     | too large                 | too large        | too large
                    SURROGATE     | LOOP          | 200                       | 401              | 200 learnt
                    NOT_UTF8      | LOOP          | 200                       | 401              | 200 learnt
                    OPEN_QUOTES   | BAD_LOCATION  | 200                       | 401              | 200
                    QUOTED_QUOTES | BAD_LOCATION  | 200 learnt                | 401 answered     | 200
                    EMPTY_QUOTES  | LOOP          | 200                       | 401              | 200 learnt
                    DIRECTIVES    | LOOP          | 200                       | 401              | 200 learnt
                    CHALLENGES    | LOOP          | 200                       | 401 answered     | 200
                    COMMAS        | LOOP          | 200                       | 401 answered     | 200
                    SPACES        | LOOP          | 200 learnt                | 401 answered     | 200 learnt
                    ESCAPES       | LOOP          | 200                       | 401              | 200 learnt
                    """)
    void aHostileValueIsRefusedOrIgnoredAsItsSpecificationSays(
            Value value, String location, String security, String challenge, String cookie) {
        assertThat(outcomes(value, DEFAULT_LIMIT)).containsExactly(location, security, challenge, cookie);
    }

    @Test
    void aValueThatTheLimitLetsPassIsBoundedByThePolicies() {
        assertThat(outcomes(Value.LONG, RAISED_LIMIT))
                .containsExactly("BAD_LOCATION", "200 learnt", "401 answered", "200");
    }

    private List<String> outcomes(Value value, int limit) {
        return List.of(
                outcome("302 Found", "Location: " + value.text, limit),
                outcome("200 OK", "Strict-Transport-Security: max-age=100; " + value.text, limit),
                outcome("401 Unauthorized", "WWW-Authenticate: Basic realm=r, " + value.text, limit),
                outcome("200 OK", "Set-Cookie: a=" + value.text, limit));
    }

    private String outcome(String status, String field, int limit) {
        cookies.clear();
        hsts.clear();
        String answer = "HTTP/1.1 " + status + "\r\n" + field + "\r\nContent-Length: 0\r\n\r\n";
        PooledTransport transport = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .maxHeaderBytes(limit)
                .build());
        try (RawPeer peer = RawPeer.scripted(LoopbackTls.localhost(), conversation -> {
            while (true) {
                conversation.readHead();
                conversation.write(answer);
            }
        })) {
            String url = "https://localhost:" + peer.port() + "/";
            String outcome = exchange(client(transport, url), url);
            assertThat(peer.heads())
                    .flatMap(head -> head.lines().toList())
                    .noneMatch(line -> line.startsWith("Injected"));
            assertThat(log).noneMatch(line -> line.contains(SECRET));
            boolean answered = peer.heads().stream().anyMatch(head -> head.contains("uthorization: "));
            return outcome + (answered ? " answered" : "") + (cookies.size() + hsts.size() > 0 ? " learnt" : "");
        } finally {
            transport.dispose();
        }
    }

    private ReactiveHttpClient client(PooledTransport transport, String url) {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .policies(defaults -> PolicyChain.empty()
                        .redirects(RedirectRules.standard())
                        .with(new HstsPolicy(hsts))
                        .with(new CookiePolicy(cookies))
                        .with(AuthPolicy.ofUrls().with(url, Credentials.password("ada", "pw"))))
                .build();
    }

    /** A status, or a word for the failure, which must be one of the client's own. */
    private static String exchange(ReactiveHttpClient http, String url) {
        return http.get(url)
                .exchange(answer ->
                        answer.discard().thenReturn("" + answer.status().value()))
                .onErrorResume(HttpExchangeException.class, failure -> {
                    assertThat(failure.getMessage()).hasSizeLessThan(LONGEST_MESSAGE);
                    return Mono.just(word(failure));
                })
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private static String word(HttpExchangeException failure) {
        if (failure instanceof RedirectException redirect) {
            return redirect.reason().name();
        }
        if (failure instanceof ProtocolException) {
            return "not HTTP";
        }
        return failure instanceof ResponseLimitException ? "too large" : failure.toString();
    }
}
