/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

/** What holds whatever comes: random cookies and requests with a seed that is named when a test fails. */
class CookieStorePropertiesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<String> HOSTS = List.of(
            "shop.example",
            "www.shop.example",
            "a.www.shop.example",
            "b.www.shop.example",
            "shop.co.uk",
            "www.shop.co.uk",
            "example",
            "co.uk",
            "127.0.0.1",
            "27.0.0.1",
            "localhost",
            "badshop.example",
            "other.com");
    private static final List<String> DOMAINS = List.of(
            "shop.example",
            "www.shop.example",
            "example",
            "co.uk",
            "shop.co.uk",
            "127.0.0.1",
            "0.0.1",
            "localhost",
            "other.com",
            "com",
            "op.example");
    private static final List<String> PATHS =
            List.of("/", "/a", "/a/", "/a/b", "/a/b/", "/ab", "/a/b/c", "//", "/a//b", "relative");
    private static final String ALPHABET = "ab=;, \t\u0001\u007f\u00e9\u6f22\"/.-_:%Hh0 9";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theJarAgreesWithTheSentencesOfTheRfc(long seed) {
        Random random = new Random(seed);
        TestClock clock = new TestClock(NOW);
        CookieLimits unlimited = CookieLimits.defaults().withPerDomain(10_000).withTotal(100_000);
        CookieStore jar = new InMemoryCookieStore(clock, unlimited, PublicSuffixList.bundled());
        ReferenceJar reference = new ReferenceJar();

        for (int step = 0; step < 5_000; step++) {
            boolean secure = random.nextBoolean();
            String host = any(HOSTS, random);
            String path = any(PATHS.subList(0, PATHS.size() - 1), random);
            HttpUrl url = HttpUrl.parse((secure ? "https://" : "http://") + host + path);
            String asked = host + path + " at step " + step;
            if (random.nextInt(3) == 0) {
                ReferenceJar.Set set = new ReferenceJar.Set(
                        "n" + random.nextInt(5),
                        "v" + step,
                        random.nextBoolean() ? null : any(DOMAINS, random),
                        random.nextBoolean() ? null : any(PATHS, random),
                        random.nextInt(4) == 0,
                        random.nextBoolean() ? null : random.nextInt(20) - 2);
                reference.store(secure, url.host(), url.path(), set, clock.millis());
                jar.store(CookieContext.of(url), List.of(set.field()));
            } else {
                assertThat(jar.lookup(CookieContext.of(url)).stream()
                                .map(Cookie::pair)
                                .collect(Collectors.joining("; ")))
                        .as(asked)
                        .isEqualTo(reference.lookup(secure, url.host(), url.path(), clock.millis()));
            }
            clock.advance(Duration.ofMillis(random.nextInt(500)));
        }
        assertThat(reference.size()).as("the seed exercises the jar").isGreaterThan(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void theJarNeverExceedsItsLimits(long seed) {
        Random random = new Random(seed);
        TestClock clock = new TestClock(NOW);
        CookieLimits limits =
                CookieLimits.defaults().withPerDomain(4).withTotal(15).withNameValueBytes(12);
        CookieStore jar = new InMemoryCookieStore(clock, limits, PublicSuffixList.bundled());

        for (int step = 0; step < 5_000; step++) {
            HttpUrl url = HttpUrl.parse("https://" + any(HOSTS, random) + "/");
            jar.store(
                    CookieContext.of(url),
                    List.of("n" + random.nextInt(10) + "=" + "v".repeat(random.nextInt(15))
                            + (random.nextBoolean() ? "; Secure" : "")
                            + (random.nextBoolean() ? "; Max-Age=" + random.nextInt(9) : "")));
            jar.lookup(CookieContext.of(HttpUrl.parse("https://" + any(HOSTS, random) + "/")));
            clock.advance(Duration.ofMillis(random.nextInt(200)));

            List<Cookie> cookies = jar.snapshot();
            Map<String, Integer> perDomain = new HashMap<>();
            cookies.forEach(cookie -> perDomain.merge(cookie.domain(), 1, Integer::sum));
            assertThat(jar.size()).isBetween(cookies.size(), 15);
            assertThat(perDomain.values()).allMatch(count -> count <= 4);
            assertThat(cookies).allMatch(cookie -> cookie.pair().length() <= 13);
        }
        assertThat(jar.size()).isGreaterThan(8);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void noTextMakesTheJarThrowAndWhatItTookComesBackFromAFile(long seed) throws IOException {
        Random random = new Random(seed);
        TestClock clock = new TestClock(NOW);
        CookieStore jar = new InMemoryCookieStore(clock, CookieLimits.defaults(), PublicSuffixList.bundled());
        List<String> pieces = List.of(
                "Path=",
                "Domain=",
                "Max-Age=",
                "Expires=",
                "Secure",
                "HttpOnly",
                "SameSite=",
                "Partitioned",
                "; ",
                "=",
                "__Host-",
                "__Secure-",
                "/",
                "Thu, 01 Jan 2037 00:00:00 GMT",
                "60",
                ".",
                "shop.example");
        for (int step = 0; step < 5_000; step++) {
            StringBuilder field = new StringBuilder();
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                field.append(random.nextInt(3) > 0 ? any(pieces, random) : text(random));
            }
            HttpUrl url = HttpUrl.parse((random.nextBoolean() ? "https://" : "http://") + any(HOSTS, random) + "/a/b");
            jar.store(CookieContext.of(url), List.of(field.toString()));
        }
        assertThat(jar.size()).isGreaterThan(50);

        // Octets only, as from the network; what the columns cannot hold is left out.
        List<Cookie> cookies = jar.snapshot().stream()
                .filter(cookie -> CookieLine.writable(cookie)
                        && (cookie.pair() + cookie.path()).chars().allMatch(c -> c <= 0xff))
                .toList();
        StringWriter out = new StringWriter();
        assertThat(NetscapeCookieFile.write(out, cookies)).isEqualTo(cookies.size());
        NetscapeCookieFile.Contents contents = NetscapeCookieFile.read(new StringReader(out.toString()));

        assertThat(contents.badLines()).isZero();
        assertThat(contents.cookies().stream().map(CookieStorePropertiesTest::described))
                .containsExactlyInAnyOrderElementsOf(cookies.stream()
                        .map(CookieStorePropertiesTest::described)
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void noFileMakesTheReaderThrow(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder();
        List<String> pieces = List.of(
                "#",
                "#HttpOnly_",
                "#+ SameSite=",
                "#+ ",
                "TRUE",
                "FALSE",
                "/",
                "0",
                "99999999999999999999",
                "shop.example",
                "name",
                "\t",
                "\t",
                "\t",
                "\t",
                "\n");
        for (int i = 0; i < 20_000; i++) {
            file.append(random.nextInt(5) > 0 ? any(pieces, random) : text(random));
        }
        int lines = (int) file.chars().filter(c -> c == '\n').count() + 1;

        NetscapeCookieFile.Contents contents = NetscapeCookieFile.read(new StringReader(file.toString()));

        assertThat(contents.badLines()).isBetween(1, lines);
    }

    private static String described(Cookie cookie) {
        return cookie + " " + cookie.value();
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
