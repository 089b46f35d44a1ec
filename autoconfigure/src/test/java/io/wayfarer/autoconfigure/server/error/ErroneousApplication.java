/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

import io.wayfarer.server.file.FileHandler;
import io.wayfarer.server.route.Routes;

/** An application that fails in every way, and a client that sends exactly what it is told. */
final class ErroneousApplication implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Failures {

        /** Of its own: with the shared ones the end of one application is that of all others. */
        @Bean
        ReactorResourceFactory resources() {
            ReactorResourceFactory own = new ReactorResourceFactory();
            own.setUseGlobalResources(false);
            own.setShutdownQuietPeriod(Duration.ZERO);
            return own;
        }

        @Bean
        Routes pages() {
            return Routes.of(routes -> routes.get(
                            "/locked",
                            request -> Mono.error(
                                    new ResponseStatusException(HttpStatus.LOCKED, "<b>short</b> and stout")))
                    .get("/broken", request -> Mono.error(new IllegalStateException("<i>secret</i> of the database")))
                    .get("/custom/**", request -> Mono.error(new ResponseStatusException(HttpStatus.CONFLICT)))
                    .files(
                            "/files/custom",
                            FileHandler.file(
                                    new ByteArrayResource("sixteen octets..".getBytes(StandardCharsets.US_ASCII))))
                    .get("/server/**", request -> Mono.error(new ResponseStatusException(HttpStatus.BAD_GATEWAY))));
        }
    }

    private ErroneousApplication(ConfigurableApplicationContext application) {
        this.application = application;
    }

    static ErroneousApplication with(String... properties) {
        List<String> arguments = new ArrayList<>(
                List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.org.springframework=OFF"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new ErroneousApplication(SpringApplication.run(Failures.class, arguments.toArray(String[]::new)));
    }

    /** What the application said: status, fields and body. */
    record Said(int status, List<String> fields, String body) {

        Optional<String> field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return fields.stream()
                    .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(field -> field.substring(start.length()))
                    .findFirst();
        }
    }

    private int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    Said get(String path, String accept) throws IOException {
        return raw(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\nConnection: close\r\n\r\n");
    }

    /** Sends what is said, and reads until the server closes the connection. */
    Said raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return raw(socket, request);
        }
    }

    /** As {@link #raw(String)}, over a connection that is there. */
    static Said raw(Socket socket, String request) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(answer);
        String said = answer.toString(StandardCharsets.UTF_8);
        int end = said.indexOf("\r\n\r\n");
        List<String> head = List.of(said.substring(0, end).split("\r\n", -1));
        return new Said(
                Integer.parseInt(head.get(0).split(" ", 3)[1]), head.subList(1, head.size()), said.substring(end + 4));
    }

    @Override
    public void close() {
        application.close();
    }
}
