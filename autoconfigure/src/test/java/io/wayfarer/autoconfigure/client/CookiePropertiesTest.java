/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieJars;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;

/** What can be said about cookies in properties, ours and Spring Boot's, against a real server. */
class CookiePropertiesTest extends CookiePropertiesCase {

    @ParameterizedTest
    @EnumSource
    void withTheScopeContextEachUserHasAJarAndNobodyHasNone(Face face) {
        groups().withPropertyValues(
                        "wayfarer.client.cookies.scope=context",
                        "wayfarer.client.cookies.context-key=" + CookieJarsKey.NAME)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(CookieStore.class).hasSingleBean(CookieJars.class);
                    assertThat(face.cookies(context, url(), "ada")).isEqualTo("null");
                    assertThat(face.cookies(context, url(), "bob")).isEqualTo("null");
                    assertThat(face.cookies(context, url(), "ada")).isEqualTo("visit=1; session=s");
                    assertThat(face.cookies(context, url(), "bob")).isEqualTo("visit=2; session=s");
                    assertThat(face.cookies(context, url(), null)).isEqualTo("null");
                    assertThat(face.cookies(context, url(), null)).isEqualTo("null");
                    assertThat(context.getBean(CookieJars.class).size()).isEqualTo(2);
                });
    }

    @Test
    void theBoundsOfTheJarsAreProperties() {
        runner.withPropertyValues(
                        "wayfarer.client.cookies.scope=context",
                        "wayfarer.client.cookies.max-jars=1",
                        "wayfarer.client.cookies.max-total=1")
                .run(context -> {
                    ReactiveHttpClient http = context.getBean(ReactiveHttpClient.class);
                    for (String user : List.of("ada", "bob")) {
                        http.get(url())
                                .bodyAsString()
                                .contextWrite(CookieJars.key(user))
                                .block(PATIENCE);
                    }
                    CookieJars jars = context.getBean(CookieJars.class);
                    assertThat(jars.size()).isEqualTo(1);
                    assertThat(jars.cookies()).isEqualTo(1);
                    assertThat(jars.find("bob")).isPresent();
                });
    }

    @Test
    void aScopeOfTheApplicationsOwnTakesThePlaceOfTheJar() {
        CookieStore jar = new InMemoryCookieStore();
        runner.withBean(CookieScope.class, () -> CookieScope.of(jar)).run(context -> {
            assertThat(context).doesNotHaveBean(CookieStore.class);
            Face.OWN.cookies(context, url(), null);
            assertThat(jar.size()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "application, , visit=1; session=s",
        "application, enable, visit=1; session=s",
        "application, enable-when-possible, visit=1; session=s",
        "application, disable, null",
        "none, , null",
        "none, enable, visit=1; session=s",
        "none, enable-when-possible, visit=1; session=s",
        "none, disable, null"
    })
    void springBootsCookieHandlingIsHonouredByAllOfSpringsClients(
            String scope, @Nullable String handling, String cookies) {
        for (Face face :
                List.of(Face.WEB_CLIENT, Face.REST_CLIENT, Face.GROUP_ON_WEB_CLIENT, Face.GROUP_ON_REST_CLIENT)) {
            server.forgetRequests();
            groups().withPropertyValues("wayfarer.client.cookies.scope=" + scope)
                    .withPropertyValues(
                            handling == null
                                    ? new String[0]
                                    : new String[] {"spring.http.clients.cookie-handling=" + handling})
                    .run(context -> {
                        assertThat(face.cookies(context, url(), null)).isEqualTo("null");
                        assertThat(face.cookies(context, url(), null))
                                .as(face.name())
                                .isEqualTo(cookies);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"enable, visit=1; session=s", "enable-when-possible, visit=1; session=s", "disable, null"})
    void theCookieHandlingOfAGroupIsHonouredForItAlone(String handling, String cookies) {
        for (Face face : List.of(Face.GROUP_ON_REST_CLIENT, Face.GROUP_ON_WEB_CLIENT)) {
            server.forgetRequests();
            String group = face == Face.GROUP_ON_REST_CLIENT ? "shop" : "reactive-shop";
            String others = handling.equals("disable") ? "enable" : "disable";
            groups().withPropertyValues(
                            "spring.http.clients.cookie-handling=" + others,
                            "spring.http.serviceclient." + group + ".cookie-handling=" + handling)
                    .run(context -> {
                        assertThat(face.cookies(context, url(), null)).isEqualTo("null");
                        assertThat(face.cookies(context, url(), null))
                                .as(face.name())
                                .isEqualTo(cookies);
                        Face other = face == Face.GROUP_ON_REST_CLIENT
                                ? Face.GROUP_ON_WEB_CLIENT
                                : Face.GROUP_ON_REST_CLIENT;
                        if (others.equals("disable")) {
                            assertThat(other.cookies(context, url(), null)).isEqualTo("null");
                        } else {
                            other.cookies(context, url(), null);
                            assertThat(other.cookies(context, url(), null)).contains("session=s");
                        }
                    });
        }
    }

    @Test
    void aNamedClientMayHaveAScopeOfItsOwn() {
        runner.withPropertyValues("wayfarer.clients.crm.cookies.scope=context").run(context -> {
            ReactiveHttpClient crm = context.getBean("wayfarerClient.crm", ReactiveHttpClient.class);
            for (String cookies : List.of("null", "visit=1; session=s")) {
                assertThat(crm.get(url())
                                .bodyAsString()
                                .contextWrite(CookieJars.key("ada"))
                                .block(PATIENCE))
                        .isEqualTo(cookies);
            }
            assertThat(crm.get(url()).bodyAsString().block(PATIENCE)).isEqualTo("null");
            assertThat(context.getBean(CookieStore.class).size()).isZero();
        });
    }

    @Test
    void aListOfPublicSuffixesTakesThePlaceOfOurs() throws IOException {
        Path list = Files.writeString(folder.resolve("suffixes.dat"), "internal\nlab.internal\n");
        runner.withPropertyValues("wayfarer.client.cookies.public-suffix-list=" + list)
                .run(context -> {
                    CookieStore store = context.getBean(CookieStore.class);
                    assertThat(store.add(
                                    Cookie.of("a", "1").domain("lab.internal").build()))
                            .isFalse();
                    assertThat(store.add(
                                    Cookie.of("a", "1").domain("x.lab.internal").build()))
                            .isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "max-jars=0, it is less than 1",
        "jar-idle=0s, it is not between 1 ms and 24 days",
        "save-delay=0s, it is not between 1 ms and 24 days"
    })
    void anImpossibleBoundStopsTheStart(String property, String reason) {
        boolean kept = property.startsWith("save-delay");
        assertThat(failure(
                        "wayfarer.client.cookies." + property,
                        kept
                                ? "wayfarer.client.cookies.file=" + folder.resolve("cookies.txt")
                                : "wayfarer.client.cookies.scope=context"))
                .hasMessageContaining(property.substring(0, property.indexOf('=')))
                .hasMessageContaining(reason);
    }

    @Test
    void aListThatIsNotThereStopsTheStart() {
        Path file = folder.resolve("none.dat");
        assertThat(failure("wayfarer.client.cookies.public-suffix-list=" + file))
                .hasMessageStartingWith(
                        "wayfarer.client.cookies.public-suffix-list: \"" + file + "\": it cannot be read: ");
    }
}
