/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.file;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.server.route.Routes;

/** Folders that are served without a line of code. */
class ServerFilesTest {

    @TempDir
    Path folder;

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ServerFilesAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Routes pages() {
            return Routes.of(r -> r.get("/site/own.txt", text("the application's")));
        }
    }

    private interface Running {
        void with(String base) throws Exception;
    }

    private void serving(Running test, String... properties) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--wayfarer.server.files.site.location=" + folder));
        for (String property : properties) {
            arguments.add("--wayfarer.server.files.site." + property);
        }
        try (ConfigurableApplicationContext application =
                SpringApplication.run(Application.class, arguments.toArray(String[]::new))) {
            test.with("http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port"));
        }
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofString());
    }

    @BeforeEach
    void write() throws IOException {
        for (String name : new String[] {"a.txt", "b.txt", ".hidden", "own.txt", "home.html", "x.model"}) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    @Test
    void aFolderIsServedBelowItsNameAndBehindTheRoutesOfTheApplication() throws Exception {
        serving(base -> {
            assertThat(get(base + "/site/a.txt").body()).isEqualTo("a.txt");
            assertThat(get(base + "/site/a.txt").headers().firstValue("Cache-Control"))
                    .contains("no-cache");
            assertThat(get(base + "/site/own.txt").body()).isEqualTo("the application's");
            assertThat(get(base + "/site/").statusCode()).isEqualTo(404);
            assertThat(get(base + "/site/.hidden").statusCode()).isEqualTo(404);
        });
    }

    @Test
    void everyOptionOfAHandlerIsAProperty() throws Exception {
        serving(
                base -> {
                    HttpResponse<String> file = get(base + "/files/all/x.model");
                    assertThat(file.headers().firstValue("Content-Type")).contains("model/obj");
                    assertThat(file.headers().firstValue("Cache-Control")).contains("max-age=3600");
                    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                            .startsWith("attachment");
                    assertThat(get(base + "/files/all/.hidden").body()).isEqualTo(".hidden");
                    assertThat(get(base + "/files/all/").body()).contains("\"complete\":false");
                    assertThat(get(base + "/site/a.txt").statusCode()).isEqualTo(404);
                },
                "path=/files/all/**",
                "listing=true",
                "listing-entries=2",
                "hidden=true",
                "links-anywhere=true",
                "download=true",
                "cache-for=1h",
                "media-types.model=model/obj",
                "max-ranges=1",
                "memory=0B");
    }

    @Test
    void anIndexStandsForItsFolder() throws Exception {
        serving(base -> assertThat(get(base + "/site/").body()).isEqualTo("home.html"), "index=home.html");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    files.site.path=/a/**                               | location: missing
                    files.site.location=/srv,files.site.path=/a         | path: /a
                    files.site.location=/srv,files.site.path=a/**       | path: a/**
                    files.site.location=/srv,files.site.max-ranges=-1   | maxRanges: -1
                    files.a.location=/srv,files.a.path=/x/**,files.b.location=/srv,files.b.path=/x/** | the same requests
                    """)
    void whatCannotBeServedEndsTheStartWithItsName(String properties, String reason) {
        runner.withPropertyValues(("wayfarer.server." + properties.replace(",", ",wayfarer.server.")).split(","))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessageStartingWith("wayfarer.server.files")
                        .hasMessageContaining(reason));
    }

    @Test
    void withoutANameThereIsNoTable() {
        runner.run(context -> assertThat(context).doesNotHaveBean(Routes.class));
    }
}
