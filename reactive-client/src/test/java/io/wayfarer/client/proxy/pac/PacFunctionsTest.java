/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each function that a PAC file may call, as a script calls it. */
class PacFunctionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final KnownNames NAMES = KnownNames.of(
            "192.0.2.7;2001:db8::7",
            "www.corp.example=10.1.2.3",
            "dual.example=2001:db8::1",
            "dual.example=198.51.100.1",
            "v6.example=2001:db8::2");

    /** What the expression is for a script, as text. */
    private static String value(String expression, Clock clock) {
        String script = "function FindProxyForURL(url, host) { return String(" + expression + "); }";
        try {
            return PacScript.compile("test", script, PATIENCE, PacFunctions.all(NAMES, clock))
                    .ask(new PacQuestion("http://a.example/", "a.example"));
        } catch (PacException e) {
            return Objects.toString(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    isPlainHostName("www")                                       | true
                    isPlainHostName("www.corp.example")                          | false
                    isPlainHostName("::1")                                       | false
                    dnsDomainIs("www.corp.example", ".corp.example")             | true
                    dnsDomainIs("WWW.Corp.example", ".corp.Example")             | true
                    dnsDomainIs("www", ".corp.example")                          | false
                    dnsDomainIs("www.other.example", ".corp.example")            | false
                    localHostOrDomainIs("www.corp.example", "www.corp.example")  | true
                    localHostOrDomainIs("www", "www.corp.example")               | true
                    localHostOrDomainIs("www.other.example", "www.corp.example") | false
                    localHostOrDomainIs("home.corp.example", "www.corp.example") | false
                    localHostOrDomainIs("ww", "www.corp.example")                | false
                    isResolvable("www.corp.example")                             | true
                    isResolvable("bogus.corp.example")                           | false
                    isResolvable("v6.example")                                   | false
                    isResolvableEx("v6.example")                                 | true
                    isResolvableEx("bogus.example")                              | false
                    isInNet("www.corp.example", "10.0.0.0", "255.0.0.0")         | true
                    isInNet("www.corp.example", "10.0.0.0", "255.255.0.0")       | false
                    isInNet("198.95.249.79", "198.95.249.79", "255.255.255.255") | true
                    isInNet("198.95.6.8", "198.95.0.0", "255.255.0.0")           | true
                    isInNet("bogus.example", "0.0.0.0", "0.0.0.0")               | false
                    isInNet("::1", "0.0.0.0", "0.0.0.0")                         | false
                    isInNet("10.1.2.3", "ten", "255.0.0.0")                      | false
                    isInNetEx("10.1.2.3", "10.0.0.0/8")                          | true
                    isInNetEx("v6.example", "2001:db8::/32")                     | true
                    isInNetEx("v6.example", "2001:db9::/32")                     | false
                    isInNetEx("dual.example", "198.51.100.0/24")                 | true
                    isInNetEx("v6.example", "2001:db8::/129")                    | false
                    isInNetEx("v6.example", "2001:db8::")                        | false
                    dnsResolve("www.corp.example")                               | 10.1.2.3
                    dnsResolve("dual.example")                                   | 198.51.100.1
                    dnsResolve("bogus.example")                                  | null
                    dnsResolveEx("dual.example")                                 | 2001:db8:0:0:0:0:0:1;198.51.100.1
                    dnsResolveEx("bogus.example")                                | ``
                    myIpAddress()                                                | 192.0.2.7
                    myIpAddressEx()                                              | 192.0.2.7;2001:db8:0:0:0:0:0:7
                    dnsDomainLevels("www")                                       | 0
                    dnsDomainLevels("www.corp.example")                          | 2
                    convert_addr("104.16.41.2")                                  | 1745889538
                    convert_addr("www")                                          | 0
                    sortIpAddressList("10.2.3.9;2001:db8::1;::9;10.2.3.4")       | ::9;2001:db8::1;10.2.3.4;10.2.3.9
                    sortIpAddressList("10.2.3.9;x")                              | false
                    sortIpAddressList("")                                        | false
                    getClientVersion()                                           | 1.0
                    alert("x")                                                   | null
                    shExpMatch("http://home.corp.example/people/ari/index.html", "*/ari/*")   | true
                    shExpMatch("http://home.corp.example/people/yourpage/index.html", "*/ari/*") | false
                    shExpMatch("a.example", "*.example")                         | true
                    shExpMatch("a.examplex", "*.example")                        | false
                    shExpMatch("abc", "a?c")                                     | true
                    shExpMatch("ac", "a?c")                                      | false
                    shExpMatch("abc", "abc*")                                    | true
                    shExpMatch("a.c", "a[.]c")                                   | false
                    shExpMatch("a[.]c", "a[.]c")                                 | true
                    shExpMatch("", "")                                           | true
                    shExpMatch("", "*")                                          | true
                    shExpMatch("x", "")                                          | false
                    isPlainHostName()                                            | true
                    """)
    void answersAsBrowsersDo(String call, String value) {
        assertThat(value(call, Clock.systemUTC())).isEqualTo(value);
    }

    /** A Saturday in UTC, still a Friday in New York. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    weekdayRange("FRI")                                | true
                    weekdayRange("FRI", "GMT")                         | false
                    weekdayRange("SAT", "GMT")                         | true
                    weekdayRange("sat", "gmt")                         | true
                    weekdayRange("MON", "FRI")                         | true
                    weekdayRange("MON", "FRI", "GMT")                  | false
                    weekdayRange("SAT", "TUE", "GMT")                  | true
                    weekdayRange("SUN", "THU", "GMT")                  | false
                    weekdayRange("FRI", "MON")                         | true
                    weekdayRange("FRIDAY")                             | false
                    weekdayRange()                                     | false
                    dateRange(31)                                      | true
                    dateRange(1, "GMT")                                | true
                    dateRange(31, "GMT")                               | false
                    dateRange(24, 31)                                  | true
                    dateRange(25, 5, "GMT")                            | true
                    dateRange(2, 30, "GMT")                            | false
                    dateRange("OCT")                                   | true
                    dateRange("NOV", "GMT")                            | true
                    dateRange("JAN", "MAR")                            | false
                    dateRange("OCT", "DEC")                            | true
                    dateRange("NOV", "JAN", "GMT")                     | true
                    dateRange(2025)                                    | true
                    dateRange(2024, 2026)                              | true
                    dateRange(2026, 2027)                              | false
                    dateRange(2026, 2024)                              | false
                    dateRange(31, "OCT")                               | true
                    dateRange(30, "OCT")                               | false
                    dateRange(1, "JUN", 15, "AUG")                     | false
                    dateRange(1, "OCT", 31, "OCT")                     | true
                    dateRange(15, "DEC", 1, "NOV")                     | true
                    dateRange("OCT", 2025, "MAR", 2026)                | true
                    dateRange("NOV", 2025, "MAR", 2026)                | false
                    dateRange(31, "OCT", 2025)                         | true
                    dateRange(1, "JUN", 2025, 15, "AUG", 2026)         | true
                    dateRange(1, "NOV", 2025, 15, "AUG", 2026)         | false
                    dateRange(1, "NOV", 2025, 15, "AUG", 2026, "GMT")  | true
                    dateRange(1, "NOV", 15, 2026)                      | false
                    dateRange("FOO")                                   | false
                    dateRange()                                        | false
                    timeRange(20)                                      | true
                    timeRange(0, "GMT")                                | true
                    timeRange(19)                                      | false
                    timeRange(19, 20)                                  | true
                    timeRange(21, 19)                                  | false
                    timeRange(22, 6, "GMT")                            | true
                    timeRange(20, 30, 20, 30)                          | true
                    timeRange(20, 31, 23, 59)                          | false
                    timeRange(8, 30, 17, 0)                            | false
                    timeRange(23, 0, 0, 30, "GMT")                     | true
                    timeRange(20, 30, 15, 20, 30, 15)                  | true
                    timeRange(20, 30, 16, 20, 30, 59)                  | false
                    timeRange(20, 30, 15)                              | false
                    timeRange("noon")                                  | false
                    """)
    void tellsTheTime(String call, boolean value) {
        Clock clock =
                Clock.fixed(OffsetDateTime.parse("2025-11-01T00:30:15Z").toInstant(), ZoneId.of("America/New_York"));
        assertThat(value(call, clock)).isEqualTo("" + value);
    }

    @Test
    void withoutANetworkTheOwnAddressIsTheLoopback() {
        KnownNames nowhere = KnownNames.of("");
        assertThat(new PacAddresses(nowhere).myIpAddress()).isEqualTo("127.0.0.1");
        assertThat(new PacAddresses(nowhere).myIpAddressEx()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void theSystemKnowsTheLoopback(String host) {
        assertThat(new PacAddresses(PacNames.ofSystem()).dnsResolve(host)).isEqualTo("127.0.0.1");
        assertThat(PacNames.ofSystem().own()).noneMatch(address -> address.isLoopbackAddress());
    }

    @Test
    void manyAsterisksDoNotTakeLong() {
        assertThat(value("shExpMatch(new Array(2000).join('a'), new Array(200).join('*a') + 'b')", Clock.systemUTC()))
                .isEqualTo("false");
    }
}
