/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.wayfarer.client.url.Origin;
import io.wayfarer.fixture.HostileInput;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;

class AltSvcFileTest {

    private static final Instant THEN = Instant.parse("2031-02-03T04:05:06Z");
    private static final Origin SHOP = new Origin("https", "shop.example", 443);
    private static final List<AltSvcEntry> ENTRIES = List.of(
            new AltSvcEntry(SHOP, "h3", "shop.example", 443, THEN, false),
            new AltSvcEntry(SHOP, "http/1.1", "alt.example", 8443, THEN, true),
            new AltSvcEntry(new Origin("https", "[::1]", 444), "h2", "[2001:db8::1]", 443, THEN, false));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("alt-svc.txt");
        AltSvcFile.write(file, ENTRIES);

        assertThat(Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "h1 shop.example 443 h3 shop.example 443 \"20310203 04:05:06\" 0 0",
                        "h1 shop.example 443 h1 alt.example 8443 \"20310203 04:05:06\" 1 0",
                        "h1 [::1] 444 h2 [2001:db8::1] 443 \"20310203 04:05:06\" 0 0");
        assertThat(AltSvcFile.read(file)).isEqualTo(new AltSvcFile.Contents(ENTRIES, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h1 shop.example 443 h2 shop.example 443 \"20310203 04:05:06\" 0",
                "h1 shop.example 443 h2 shop.example 443 20310203 04:05:06 0 0",
                "h1 shop.example 443 h2 shop.example 443 \"20310230 04:05:06\" 0 0",
                "h1 shop.example 443 h2 shop.example 443 \"\" 0 0",
                "h1 shop.example 0 h2 shop.example 443 \"20310203 04:05:06\" 0 0",
                "h1 shop.example 443 h2 shop.example 65536 \"20310203 04:05:06\" 0 0",
                "h1 0x7f.1 443 h2 shop.example 443 \"20310203 04:05:06\" 0 0",
                "h1 shop.example 443 h2 a@b 443 \"20310203 04:05:06\" 0 0",
                "h1 shop.example 443 h2 127.1 443 \"20310203 04:05:06\" 0 0"
            })
    void aLineThatIsNoneIsPassedOverAndCounted(String line) throws IOException {
        String good = "h2 Shop.example 443 h3 shop.example 443 \"20310203 04:05:06\" 0 0";

        assertThat(AltSvcFile.read(new StringReader(line + "\n" + good + "\n\n# end")))
                .isEqualTo(new AltSvcFile.Contents(ENTRIES.subList(0, 1), 1));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextsAreReadWithoutFailure(String text) throws IOException {
        AltSvcFile.Contents contents = AltSvcFile.read(new StringReader(text));

        StringWriter again = new StringWriter();
        AltSvcFile.write(again, contents.entries());
        assertThat(AltSvcFile.read(new StringReader(again.toString())).entries())
                .isEqualTo(contents.entries());
    }

    static Stream<String> hostile() {
        return Stream.concat(
                HostileInput.texts(),
                HostileInput.random(
                        7838,
                        500,
                        20,
                        "h1 a.example 443 ",
                        "h2 b.example 443 ",
                        "\"20310203 04:05:06\" ",
                        "0 0",
                        "h3",
                        " ",
                        "\"",
                        "\n",
                        "#",
                        "9",
                        "\0"));
    }

    @Test
    void aStoreOutlivesItsProcess() throws Exception {
        Path file = folder.resolve("alt-svc.txt");
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            AltSvcStore first = new AltSvcStore();
            try (AltSvcFileSaver saver = AltSvcFileSaver.start(first, file, Duration.ofHours(1), executor)) {
                first.put(ENTRIES.get(0));
                saver.save();
                assertThat(AltSvcFile.read(file).entries()).containsExactly(ENTRIES.get(0));
                first.put(ENTRIES.get(1));
            }
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            AltSvcStore second = new AltSvcStore();
            AltSvcFileSaver.start(second, file, Duration.ofHours(1), executor).close();

            assertThat(second.snapshot()).hasSize(2).isEqualTo(first.snapshot());
            assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(changed);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void curlReadsWhatIsWrittenAndGoesThere() throws Exception {
        Path file = folder.resolve("alt-svc.txt");
        LoopbackTls tls = LoopbackTls.of("shop.example");
        try (LoopbackServer other =
                LoopbackServer.start(tls, routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("other"))))) {
            AltSvcFile.write(file, List.of(new AltSvcEntry(SHOP, "http/1.1", "127.0.0.1", other.port(), THEN, false)));

            assertThat(curl(file, tls, "https://shop.example/")).endsWith("other");
            assertThat(other.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.header("Host")).contains("shop.example"));
        }
    }

    @Test
    void whatCurlWritesIsRead() throws Exception {
        Path file = folder.resolve("curl.txt");
        LoopbackTls tls = LoopbackTls.of("shop.example");
        int port;
        try (LoopbackServer server = LoopbackServer.start(
                tls,
                routes -> routes.get(
                        "/",
                        (in, out) -> out.header("Alt-Svc", "h2=\":8443\"; ma=600, h1=\"alt.example:443\"; persist=1")
                                .sendString(Mono.just("hello"))))) {
            port = server.port();
            curl(file, tls, "https://shop.example:" + port + "/", "--resolve", "shop.example:" + port + ":127.0.0.1");
        }

        AltSvcFile.Contents contents = AltSvcFile.read(file);

        Origin origin = new Origin("https", "shop.example", port);
        assertThat(contents.badLines()).isZero();
        assertThat(contents.entries())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("expires")
                .containsExactlyInAnyOrder(
                        new AltSvcEntry(origin, "h2", "shop.example", 8443, THEN, false),
                        new AltSvcEntry(origin, "http/1.1", "alt.example", 443, THEN, true));
        assertThat(contents.entries())
                .allSatisfy(entry -> assertThat(entry.expires())
                        .isBetween(
                                InstantSource.system().instant(),
                                InstantSource.system().instant().plus(Duration.ofHours(25))));
    }

    private String curl(Path file, LoopbackTls tls, String url, String... more) throws IOException {
        String curl = PeerProgram.installed("curl", "curl");
        Stream<String> command = Stream.of(
                curl,
                "-s",
                "--noproxy",
                "*",
                "--max-time",
                "10",
                "--alt-svc",
                file.toString(),
                "--cacert",
                tls.writeCertificate(folder).toString(),
                url);
        return PeerProgram.run(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
    }
}
