/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;

/** Challenges by a server that others wrote: Apache httpd with mod_auth_digest. */
class ApacheDigestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private Process server;
    private int port;

    @BeforeEach
    void startServer(@TempDir Path folder) throws Exception {
        Path program = Stream.of("/usr/sbin/apache2", "/usr/sbin/httpd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Path modules = Stream.of("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(
                program != null && modules != null,
                "SKIPPED: interoperability with Apache httpd's Digest; install the package apache2 (Debian) or httpd");
        port = freePort();
        write(folder, Objects.requireNonNull(modules));
        server = new ProcessBuilder(
                        Objects.requireNonNull(program).toString(), "-d", folder.toString(), "-f", "httpd.conf", "-X")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        awaitStart(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void write(Path folder, Path modules) throws Exception {
        Path htdocs = Files.createDirectories(folder.resolve("htdocs/vault/deep"));
        Files.writeString(htdocs.resolve("a.txt"), "deep secret");
        Files.writeString(folder.resolve("htdocs/vault/b.txt"), "secret");
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5")
                        .digest("ada:the vault:open sesame".getBytes(StandardCharsets.UTF_8)));
        Files.writeString(folder.resolve("users"), "ada:the vault:" + hash + "\n");
        StringBuilder conf = new StringBuilder();
        for (String module : List.of(
                "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest", "auth_basic")) {
            conf.append("LoadModule ")
                    .append(module)
                    .append("_module ")
                    .append(modules)
                    .append("/mod_")
                    .append(module)
                    .append(".so\n");
        }
        conf.append("""
                ServerName localhost
                Listen 127.0.0.1:%d
                PidFile httpd.pid
                ErrorLog error.log
                DocumentRoot htdocs
                <Location /vault>
                  AuthType Digest
                  AuthName "the vault"
                  AuthDigestProvider file
                  AuthDigestDomain /vault/
                  AuthDigestNonceLifetime %s
                  AuthUserFile users
                  Require valid-user
                </Location>
                """.formatted(port, "300"));
        Files.writeString(folder.resolve("httpd.conf"), conf);
    }

    private void awaitStart(Path folder) throws Exception {
        HttpClient probe = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(at("/vault/b.txt"))).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertThat(probe.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(401);
                return;
            } catch (IOException e) {
                if (!server.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(Files.readString(folder.resolve("out.log")), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        transport.dispose();
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private String at(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Test
    void itsChallengeIsAnsweredItsNonceUsedOnAndItsProofBelieved() {
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new CookiePolicy(new InMemoryCookieStore()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .policy(AuthPolicy.ofUrls().with(at("/"), Credentials.password("ada", "open sesame")))
                .build();

        assertThat(http.get(at("/vault/b.txt")).bodyAsString().block(PATIENCE)).isEqualTo("secret");
        Trace second = Objects.requireNonNull(
                http.get(at("/vault/deep/a.txt?x=y")).trace().block(PATIENCE));

        assertThat(second.hops()).extracting(Trace.TracedHop::status).containsExactly(200);
    }

    @Test
    void aWrongPasswordEndsWithItsRefusal() {
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .build();

        Trace trace = Objects.requireNonNull(http.get(at("/vault/b.txt"))
                .credentials(Credentials.password("ada", "wrong"))
                .trace()
                .block(PATIENCE));

        assertThat(trace.hops()).extracting(Trace.TracedHop::status).containsExactly(401, 401);
    }
}
