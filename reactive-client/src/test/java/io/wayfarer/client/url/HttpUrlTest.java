/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

    // URL Standard, section 4.4.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "http://shop.example,                http://shop.example/",
                "HTTP://Shop.EXAMPLE/A,              http://shop.example/A",
                "`  http://shop.example/ `,          http://shop.example/",
                "http:shop.example,                  http://shop.example/",
                "http:\\\\shop.example\\a,           http://shop.example/a",
                "http:////shop.example/a,            http://shop.example/a",
                "http://shop.example:80/,            http://shop.example/",
                "http://shop.example:/,              http://shop.example/",
                "http://shop.example:0443/,          http://shop.example:443/",
                "https://shop.example:443/,          https://shop.example/",
                "https://shop.example:80/,           https://shop.example:80/",
                "ws://shop.example:80,               ws://shop.example/",
                "wss://shop.example:443,             wss://shop.example/",
                "http://shop.example:65535/,         http://shop.example:65535/",
                "http://shop.example./,              http://shop.example./",
                "http://a_b.example/,                http://a_b.example/",
                "http://shop.example?q,              http://shop.example/?q",
                "http://shop.example#f,              http://shop.example/#f",
                "http://shop.example/?,              http://shop.example/?",
                "http://shop.example/#,              http://shop.example/#",
                "http://shop.example//a//b,          http://shop.example//a//b",
                "http://shop.example/?a&&b=&=c,      http://shop.example/?a&&b=&=c",
                "http://shop.example/a/./b/../c,     http://shop.example/a/c",
                "http://shop.example/a/%2E%2e/b,     http://shop.example/b",
                "http://shop.example/a/.%2e,         http://shop.example/",
                "http://shop.example/../..,          http://shop.example/",
                "http://shop.example/a/.,            http://shop.example/a/",
                "http://shop.example/.a/..b/...,     http://shop.example/.a/..b/...",
                "http://shop.example/?a/../b,        http://shop.example/?a/../b",
                "http://shop.example/a b\"<>`{}^|',  http://shop.example/a%20b%22%3C%3E%60%7B%7D%5E|'",
                "http://shop.example/?a b\"<>`{}^|', http://shop.example/?a%20b%22%3C%3E`{}^|%27",
                "http://shop.example/#a b\"<>`{}^|', http://shop.example/#a%20b%22%3C%3E%60{}^|'",
                "http://shop.example/%zz%,           http://shop.example/%zz%",
                "http://shop.example/%7Ea%c3%a4,     http://shop.example/%7Ea%c3%a4",
                "http://shop.example/\u00e4?\u00e4#\u00e4, http://shop.example/%C3%A4?%C3%A4#%C3%A4"
            })
    void isReadIntoItsNormalForm(String text, String href) {
        HttpUrl url = HttpUrl.parse(text);
        assertThat(url.href()).isEqualTo(href);
        assertThat(HttpUrl.parse(url.href())).isEqualTo(url).hasSameHashCodeAs(url);
    }

    // URL Standard, section 3.5: one spelling of each host, or none.
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,              127.0.0.1",
        "127.1,                  127.0.0.1",
        "127.0.0.1.,             127.0.0.1",
        "0x7f.1,                 127.0.0.1",
        "0X7F000001,             127.0.0.1",
        "0177.0.0.01,            127.0.0.1",
        "2130706433,             127.0.0.1",
        "4294967295,             255.255.255.255",
        "0xffffffff,             255.255.255.255",
        "0x,                     0.0.0.0",
        "1.65535,                1.0.255.255",
        "%31%32%37.0x1,          127.0.0.1",
        "%30%78%37%66.1,         127.0.0.1",
        "[::1],                  [::1]",
        "[0:0:0:0:0:0:0:1],      [::1]",
        "[::FFFF:1.2.3.4],       [::ffff:102:304]",
        "[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "%53hop.example,         shop.example",
        "b\u00fccher.example,    xn--bcher-kva.example",
        "B\u00dcCHER.Example,    xn--bcher-kva.example",
        "fa\u00df.ExAmPlE,       fass.example",
        "XN--BCHER-KVA.example,  xn--bcher-kva.example",
        "\uff53hop\u3002example, shop.example",
        "a.1b,                   a.1b",
        "1.a,                    1.a",
        "09a.example,            09a.example"
    })
    void hasAHostInOneSpelling(String written, String host) {
        assertThat(HttpUrl.parse("http://" + written + "/").host()).isEqualTo(host);
        assertThat(HttpUrl.parse("http://u@" + written + ":81/").authority()).isEqualTo(host + ":81");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http:///",
                "http://:80/",
                "http://u@/",
                "http://u:p@:80/",
                "http://shop.example:65536/",
                "http://shop.example:-1/",
                "http://shop.example:8x/",
                "http://shop example/",
                "http://shop<.example/",
                "http://shop%2fexample/",
                "http://shop%00.example/",
                "http://shop\0.example/",
                "http://%zz.example/",
                "http://a^b/",
                "http://a|b/",
                "http://[::1/",
                "http://::1/",
                "http://[:]/",
                "http://[1:2]/",
                "http://[::1%25eth0]/",
                "http://[1::2::3]/",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://0x100000000/",
                "http://4294967296/",
                "http://a.0x1g.1/",
                "http://1.2.3.09/",
                "http://shop.0xffffffffffffffffff/",
                "http://xn--/",
                "http://xn--pokxncvks/",
                "http://\ud800/"
            })
    void withoutAHostThatCanBeReachedIsRefused(String text) {
        assertThatExceptionOfType(InvalidUrlException.class).isThrownBy(() -> HttpUrl.parse(text));
        assertThat(HttpUrl.parse("https://base.example/").resolve(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example/a,      has no scheme",
        "/a,                  has no scheme",
        "'',                  has no scheme",
        "//shop.example,      has no scheme",
        "ftp://shop.example/, unknown scheme \"\"ftp\"\"",
        "mailto:a@b.example,  unknown scheme \"\"mailto\"\"",
        "http://,             has no host",
        "http://a:99999/,     host or port is not valid",
        "http://a:80{b/,      host or port is not valid"
    })
    void isRefusedWithTheReason(String text, String reason) {
        assertThatExceptionOfType(InvalidUrlException.class)
                .isThrownBy(() -> HttpUrl.parse(text))
                .withMessageContaining(reason.replace("\"\"", "\""));
    }

    // RFC 3986 section 5.4, all of it, with the answers of the URL Standard where they differ.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "g,             http://a/b/c/g",
                "./g,           http://a/b/c/g",
                "g/,            http://a/b/c/g/",
                "/g,            http://a/g",
                "//g,           http://g/",
                "?y,            http://a/b/c/d;p?y",
                "g?y,           http://a/b/c/g?y",
                "#s,            http://a/b/c/d;p?q#s",
                "g#s,           http://a/b/c/g#s",
                "g?y#s,         http://a/b/c/g?y#s",
                ";x,            http://a/b/c/;x",
                "g;x=1/../y,    http://a/b/c/y",
                "``,            http://a/b/c/d;p?q",
                ".,             http://a/b/c/",
                "..,            http://a/b/",
                "../g,          http://a/b/g",
                "../..,         http://a/",
                "../../../g,    http://a/g",
                "/./g,          http://a/g",
                "/../g,         http://a/g",
                "g.,            http://a/b/c/g.",
                "..g,           http://a/b/c/..g",
                "./g/.,         http://a/b/c/g/",
                "g/../h,        http://a/b/c/h",
                "g?y/../x,      http://a/b/c/g?y/../x",
                "g#s/../x,      http://a/b/c/g#s/../x",
                "http:g,        http://a/b/c/g",
                "http:/g,       http://a/g",
                "http://g,      http://g/",
                "http:,         http://a/b/c/d;p?q",
                "https:g,       https://g/",
                "https:/g,      https://g/",
                "ws:g,          ws://g/",
                "\\g,           http://a/g",
                "\\\\g\\h,      http://g/h",
                "/\\g,          http://g/",
                "///g,          http://g/",
                ":80,           http://a/b/c/:80",
                "1:2,           http://a/b/c/1:2",
                "` g\t `,       http://a/b/c/g"
            })
    void resolvesAReference(String reference, String target) {
        assertThat(HttpUrl.parse("http://a/b/c/d;p?q").resolve(reference).map(HttpUrl::href))
                .contains(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/g,       http://u:p@a:81/g",
        "g,        http://u:p@a:81/b/g",
        "?y,       http://u:p@a:81/b/c?y",
        "#s,       http://u:p@a:81/b/c?q#s",
        "'',       http://u:p@a:81/b/c?q",
        "//g/,     http://g/",
        "//x@a:81, http://x@a:81/"
    })
    void aRelativeReferenceKeepsUserInfoAndPort(String reference, String target) {
        assertThat(HttpUrl.parse("http://u:p@a:81/b/c?q#f").resolve(reference).map(HttpUrl::href))
                .contains(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:a@b", "javascript:alert(1)", "ftp://a/", "file:///a", "//", "//:80", "http://"})
    void aReferenceThatLeadsNowhereHasNoTarget(String reference) {
        assertThat(HttpUrl.parse("http://a/b").resolve(reference)).isEqualTo(Optional.empty());
    }

    // URL Standard, section 4.4, authority state.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "http://u@a/,          u",
                "http://u:p@a/,        u:p",
                "http://u:@a/,         u",
                "http://:p@a/,         :p",
                "http://u:p:q@a/,      u:p%3Aq",
                "http://u@v@a/,        u%40v",
                "http://u%40:%3a@a/,   u%40:%3a",
                "`http://u v:[p]@a/`,  u%20v:%5Bp%5D",
                "http://\u00e4:\ud83d\udca9@a/, %C3%A4:%F0%9F%92%A9"
            })
    void userInfoIsEncodedAsWritten(String text, String userInfo) {
        HttpUrl url = HttpUrl.parse(text);
        assertThat(url.userInfo()).contains(userInfo);
        assertThat(url.href()).isEqualTo("http://" + userInfo + "@a/");
        assertThat(url.toUri()).isEqualTo(URI.create(url.href()));
        assertThat(url.withoutUserInfo().href()).isEqualTo("http://a/");
    }

    @Test
    void emptyUserInfoIsNone() {
        assertThat(HttpUrl.parse("http://@a/").userInfo()).isEmpty();
        assertThat(HttpUrl.parse("http://:@a/").userInfo()).isEmpty();
    }

    @Test
    void hasItsParts() {
        HttpUrl url = HttpUrl.parse("https://u:p@shop.example:8443/a/b?x=1&y#top");
        assertThat(url.scheme()).isEqualTo("https");
        assertThat(url.secure()).isTrue();
        assertThat(url.webSocket()).isFalse();
        assertThat(url.host()).isEqualTo("shop.example");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.authority()).isEqualTo("shop.example:8443");
        assertThat(url.path()).isEqualTo("/a/b");
        assertThat(url.query()).contains("x=1&y");
        assertThat(url.fragment()).contains("top");
        assertThat(url.requestTarget()).isEqualTo("/a/b?x=1&y");
        assertThat(url.absoluteForm()).isEqualTo("https://shop.example:8443/a/b?x=1&y");
        assertThat(url.origin()).isEqualTo(new Origin("https", "shop.example", 8443));
        assertThat(HttpUrl.parse("https://shop.example/").origin()).hasToString("https://shop.example");
        assertThat(HttpUrl.parse("https://shop.example:80/").origin()).hasToString("https://shop.example:80");
        assertThat(HttpUrl.of(URI.create("http://shop.example"))).isEqualTo(HttpUrl.parse("http://shop.example/"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/b?c#d,   https://a/b?c#d,   ws://a/b?c#d",
        "http://a:443/,    https://a/,        ws://a:443/",
        "http://a:8080/,   https://a:8080/,   ws://a:8080/",
        "https://a:8443/,  https://a:8443/,   wss://a:8443/",
        "ws://a/,          wss://a/,          ws://a/"
    })
    void hasASecureTwinAndOneForHandshakes(String text, String secure, String handshake) {
        assertThat(HttpUrl.parse(text).upgraded().href()).isEqualTo(secure);
        assertThat(HttpUrl.parse(text).asWebSocket().href()).isEqualTo(handshake);
    }

    @Test
    void userInfoAndFragmentCanBeTakenOver() {
        HttpUrl url = HttpUrl.parse("http://a/b");
        assertThat(url.withUserInfoOf(HttpUrl.parse("http://u:p@c/")).href()).isEqualTo("http://u:p@a/b");
        assertThat(HttpUrl.parse("http://u@a/b").withUserInfoOf(url)).isEqualTo(url);
        assertThat(url.withFragment("f").withFragment(null)).isEqualTo(url).isNotEqualTo(url.withFragment(""));
    }

    @ParameterizedTest
    @CsvSource({
        "http://ada:s3cret@a/b#s3cret,       http://a/b",
        "http://a/b?token=s3cret&page=s3cret, http://a/b?token=***&page=***",
        "http://a/?a=s3cret=s3cret,          http://a/?a=***"
    })
    void isShownWithoutSecrets(String text, String shown) {
        assertThat(HttpUrl.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://ada:s3cret@a/",
                "http://ada:s3cret@a:99999/",
                "http://ada:s3cret@/",
                "http://s3cret@@:1/",
                "ftp://a/?token=s3cret",
                "ada:s3cret@a/",
                "http:\\\\ada:s3cret@a b/",
                "//ada:s3cret@a/?x=s3cret#s3cret",
                "/a#s3cret",
                "ftp://a/?page#s3cret",
                "ftp://a/#s3cret?b=c",
                "http://ada:s3#cret@a/"
            })
    void isRefusedWithoutTellingSecrets(String text) {
        assertThatExceptionOfType(InvalidUrlException.class)
                .isThrownBy(() -> HttpUrl.parse(text))
                .satisfies(e -> assertThat(e).message().doesNotContain("s3cret"))
                .withNoCause();
    }

    @Test
    void isRefusedInFewWordsOnOneLine() {
        assertThatExceptionOfType(InvalidUrlException.class)
                .isThrownBy(() -> HttpUrl.parse("x\r\n\u0001\u0085\ud800:" + "a".repeat(64 * 1024)))
                .satisfies(
                        e -> assertThat(e).message().hasSizeLessThan(400).doesNotContainPattern("[\\p{Cntrl}\\u0085]"));
    }

    @Test
    void noiseIsReadOrRefusedAndNothingElse() {
        Random random = new Random(4);
        String alphabet = "ab./\\:@?#[]%xn-0179\u00e4\u00df\ud83d\udca9\0\r\n \t";
        HttpUrl base = HttpUrl.parse("http://u:p@a.example:81/b/c?q#f");
        for (int i = 0; i < 50_000; i++) {
            StringBuilder noise = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int n = random.nextInt(20); n > 0; n--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            base.resolve(noise.toString()).ifPresent(url -> {
                assertThat(url.href()).matches("[!-~]+");
                assertThat(HttpUrl.parse(url.href())).isEqualTo(url);
                assertThat(url.toString()).matches("[!-~]+");
            });
        }
    }
}
