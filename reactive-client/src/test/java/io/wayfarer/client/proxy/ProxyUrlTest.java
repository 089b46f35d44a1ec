/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;

class ProxyUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://p.example:3128,            HTTP,    p.example, 3128, ,",
        "http://p.example,                 HTTP,    p.example, 1080, ,",
        "http://p.example:,                HTTP,    p.example, 1080, ,",
        "http://p.example:80/,             HTTP,    p.example, 80,   ,",
        "HTTP://P.Example:1/ignored?q#f,   HTTP,    p.example, 1,    ,",
        "p.example:3128,                   HTTP,    p.example, 3128, ,",
        "p.example,                        HTTP,    p.example, 1080, ,",
        "' p.example:65535 ',              HTTP,    p.example, 65535, ,",
        "127.0.0.1:8080,                   HTTP,    127.0.0.1, 8080, ,",
        "[::1]:8080,                       HTTP,    [::1],     8080, ,",
        "http://[::1],                     HTTP,    [::1],     1080, ,",
        "ada:pw@p.example:1,               HTTP,    p.example, 1,    ada, pw",
        "http://ada@p.example:1,           HTTP,    p.example, 1,    ada,",
        "http://ada:@p.example:1,          HTTP,    p.example, 1,    ada, ''",
        "http://ada:p:w@p.example:1,       HTTP,    p.example, 1,    ada, p:w",
        "http://ada:p@w@p.example:1,       HTTP,    p.example, 1,    ada, p@w",
        "http://a%40b:p%3aw%25@p.example,  HTTP,    p.example, 1080, a@b, p:w%",
        "http://ada:100%@p.example,        HTTP,    p.example, 1080, ada, 100%",
        "http://ada:%C3%A4@p.example,      HTTP,    p.example, 1080, ada, \u00e4",
        "https://p.example,                HTTPS,   p.example, 443,  ,",
        "https://ada:pw@p.example:3129/,   HTTPS,   p.example, 3129, ada, pw",
        "socks4://ada@p.example,           SOCKS4,  p.example, 1080, ada,",
        "socks://p.example:9050,           SOCKS4,  p.example, 9050, ,",
        "socks4a://p.example,              SOCKS4A, p.example, 1080, ,",
        "socks5://p.example:9050,          SOCKS5,  p.example, 9050, ,",
        "socks5h://ada:pw@p.example/,      SOCKS5H, p.example, 1080, ada, pw"
    })
    void isReadAsCurlReadsIt(String text, Kind kind, String host, int port, String user, String password) {
        assertThat(ProxyUrl.parse("http_proxy", text)).isEqualTo(new Proxy(kind, host, port, user, password));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ftp://ada:s3cret@p.example,         unknown scheme",
                "://ada:s3cret@p.example,            unknown scheme",
                "http://ada:s3cret@,                 no host",
                "http://ada:s3cret@:80,              no host",
                "``,                                 no host",
                "http://ada:s3cret@p.example:0,      has a port",
                "http://ada:s3cret@p.example:65536,  has a port",
                "http://ada:s3cret@p.example:80x,    has a port",
                "http://ada:s3cret@p.example:-1,     has a port",
                "http://ada:s3cret@p example,        has a host",
                "http://ada:s3cret@[::1,             has a host",
                "http://ada:s3cret@[::1]x:80,        has a host",
                "http://ada:s3cret@a\\b:80,          has a host",
                "http://ada:s3cret@256.1.1.1,        has a host",
                "http://ada:s3cret%0d%0a@p.example,  control character",
                "http://ada%00:s3cret@p.example,     control character",
                "socks5h://ada:s3cret@p.example/run, has a path",
                "socks5h://ada:s3cret@localhost:1/r, has a path",
                "socks5h://ada:s3cret@localhost/%00, has a path",
                "unix:run,                           no absolute path",
                "unix:/,                             no absolute path",
                "unix://ada:s3cret@,                 no absolute path",
                "unix://ada:s3cret@p.example/run,    has a host"
            })
    void thatCannotBeUsedIsRefusedWithoutTellingThePassword(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyUrl.parse("https_proxy", text))
                .withMessageStartingWith("https_proxy ")
                .withMessageContaining(why)
                .withMessageContaining("http://host:port")
                .satisfies(e -> assertThat(e).hasNoCause())
                .satisfies(e -> assertThat(e).message().doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:/run/p.sock,                     HTTP,    /run/p.sock, ,,           unix:/run/p.sock",
        "unix:///run/p.sock,                   HTTP,    /run/p.sock, ,,           unix:/run/p.sock",
        "UNIX://ada:pw@localhost/run/p.sock,   HTTP,    /run/p.sock, ada, pw,     unix://***@/run/p.sock",
        "unix:/run/with%20blank,               HTTP,    /run/with blank, ,,       unix:/run/with blank",
        "socks5h://ada:pw@localhost/run/s,     SOCKS5H, /run/s, ada, pw,          socks5h://***@localhost/run/s",
        "socks4://LOCALHOST/run/s,             SOCKS4,  /run/s, ,,                socks4://localhost/run/s"
    })
    void aUnixSocketIsReadToo(String text, Kind kind, Path socket, String user, String password, String shown) {
        Proxy proxy = ProxyUrl.parse("all_proxy", text);
        assertThat(proxy).isEqualTo(Proxy.unix(kind, socket, user, password)).hasToString(shown);
        assertThat(ProxyUrl.parse("all_proxy", shown.replace("***", "ada:pw"))).isEqualTo(proxy);
    }

    @ParameterizedTest
    @CsvSource({"254, true", "255, true", "256, false"})
    void socksCarriesCredentialsOfSoManyBytes(int length, boolean fits) {
        String long_ = "x".repeat(length);
        for (String url : new String[] {"socks5://" + long_ + "@p", "socks5://a:" + long_ + "@p"}) {
            if (fits) {
                assertThatCode(() -> ProxyUrl.parse("all_proxy", url)).doesNotThrowAnyException();
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> ProxyUrl.parse("all_proxy", url));
            }
        }
        assertThatCode(() -> ProxyUrl.parse("all_proxy", "http://" + long_ + "@p"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://\ud800/", "http://\r\n", "\0", "http://[", "http://]", "@", ":", "%", "http://%", "[:]:1"
            })
    void hostileOnesAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyUrl.parse("http_proxy", text));
    }

    @Test
    void aHugeOneIsRefusedInFewWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyUrl.parse("http_proxy", "http://" + "[".repeat(64 * 1024)))
                .satisfies(e -> assertThat(e).message().hasSizeLessThan(400));
    }
}
