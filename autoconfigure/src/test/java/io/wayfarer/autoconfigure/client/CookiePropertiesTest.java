/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieFileSaver;
import io.wayfarer.client.cookie.CookieJars;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;
import io.wayfarer.fixture.LoopbackServer;

/** What can be said about cookies in properties, ours and Spring Boot's, against a real server. */
class CookiePropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private LoopbackServer server;

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    ClientAutoConfiguration.class,
                    NamedClientsAutoConfiguration.class,
                    SpringClientsAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ReactiveHttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    WebClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    HttpServiceClientPropertiesAutoConfiguration.class,
                    HttpServiceClientAutoConfiguration.class,
                    ReactiveHttpServiceClientAutoConfiguration.class))
            .withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

    interface ReactiveShop {

        @GetExchange("/cookies")
        Mono<String> cookies(@RequestAttribute(name = CookieJarsKey.NAME, required = false) @Nullable String user);
    }

    interface Shop {

        @GetExchange("/cookies")
        @Nullable
        String cookies(@RequestAttribute(name = CookieJarsKey.NAME, required = false) @Nullable String user);
    }

    /** The key that the tests give in a property, because an annotation takes constants only. */
    static final class CookieJarsKey {

        static final String NAME = "user";

        private CookieJarsKey() {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "shop", types = Shop.class, clientType = HttpServiceGroup.ClientType.REST_CLIENT)
    @ImportHttpServices(
            group = "reactive-shop",
            types = ReactiveShop.class,
            clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
    static class Groups {}

    /** The ways in which an application calls out, each for a user, or for nobody in particular. */
    enum Face {
        OWN {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                Mono<String> answer = context.getBean("reactiveHttpClient", ReactiveHttpClient.class)
                        .get(url)
                        .bodyAsString();
                return (user == null ? answer : answer.contextWrite(to -> to.put(CookieJarsKey.NAME, user)))
                        .block(PATIENCE);
            }
        },
        WEB_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                Mono<String> answer = context.getBean(WebClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .retrieve()
                        .bodyToMono(String.class);
                return (user == null ? answer : answer.contextWrite(to -> to.put(CookieJarsKey.NAME, user)))
                        .block(PATIENCE);
            }
        },
        REST_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                return context.getBean(RestClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .attributes(all -> {
                            if (user != null) {
                                all.put(CookieJarsKey.NAME, user);
                            }
                        })
                        .retrieve()
                        .body(String.class);
            }
        },
        GROUP_ON_WEB_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                return context.getBean(ReactiveShop.class).cookies(user).block(PATIENCE);
            }
        },
        GROUP_ON_REST_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                return context.getBean(Shop.class).cookies(user);
            }
        };

        abstract @Nullable String cookies(ApplicationContext context, String url, @Nullable String user);
    }

    /** Answers with the cookies it got, and sets one that tells how many requests there have been. */
    @BeforeEach
    void start() {
        server = LoopbackServer.start(routes -> routes.get("/cookies", (in, out) -> {
            String got = String.valueOf(in.requestHeaders().get("Cookie"));
            return out.addHeader("Set-Cookie", "visit=" + server.requests().size() + "; Path=/; Max-Age=3600")
                    .addHeader("Set-Cookie", "session=s; Path=/")
                    .sendString(Mono.just(got));
        }));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ReactiveWebApplicationContextRunner groups() {
        return runner.withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.serviceclient.shop.base-url=" + server.uri(""),
                        "spring.http.serviceclient.reactive-shop.base-url=" + server.uri(""));
    }

    private String url() {
        return server.uri("/cookies").toString();
    }

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
    void theJarIsReadAtTheStartAndSavedAtTheEndWithoutWhatEndsWithTheSession() throws IOException {
        Path file = folder.resolve("state/cookies.txt");
        ReactiveWebApplicationContextRunner kept = runner.withPropertyValues(
                "wayfarer.client.cookies.file=" + file, "wayfarer.client.cookies.save-delay=1h");
        kept.run(context -> {
            Face.OWN.cookies(context, url(), null);
            assertThat(file).as("not before its time").doesNotExist();
        });
        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::pair)
                .containsExactly("visit=1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        kept.run(context -> assertThat(Face.OWN.cookies(context, url(), null)).isEqualTo("visit=1"));
        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::pair)
                .containsExactly("visit=2");
    }

    @Test
    void sessionCookiesAreKeptWhenAsked() throws IOException {
        Path file = folder.resolve("cookies.txt");
        runner.withPropertyValues(
                        "wayfarer.client.cookies.file=" + file, "wayfarer.client.cookies.keep-session-cookies=true")
                .run(context -> Face.OWN.cookies(context, url(), null));

        assertThat(NetscapeCookieFile.read(file).cookies())
                .extracting(Cookie::name)
                .containsExactlyInAnyOrder("visit", "session");
    }

    @Test
    void aChangeIsSavedAfterTheDelayWhileTheApplicationRuns() {
        Path file = folder.resolve("cookies.txt");
        runner.withPropertyValues("wayfarer.client.cookies.file=" + file, "wayfarer.client.cookies.save-delay=10ms")
                .run(context -> {
                    Face.OWN.cookies(context, url(), null);
                    Instant end = Instant.now().plus(PATIENCE);
                    while (!Files.exists(file) && Instant.now().isBefore(end)) {
                        Thread.onSpinWait();
                    }
                    assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(1);
                    context.getBean(CookieStore.class)
                            .add(Cookie.of("more", "1")
                                    .host("shop.example")
                                    .expiry(Instant.now().plusSeconds(60))
                                    .build());
                    context.getBean(CookieFileSaver.class).save();
                    assertThat(NetscapeCookieFile.read(file).cookies())
                            .as("at once, on demand")
                            .hasSize(2);
                });
    }

    @Test
    void theApplicationsOwnJarIsKeptInTheFileToo() throws IOException {
        Path file = folder.resolve("cookies.txt");
        runner.withBean(CookieStore.class, InMemoryCookieStore::new)
                .withPropertyValues("wayfarer.client.cookies.file=" + file)
                .run(context -> Face.OWN.cookies(context, url(), null));

        assertThat(NetscapeCookieFile.read(file).cookies()).hasSize(1);
    }

    @Test
    void aNamedClientHasAFileOfItsOwnOrNone() throws IOException {
        Path shared = folder.resolve("shared.txt");
        Path crm = folder.resolve("crm.txt");
        runner.withPropertyValues(
                        "wayfarer.client.cookies.file=" + shared,
                        "wayfarer.clients.crm.cookies.file=" + crm,
                        "wayfarer.clients.erp.http2=false")
                .run(context -> {
                    for (String name : List.of("crm", "erp")) {
                        context.getBean("wayfarerClient." + name, ReactiveHttpClient.class)
                                .get(url())
                                .bodyAsString()
                                .block(PATIENCE);
                    }
                });

        assertThat(NetscapeCookieFile.read(shared).cookies()).isEmpty();
        assertThat(NetscapeCookieFile.read(crm).cookies())
                .extracting(Cookie::pair)
                .containsExactly("visit=1");
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

    @Test
    void aFileWithoutASharedJarStopsTheStart() {
        for (String scope : List.of("context", "none")) {
            assertThat(failure("wayfarer.client.cookies.scope=" + scope, "wayfarer.client.cookies.file=c.txt"))
                    .hasMessage("wayfarer.client.cookies.file: \"c.txt\": only the jar of the scope \"application\" is"
                            + " kept in a file. Remove it, or set wayfarer.client.cookies.scope to application.");
        }
    }

    @Test
    void twoClientsWithOneFileStopTheStart() {
        Path file = folder.resolve("cookies.txt");
        assertThat(failure(
                        "wayfarer.clients.crm.cookies.file=" + file,
                        "wayfarer.clients.erp.cookies.file=" + folder.resolve("sub/../cookies.txt")))
                .hasMessage("wayfarer.clients.erp.cookies.file: \"" + file + "\": wayfarer.clients.crm.cookies.file"
                        + " names the same file, and the two would overwrite each other. Give each of them a file of"
                        + " its own.");
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart() throws IOException {
        Path file = Files.createDirectory(folder.resolve("cookies.txt"));
        assertThat(failure("wayfarer.client.cookies.file=" + file))
                .hasMessageStartingWith("wayfarer.client.cookies.file: \"" + file + "\": it cannot be used: ")
                .hasMessageEndingWith(
                        ". Name a file that the application may read and write, in a folder it may write" + " to.");
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

    private InvalidPropertyException failure(String... properties) {
        InvalidPropertyException[] found = new InvalidPropertyException[1];
        runner.withPropertyValues(properties).run(context -> {
            for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
                if (t instanceof InvalidPropertyException invalid) {
                    found[0] = invalid;
                }
            }
        });
        return Objects.requireNonNull(found[0], "the context starts");
    }
}
