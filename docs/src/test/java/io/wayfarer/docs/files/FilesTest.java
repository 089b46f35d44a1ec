/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.files;

import static io.wayfarer.server.file.FileHandler.directory;
import static io.wayfarer.server.file.FileHandler.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;

import io.wayfarer.server.route.Routes;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FilesTest {

    @TempDir
    static Path base;

    private final HttpClient browser = HttpClient.newHttpClient();
    private final URI origin;

    FilesTest(@LocalServerPort int port) {
        this.origin = URI.create("http://127.0.0.1:" + port);
    }

    @BeforeAll
    static void write() throws IOException {
        for (String path :
                new String[] {"public/app.js", "public/app.js.br", "shared/report.pdf", "logo.svg", "secret.txt"}) {
            Files.createDirectories(base.resolve(path).getParent());
            Files.writeString(base.resolve(path), "content of " + path);
        }
    }

    @Test
    void aFolderIsServedWithItsCompressedSiblings() throws Exception {
        assertThat(get("/static/app.js").body()).isEqualTo("content of public/app.js");
        HttpResponse<String> coded = get("/static/app.js", "Accept-Encoding", "gzip, br");
        assertThat(coded.body()).isEqualTo("content of public/app.js.br");
        assertThat(coded.headers().firstValue("Cache-Control")).contains("max-age=3600");
    }

    @Test
    void aListingIsAPageOrJson() throws Exception {
        assertThat(get("/shared/").body()).contains("Index of /shared/", "report.pdf");
        assertThat(get("/shared/", "Accept", "application/json").body()).contains("\"name\":\"report.pdf\"");
        assertThat(get("/shared/report.pdf").headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"report.pdf\"");
    }

    @Test
    void oneFileAndNothingBesideIt() throws Exception {
        assertThat(get("/favicon.svg").headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(get("/shared/%2e%2e/secret.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void anErrorIsAPageForPeopleAndAProblemForPrograms() throws Exception {
        assertThat(get("/static/absent", "Accept", "text/html").body()).contains("<h1>404 Not Found</h1>");
        HttpResponse<String> problem = get("/static/absent");
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.body()).contains("\"title\":\"Not Found\"", "\"instance\":\"/static/absent\"");
    }

    private HttpResponse<String> get(String path, String... fields) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        // tag::files[]
        @Bean
        Routes site() {
            Path folder = base; // <1>
            return Routes.of(routes -> routes.files(
                            "/static/**",
                            directory(folder.resolve("public"))
                                    .index("index.html")
                                    .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))) // <2>
                    .files(
                            "/shared/**",
                            directory(folder.resolve("shared")).listing().download()) // <3>
                    .files("/favicon.svg", file(folder.resolve("logo.svg"))));
        }
        // end::files[]
    }
}
