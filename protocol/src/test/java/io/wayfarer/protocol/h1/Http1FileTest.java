/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** Files as content. */
class Http1FileTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tls", "chunked", "gzip"})
    void aFileGoesOutWholeOrInPart(String way, @TempDir Path folder) throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        LoopbackTls tls = LoopbackTls.localhost();
        CompletableFuture<String> sent = new CompletableFuture<>();
        Consumer<HttpStream> handler = stream -> {
            HeaderList.Builder head = HeaderList.builder().add(":status", "200");
            if (way.equals("gzip")) {
                head.add("Transfer-Encoding", "gzip, chunked");
            } else if (!way.equals("chunked")) {
                head.add("Content-Length", "2000000");
            }
            stream.sendHeaders(head.build(), false)
                    .then(stream.sendFile(file, 500_000, 2_000_000))
                    .subscribe(
                            done -> {},
                            failure -> sent.complete(String.valueOf(failure.getMessage())),
                            () -> sent.complete("sent"));
        };
        try (Served server = way.equals("tls") ? Served.overTls(tls, handler) : Served.streams(handler)) {
            Channel channel =
                    way.equals("tls") ? Dialled.tlsChannel(server.address(), tls) : Dialled.channel(server.address());
            Http1Connection connection = Http1Connection.client(channel, ConnectionSettings.defaults());
            for (int i = 0; i < 2; i++) {
                Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                        .await();
                assertThat(answer.content())
                        .isEqualTo(new String(content, 500_000, 2_000_000, StandardCharsets.ISO_8859_1));
            }
            assertThat(sent.join()).isEqualTo("sent");
            Dialled.close(connection);
        }
    }

    @Test
    void aFileThatIsShorterThanSaidIsRefusedAndNothingOfItSent(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("short"), new byte[10]);
        try (Served server = Served.streams(stream -> stream.sendFile(file, 0, 11)
                .onErrorResume(
                        IllegalArgumentException.class,
                        wrong -> stream.sendHeaders(HeaderList.of(":status", "500"), true))
                .subscribe(done -> {}, failure -> {}))) {
            Http1Connection connection = Dialled.to(server.address());
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .await()
                            .status())
                    .isEqualTo(500);
            Dialled.close(connection);
        }
    }
}
