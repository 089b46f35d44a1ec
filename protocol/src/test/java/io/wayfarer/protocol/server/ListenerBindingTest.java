/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static io.wayfarer.protocol.server.Listening.LIMIT;
import static io.wayfarer.protocol.server.Listening.telling;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.tls.ServerTls;

/** Where is listened: ports, families, and paths of Unix domain sockets. */
class ListenerBindingTest {

    @Test
    void aPortThatIsTakenIsRefused() {
        try (Listening server = new Listening(telling())) {
            StepVerifier.create(telling().port(server.listener.port()).bind())
                    .expectErrorSatisfies(failure ->
                            assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("in use"))
                    .verify(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalListenersMayShareAPortIfAllWantTo(boolean preferNative) {
        LoopResources loops = LoopResources.create("shared-port", 1, true);
        try (Listening first = new Listening(telling().reusePort(true).runOn(loops, preferNative));
                Listening second = new Listening(
                        telling().reusePort(true).runOn(loops, preferNative).port(first.listener.port()))) {
            assertThat(second.listener.port()).isEqualTo(first.listener.port());
            try (RawClient client = RawClient.connect(second.listener)) {
                assertThat(client.get("/a").readUntil("!")).endsWith("/a!");
            }
        } finally {
            loops.disposeLater().block(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListenerMayRunOnLoopsOfItsOwn(boolean preferNative) {
        LoopResources loops = LoopResources.create("own-loops", 1, true);
        try (Listening server = new Listening(HttpListener.builder()
                        .host("127.0.0.1")
                        .runOn(loops, preferNative)
                        .onStream(stream ->
                                Listening.answer(stream, Thread.currentThread().getName() + "!")));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.get("/").readUntil("!")).contains("own-loops-" + (preferNative ? "" : "nio"));
        } finally {
            loops.disposeLater().block(LIMIT);
        }
    }

    @Test
    void aHostWithoutAnAddressOfTheFamilyIsRefused() {
        StepVerifier.create(HttpListener.builder()
                        .host("127.0.0.1")
                        .family(StandardProtocolFamily.INET6)
                        .bind())
                .expectError(UnknownHostException.class)
                .verify(LIMIT);
    }

    @Test
    void theFamilyChoosesAmongTheAddressesOfAName() {
        try (Listening server = new Listening(telling().host("localhost").family(StandardProtocolFamily.INET))) {
            assertThat(((InetSocketAddress) server.listener.localAddress()).getAddress())
                    .isEqualTo(InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void allInterfacesServeBothFamiliesUnlessVersion6AloneIsWanted() throws Exception {
        InetAddress loopback6 = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        boolean v6 = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
        assumeThat(v6)
                .as("SKIPPED: this machine has no loopback address of IPv6; on Linux: ip -6 address add ::1/128 dev lo")
                .isTrue();
        try (Listening both = new Listening(HttpListener.builder().onStream(Listening::tell));
                RawClient by4 = RawClient.connect(both.listener);
                RawClient by6 = RawClient.connect(new InetSocketAddress(loopback6, both.listener.port()))) {
            assertThat(by4.get("/4").readUntil("!")).endsWith("/4!");
            assertThat(by6.get("/6").readUntil("!")).endsWith("/6!");
        }
        assumeThat(LoopResources.hasNativeSupport())
                .as("SKIPPED: no native transport of Netty for this machine; on Linux add netty-transport-native-epoll")
                .isTrue();
        try (Listening alone =
                        new Listening(HttpListener.builder().host("::").v6Only().onStream(Listening::tell));
                RawClient by6 = RawClient.connect(new InetSocketAddress(loopback6, alone.listener.port()))) {
            assertThat(by6.get("/6").readUntil("!")).endsWith("/6!");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> RawClient.connect(alone.listener)))
                    .hasRootCauseInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void withoutANativeTransportVersion6AloneIsRefusedWithItsRemedy() {
        LoopResources loops = LoopResources.create("no-native", 1, true);
        StepVerifier.create(HttpListener.builder().v6Only().runOn(loops, false).bind())
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("netty-transport-native-epoll"))
                .verify(LIMIT);
        loops.disposeLater().block(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aUnixSocketIsServedOnNativeAndOtherLoops(boolean preferNative, @TempDir Path folder) throws IOException {
        LoopResources loops = LoopResources.create("unix", 1, true);
        Path path = folder.resolve("socket");
        try (Listening server = new Listening(HttpListener.builder()
                .unixSocket(path)
                .runOn(loops, preferNative)
                .onStream(Listening::tell))) {
            assertThat(server.listener.localAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
            assertThat(server.listener.port()).isEqualTo(-1);
            assertThat(ask(path)).endsWith("HTTP/1.1 /unix!");
        } finally {
            loops.disposeLater().block(LIMIT);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aUnixSocketHasThePermissionsThatWereWanted(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("socket");
        try (Listening server = new Listening(
                HttpListener.builder().unixSocket(path, "rw-rw----").onStream(Listening::tell))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
            assertThat(ask(path)).endsWith("HTTP/1.1 /unix!");
            assertThat(folder).isDirectoryNotContaining("glob:**.w*");
            assertThat(server.failures).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSocketThatNobodyListensOnAnyMoreIsReplaced(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("socket");
        try (var left = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        StepVerifier.create(HttpListener.builder()
                        .unixSocket(path)
                        .keepStaleSocket()
                        .onStream(Listening::tell)
                        .bind())
                .expectError(FileAlreadyExistsException.class)
                .verify(LIMIT);
        try (Listening server =
                new Listening(HttpListener.builder().unixSocket(path).onStream(Listening::tell))) {
            assertThat(ask(path)).endsWith("HTTP/1.1 /unix!");
            StepVerifier.create(HttpListener.builder().unixSocket(path).bind())
                    .expectError(BindException.class)
                    .verify(LIMIT);
            assertThat(ask(path)).endsWith("HTTP/1.1 /unix!");
            assertThat(server.failures).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoSocketIsNeverReplaced(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("notes"), "keep me");
        StepVerifier.create(HttpListener.builder().unixSocket(path).bind())
                .expectError(FileAlreadyExistsException.class)
                .verify(LIMIT);
        assertThat(path).hasContent("keep me");
    }

    private static String ask(Path path) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            client.write(ByteBuffer.wrap(
                    "GET /unix HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1)));
            ByteBuffer heard = ByteBuffer.allocate(4096);
            while (client.read(heard) >= 0) {
                assertThat(heard.hasRemaining()).isTrue();
            }
            return new String(heard.array(), 0, heard.position(), ISO_8859_1);
        }
    }

    @Test
    void versionsThatTcpDoesNotCarryAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpListener.builder().versions(EnumSet.of(ProtocolVersion.HTTP_3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpListener.builder().versions(EnumSet.noneOf(ProtocolVersion.class)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerTls.builder().versions(EnumSet.allOf(ProtocolVersion.class)));
    }
}
