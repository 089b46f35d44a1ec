/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

/**
 * The cases of the IETF's http-state group. They date from RFC 6265; where RFC 6265bis decides otherwise on purpose, the
 * case is listed here with its reason and must have the other answer.
 */
class HttpStateConformanceTest {

    /** RFC 6265bis section 5.6 step 3: a field without an equals sign, or with nothing before it, is a value. */
    private static final Set<String> NAMELESS_COOKIES_ARE_KEPT = Set.of(
            "0021",
            "0023",
            "0025",
            "0027",
            "CHROMIUM0009",
            "MOZILLA0012",
            "MOZILLA0014",
            "MOZILLA0016",
            "NAME0017",
            "NAME0023",
            "NAME0025",
            "NAME0031",
            "NAME0033");

    private static final AtomicInteger RUN = new AtomicInteger();
    private static final AtomicInteger DIFFERENT = new AtomicInteger();
    private static final AtomicInteger DATES = new AtomicInteger();

    @AfterAll
    static void count() {
        System.out.printf(
                "http-state: %d cases as published, %d otherwise by RFC 6265bis, %d dates%n",
                RUN.get(), DIFFERENT.get(), DATES.get());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theJarAnswersAsTheCaseSays(String id, JsonNode test) throws IOException {
        CookieStore store = new InMemoryCookieStore(
                InstantSource.fixed(Instant.parse("2015-01-01T00:00:00Z")),
                CookieLimits.defaults(),
                PublicSuffixList.read(new StringReader("org\n")));
        HttpUrl received = HttpUrl.parse("http://home.example.org/cookie-parser?" + id);
        for (JsonNode field : test.get("received")) {
            store.store(CookieContext.of(received), List.of(field.asString()));
        }

        HttpUrl sentTo = test.has("sent-to")
                ? received.resolve(test.get("sent-to").asString()).orElseThrow()
                : HttpUrl.parse("http://home.example.org/cookie-parser-result?" + id);
        String sent = store.lookup(CookieContext.of(sentTo)).stream()
                .map(Cookie::pair)
                .collect(Collectors.joining("; "));
        String expected = StreamSupport.stream(test.get("sent").spliterator(), false)
                .map(cookie -> cookie.get("name").asString() + "="
                        + cookie.get("value").asString())
                .collect(Collectors.joining("; "));

        if (NAMELESS_COOKIES_ARE_KEPT.contains(id)) {
            assertThat(sent).isNotEqualTo(expected);
            DIFFERENT.incrementAndGet();
        } else {
            assertThat(sent).isEqualTo(expected);
            RUN.incrementAndGet();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dates")
    void aCookieDateMeansWhatTheCaseSays(String text, JsonNode expected) {
        long millis = expected.isNull()
                ? CookieDate.INVALID
                : ZonedDateTime.parse(expected.asString(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .withZoneSameInstant(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();

        assertThat(CookieDate.parse(text)).isEqualTo(millis);
        DATES.incrementAndGet();
    }

    static Stream<Arguments> cases() throws IOException {
        // DISABLED_ cases are to be skipped, says their README; of OPTIONAL_ ones either answer is right.
        return read("cases.json")
                .filter(test -> !test.get("test").asString().startsWith("DISABLED_"))
                .map(test -> Arguments.of(test.get("test").asString(), test));
    }

    static Stream<Arguments> dates() throws IOException {
        return Stream.concat(read("dates.json"), read("dates-bsd.json"))
                .map(test -> Arguments.of(test.get("test").asString(), test.get("expected")));
    }

    private static Stream<JsonNode> read(String file) throws IOException {
        try (InputStream in =
                HttpStateConformanceTest.class.getResourceAsStream("/conformance/http-state-cookies/" + file)) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
        }
    }
}
