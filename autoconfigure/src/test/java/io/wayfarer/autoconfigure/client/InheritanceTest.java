/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a named client takes of the properties for all, maps above all. */
class InheritanceTest {

    private static Map<String, Object> entries(String... lines) {
        Map<String, Object> entries = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            entries.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return entries;
    }

    private static ClientProperties crm(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(source);
        return Inheritance.properties("wayfarer.clients.crm", environment);
    }

    private static ClientProperties crm(String... lines) {
        return crm(new MapPropertySource("application.yml", entries(lines)));
    }

    @Test
    void mapsAreTakenTooKeyByKeyAndItsOwnWin() {
        ClientProperties crm = crm(
                "wayfarer.client.ssl.pins[a.example][0]=shared-a",
                "wayfarer.client.ssl.pins[a.example][1]=another",
                "wayfarer.client.ssl.pins.[*.b.example]=shared-b",
                "wayfarer.clients.crm.ssl.pins[a.example][0]=own-a",
                "wayfarer.clients.crm.ssl.pins[c.example]=own-c",
                "wayfarer.client.proxy.ssl.pins[proxy.example]=p,q",
                "wayfarer.client.proxy.headers.X-Team=shared",
                "wayfarer.client.proxy.headers.X-Site=shared",
                "wayfarer.clients.crm.proxy.headers.X-Team=crm",
                "wayfarer.client.addresses.resolve[a.test:443]=192.0.2.1",
                "wayfarer.client.addresses.connect-to[b.test]=unix:/run/b.sock");
        assertThat(crm.ssl().pins())
                .containsOnly(
                        Map.entry("a.example", List.of("own-a")),
                        Map.entry("*.b.example", List.of("shared-b")),
                        Map.entry("c.example", List.of("own-c")));
        assertThat(crm.proxy().ssl().pins()).containsOnly(Map.entry("proxy.example", List.of("p", "q")));
        assertThat(crm.proxy().headers()).containsOnly(Map.entry("X-Team", "crm"), Map.entry("X-Site", "shared"));
        assertThat(crm.addresses().resolve()).containsOnly(Map.entry("a.test:443", List.of("192.0.2.1")));
        assertThat(crm.addresses().connectTo()).containsOnly(Map.entry("b.test", "unix:/run/b.sock"));
    }

    @Test
    void variablesOfTheEnvironmentAreTakenByTheirOtherNames() {
        ClientProperties crm = crm(new SystemEnvironmentPropertySource(
                "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                entries(
                        "WAYFARER_CLIENT_SSL_PINS_A_EXAMPLE=sha256/x",
                        "WAYFARER_CLIENT_EXPECT_CONTINUE_TIMEOUT=7s",
                        "WAYFARER_CLIENT_SPRINGCLIENTS_ENABLED=false",
                        "WAYFARER_CLIENT_AUTH_API_URL=https://api.example",
                        "WAYFARER_CLIENT_AUTH_API_TOKEN=t",
                        "WAYFARER_CLIENTS_CRM_USERAGENT=crm")));
        assertThat(crm.ssl().pins()).containsOnly(Map.entry("a.example", List.of("sha256/x")));
        assertThat(crm.expectContinue().timeout()).hasSeconds(7);
        assertThat(crm.springClients().enabled()).isFalse();
        assertThat(crm.auth()).containsOnlyKeys("api");
        assertThat(crm.userAgent()).isEqualTo("crm");
    }

    @Test
    void aProxyOfItsOwnIsSentNoFieldsThatAreSetForAnother() {
        ClientProperties crm = crm(
                "wayfarer.client.proxy.url=http://shared:1",
                "wayfarer.client.proxy.headers.X-Key=secret",
                "wayfarer.client.proxy.ssl.pins[shared]=p",
                "wayfarer.clients.crm.proxy.url=http://own:2");
        assertThat(crm.proxy().headers()).isEmpty();
        assertThat(crm.proxy().ssl().pins()).isEmpty();
    }

    @Test
    void credentialsAreTakenWithTheirUrlOrNotAtAll() {
        ClientProperties crm = crm(
                "wayfarer.client.base-url=https://shop.example",
                "wayfarer.client.auth.shop.token=t",
                "wayfarer.client.auth.empty.url=${missing:}",
                "wayfarer.client.auth.empty.token=t",
                "wayfarer.client.auth.api.url=https://api.example",
                "wayfarer.client.auth.api.token=t",
                "wayfarer.client.auth.files.url=https://files.example",
                "wayfarer.client.auth.files.token=secret",
                "wayfarer.clients.crm.auth.files.url=https://elsewhere.example",
                "wayfarer.clients.crm.auth.files.username=ada");
        assertThat(crm.auth()).containsOnlyKeys("api", "files");
        assertThat(crm.auth().get("api"))
                .isEqualTo(new AuthProperties(
                        "https://api.example", null, null, "t", AuthProperties.AuthScheme.ANY, false));
        assertThat(crm.auth().get("files"))
                .isEqualTo(new AuthProperties(
                        "https://elsewhere.example", "ada", null, null, AuthProperties.AuthScheme.ANY, false));
    }

    @Test
    void filesAndTheBaseUrlBelongToOneClientAlone() {
        ClientProperties crm = crm(
                "wayfarer.client.base-url=https://shop.example",
                "wayfarer.client.cookies.file=cookies.txt",
                "wayfarer.client.cookies.max-total=7",
                "wayfarer.client.hsts.file=hsts.txt",
                "wayfarer.client.alt-svc.file=alt-svc.txt");
        assertThat(crm.baseUrl()).isNull();
        assertThat(crm.cookies().file()).isNull();
        assertThat(crm.cookies().maxTotal()).isEqualTo(7);
        assertThat(crm.hsts().file()).isNull();
        assertThat(crm.altSvc().file()).isNull();
    }
}
