/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.autoconfigure.client.NamedClientsAutoConfiguration;

/** What an application with a wrong property says instead of starting, to the word. */
class InvalidPropertiesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class, ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redirects.max           | -1        | it is less than 0                                | Set it to 0 or more.
                    cookies.max-per-domain  | 0         | it is less than 1                                | Set it to 1 or more.
                    cookies.max-total       | 0         | it is less than 1                                | Set it to 1 or more.
                    hsts.max-entries        | 0         | it is less than 1                                | Set it to 1 or more.
                    pool.max-connections    | 0         | it is less than 1                                | Set it to 1 or more.
                    pool.max-pending        | -1        | it is less than 0                                | Set it to 0 or more.
                    limits.body             | 0B        | it is not between 1 byte and 2 GB               | Set it to a size such as 64KB or 16MB.
                    limits.body             | 3GB       | it is not between 1 byte and 2 GB               | Set it to a size such as 64KB or 16MB.
                    limits.headers          | 255B      | it is not between 256 bytes and 2 GB             | Set it to a size such as 64KB or 16MB.
                    limits.header-fields    | 7         | it is less than 8                                | Set it to 8 or more.
                    limits.answer           | -1B       | it is less than 0                                | Set it to a size such as 64KB or 16MB, or to 0 for none.
                    limits.drain            | -1B       | it is not between 0 bytes and 2 GB               | Set it to a size such as 64KB or 16MB.
                    timeouts.connect        | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.resolve        | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.proxy          | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.tls            | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.write          | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.read           | 25d       | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.response       | -1s       | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.opening        | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.answer         | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    timeouts.exchange       | -1s       | it is neither 0 nor between 1 ms and 24 days    | Set it to a number with its unit, such as 500ms, 10s or 2m, or to 0 for none.
                    timeouts.unread         | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    expect-continue.above   | -1B       | it is not between 0 bytes and 2 GB               | Set it to a size such as 64KB or 16MB.
                    expect-continue.timeout | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    decompression.max-size  | 0B        | it is less than 1 byte                           | Set it to a size such as 64KB or 16MB.
                    decompression.max-ratio | 0         | it is less than 1                                | Set it to 1 or more.
                    pool.pending-timeout    | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    pool.idle-timeout       | 25d       | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    pool.max-life-time      | -1s       | it is neither 0 nor between 1 ms and 24 days    | Set it to a number with its unit, such as 500ms, 10s or 2m, or to 0 for none.
                    ssl.bundle              | absent    | there is no SSL bundle of that name              | Define it under spring.ssl.bundle, or name one of [].
                    ssl.pins[a.example]     | sha1/AA   | pin: "sha1/AA" (expected: sha256/ and the Base64 of 32 bytes) | Set it to the Base64 of the SHA-256 of a server's public key behind "sha256/".
                    ssl.min-version         | TLSv1.1   | of the versions that it leaves, some or all are not in the policy intermediate: [TLSv1.3, TLSv1.2] | Set it to one of those, the older one first, or set wayfarer.client.ssl.ciphers to a policy that has it.
                    proxy.pac.timeout       | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    proxy.pac.keep          | 0s        | it is not between 1 ms and 24 days               | Set it to a number with its unit, such as 500ms, 10s or 2m.
                    proxy.username          | ada       | it belongs to a proxy that is not there          | Set wayfarer.client.proxy.url too, or remove it.
                    proxy.no-proxy          | localhost | it belongs to a proxy that is not there          | Set wayfarer.client.proxy.url too, or remove it.
                    """)
    void anImpossibleValueIsNamedWithItsRemedy(String property, String value, String reason, String remedy) {
        String name = "wayfarer.client." + property;
        InvalidPropertyException failure = failure(runner.withPropertyValues(name + "=" + value));
        assertThat(failure.property()).isEqualTo(name);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }

    @Test
    void aProxyUrlIsExplainedWithoutBeingShownForItMayHoldAPassword() {
        InvalidPropertyException failure =
                failure(runner.withPropertyValues("wayfarer.client.proxy.url=gopher://ada:secret@proxy.example:70"));
        assertThat(failure.property()).isEqualTo("wayfarer.client.proxy.url");
        assertThat(failure.value()).isNull();
        assertThat(failure.reason()).isEqualTo("it has an unknown scheme");
        assertThat(failure.remedy()).startsWith("Write http://host:port, ");
        assertThat(failure).message().doesNotContain("secret");
    }

    @Test
    void credentialsInTwoPlacesAreRefused() {
        InvalidPropertyException failure = failure(runner.withPropertyValues(
                "wayfarer.client.proxy.url=http://ada:secret@proxy.example:3128",
                "wayfarer.client.proxy.username=bob"));
        assertThat(failure)
                .hasMessage(
                        "wayfarer.client.proxy.username: the proxy's URL has a user name too. Set the credentials in one"
                                + " place.");
    }

    @Test
    void oneUserNameForSeveralProxiesIsRefused() {
        InvalidPropertyException failure = failure(runner.withPropertyValues(
                "wayfarer.client.proxy.url=http://a.example:1,http://b.example:1",
                "wayfarer.client.proxy.username=bob"));
        assertThat(failure)
                .hasMessage(
                        "wayfarer.client.proxy.username: there are several proxies. Set the credentials in the URL of"
                                + " each.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hosts[0]=a | it has no url                                    | Set wayfarer.client.proxy.rules[0].url to a proxy, or to direct.
                    url=ftp://ada:secret@p  | it has an unknown scheme            | Write http://host:port,
                    url=p,hosts=*.example   | it has "*.example", which is no host | Write a name such as .example,
                    url=p,schemes=ftp       | it has the unknown scheme "ftp"     | Write http, https, ws or wss.
                    """)
    void aRuleThatCannotWorkIsNamed(String rule, String reason, String remedy) {
        String[] properties = List.of(rule.split(",", -1)).stream()
                .map(property -> "wayfarer.client.proxy.rules[0]." + property)
                .toArray(String[]::new);
        InvalidPropertyException failure = failure(runner.withPropertyValues(properties));
        assertThat(failure.property()).isEqualTo("wayfarer.client.proxy.rules[0]");
        assertThat(failure.value()).isNull();
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.remedy()).startsWith(remedy);
        assertThat(failure).message().doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    function FindProxyForURL( {      | it cannot be run, line 1: invalid property id        | Correct it.
                    var x = 1                        | it has no function FindProxyForURL                 | Correct it.
                    while (true);                    | it has no answer within 100 ms                     | Correct it.
                    """)
    void aPacFileThatCannotBeRunIsNamed(String script, String reason, String remedy, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("proxy.pac"), script);
        InvalidPropertyException failure = failure(runner.withPropertyValues(
                "wayfarer.client.proxy.pac.location=" + file, "wayfarer.client.proxy.pac.timeout=100ms"));
        assertThat(failure.property()).isEqualTo("wayfarer.client.proxy.pac.location");
        assertThat(failure.value()).isEqualTo(file.toString());
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no/such/file.pac", "classpath:no/such/file.pac", "http://127.0.0.1:1/proxy.pac", "gopher:x"})
    void aPacFileThatIsNotThereIsNamed(String location) {
        InvalidPropertyException failure =
                failure(runner.withPropertyValues("wayfarer.client.proxy.pac.location=" + location));
        assertThat(failure.property()).isEqualTo("wayfarer.client.proxy.pac.location");
        assertThat(failure.reason()).startsWith("it cannot be read: ");
        assertThat(failure.remedy()).isEqualTo("Set it to a file or URL that is there.");
    }

    @Test
    void aWrongSystemPropertyIsNamed() {
        InvalidPropertyException failure =
                failure(runner.withSystemProperties("http.proxyHost=proxy.example", "http.proxyPort=x"));
        assertThat(failure.property()).isEqualTo("wayfarer.client.proxy.from-system-properties");
        assertThat(failure.reason()).startsWith("http.proxyPort is not a number");
        assertThat(failure.remedy())
                .isEqualTo(
                        "Correct the system property, or set wayfarer.client.proxy.from-system-properties to false.");
    }

    @Test
    void aRelativeBaseUrlIsRefused() {
        InvalidPropertyException failure = failure(runner.withPropertyValues("wayfarer.client.base-url=/only/a/path"));
        assertThat(failure.property()).isEqualTo("wayfarer.client.base-url");
        assertThat(failure.remedy()).isEqualTo("Set it to an absolute http or https URL.");
    }

    @Test
    void aWrongVariableOfTheEnvironmentIsNamed() {
        InvalidPropertyException failure =
                failure(runner.withInitializer(context -> context.setEnvironment(new StandardEnvironment() {
                    @Override
                    public Map<String, Object> getSystemEnvironment() {
                        return Map.of("https_proxy", "gopher://proxy.example");
                    }
                })));
        assertThat(failure.property()).isEqualTo("wayfarer.client.proxy.from-environment");
        assertThat(failure.reason()).startsWith("https_proxy has an unknown scheme");
        assertThat(failure.remedy())
                .isEqualTo("Correct the variable, or set wayfarer.client.proxy.from-environment to false.");
    }

    @Test
    void aNamedClientsPropertyIsNamedWithTheClient() {
        assertThat(failure(runner.withPropertyValues("wayfarer.clients.crm.redirects.max=-1"))
                        .property())
                .isEqualTo("wayfarer.clients.crm.redirects.max");
    }

    @Test
    void theAnalysisSaysWhatWhereWhyAndWhatWouldBeRight() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("application.yml", Map.of("wayfarer.client.redirects.max", "-1")));
        ConfigurationPropertySources.attach(environment);
        FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer(environment)
                .analyze(new IllegalStateException(
                        "the bean could not be made",
                        new InvalidPropertyException(
                                "wayfarer.client.redirects.max", "-1", "it is less than 0", "Set it to 0 or more.")));
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("""
                        A configuration property has a value that cannot be used:

                            Property: wayfarer.client.redirects.max
                            Value: "-1"
                            Origin: "wayfarer.client.redirects.max" from property source "application.yml"
                            Reason: it is less than 0
                        """);
        assertThat(analysis.getAction()).isEqualTo("Set it to 0 or more.");
    }

    private static InvalidPropertyException failure(ApplicationContextRunner application) {
        InvalidPropertyException[] found = new InvalidPropertyException[1];
        application.run(context -> {
            assertThat(context).hasFailed();
            assertThat(context).getFailure().rootCause().satisfies(cause -> {
                for (Throwable e = context.getStartupFailure(); e != null; e = e.getCause()) {
                    if (e instanceof InvalidPropertyException invalid) {
                        found[0] = invalid;
                    }
                }
            });
        });
        assertThat(found[0]).isNotNull();
        return found[0];
    }
}
