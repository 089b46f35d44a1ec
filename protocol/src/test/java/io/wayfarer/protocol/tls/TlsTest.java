/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_0;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_1;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ProtocolVersion;

class TlsTest {

    private static final LoopbackTls TLS = LoopbackTls.of("localhost", "127.0.0.1", "shop.example");
    private static final ServerTls SERVER =
            ServerTls.builder().certificate(TLS.keyManagerFactory()).build();
    private static final ClientTls CLIENT =
            ClientTls.builder().trust(TLS.trustManagerFactory()).build();

    @Test
    void bothEndsAgreeOnHttp2ByDefault() throws Exception {
        Handshake handshake = Handshake.between(CLIENT, SERVER, "localhost");
        assertThat(handshake.agreed()).isEqualTo(HTTP_2);
        assertThat(handshake.agreedByServer()).isEqualTo(HTTP_2);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, HTTP_1_1 HTTP_2, HTTP_1_1",
        "HTTP_1_0 HTTP_1_1, HTTP_1_1 HTTP_2, HTTP_1_1",
        "HTTP_1_0, HTTP_1_0 HTTP_1_1, HTTP_1_0",
        "HTTP_1_1 HTTP_2, HTTP_1_1 HTTP_2, HTTP_2",
        "HTTP_2, HTTP_1_1, "
    })
    void theNewestVersionThatBothHaveIsAgreedUpon(String offered, String agreeable, ProtocolVersion agreed)
            throws Exception {
        ClientTls client = ClientTls.builder()
                .trust(TLS.certificate())
                .versions(versions(offered))
                .build();
        ServerTls server = ServerTls.builder()
                .certificate(TLS.keyManagerFactory())
                .versions(versions(agreeable))
                .build();
        Handshake handshake = Handshake.between(client, server, "localhost");
        assertThat(handshake.agreed()).isEqualTo(agreed);
        assertThat(handshake.agreedByServer()).isEqualTo(agreed);
    }

    @ParameterizedTest
    @CsvSource({"localhost, localhost", "shop.example, shop.example", "shop.example., shop.example"})
    void theNameOfTheHostIsSent(String host, String sent) throws Exception {
        assertThat(Handshake.between(CLIENT, SERVER, host).namesSent()).containsExactly(sent);
    }

    @Test
    void noAddressIsSentAsAName() throws Exception {
        assertThat(Handshake.between(CLIENT, SERVER, "127.0.0.1").namesSent()).isEmpty();
    }

    @Test
    void noNameIsSentWhenNoneIsWanted() throws Exception {
        ClientTls client =
                ClientTls.builder().trust(TLS.certificate()).withoutServerName().build();
        assertThat(Handshake.between(client, SERVER, "shop.example").namesSent())
                .isEmpty();
    }

    @Test
    void aNameOfOnesOwnIsSentAndLookedForInTheCertificate() throws Exception {
        ClientTls client = ClientTls.builder()
                .trust(TLS.certificate())
                .serverName("shop.example")
                .build();
        assertThat(Handshake.between(client, SERVER, "elsewhere.example").namesSent())
                .containsExactly("shop.example");

        ClientTls other = ClientTls.builder()
                .trust(TLS.certificate())
                .serverName("elsewhere.example")
                .build();
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(other, SERVER, "shop.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.example", "127.0.0.2", "sub.shop.example", "a_b.example"})
    void aCertificateForOtherNamesEndsTheHandshake(String host) {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(CLIENT, SERVER, host))
                .withStackTraceContaining("CertificateException");
    }

    @Test
    void theHostIsCheckedWhereNoNameIsSentToo() {
        ClientTls client =
                ClientTls.builder().trust(TLS.certificate()).withoutServerName().build();
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(client, SERVER, "elsewhere.example"));
    }

    @Test
    void aCertificateThatNobodyVouchesForEndsTheHandshake() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(ClientTls.defaults(), SERVER, "localhost"));
    }

    @Test
    void whoTrustsAnybodyChecksNothing() throws Exception {
        ClientTls client = ClientTls.builder().trustAnybody().build();
        assertThat(Handshake.between(client, SERVER, "elsewhere.example").protocol())
                .isEqualTo("TLSv1.3");
    }

    @Test
    void aCertificateOfItsOwnIsForTheLoopbackNames() throws Exception {
        ServerTls server = ServerTls.selfSigned();
        ClientTls client = ClientTls.builder()
                .trust(server.generatedCertificate().orElseThrow())
                .build();
        assertThat(Handshake.between(client, server, "localhost").agreed()).isEqualTo(HTTP_2);
        assertThat(Handshake.between(client, server, "127.0.0.1").agreed()).isEqualTo(HTTP_2);
        assertThat(Handshake.between(client, server, "::1").agreed()).isEqualTo(HTTP_2);
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(client, server, "shop.example"));
    }

    @Test
    void aCertificateOfItsOwnCanBeForOtherNames() throws Exception {
        ServerTls server = ServerTls.builder().selfSigned("shop.example").build();
        ClientTls client = ClientTls.builder()
                .trust(server.generatedCertificate().orElseThrow())
                .build();
        assertThat(Handshake.between(client, server, "shop.example").agreed()).isEqualTo(HTTP_2);
    }

    @Test
    void withoutTheLibraryThatMakesCertificatesTheRemedyIsNamed() throws Exception {
        URL[] classPath = {location(ServerTls.class)};
        ClassLoader withoutLibrary = new ClassLoader(TlsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("io.netty.pkitesting.") || name.startsWith("io.wayfarer.protocol.tls.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        try (URLClassLoader loader = new URLClassLoader(classPath, withoutLibrary)) {
            Method selfSigned = loader.loadClass(ServerTls.class.getName()).getMethod("selfSigned");
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> selfSigned.invoke(null))
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining("add that dependency, or give a certificate");
        }
    }

    @Test
    void certificateAndKeyAreReadFromFiles(@TempDir Path folder) throws Exception {
        ServerTls server = ServerTls.builder()
                .certificate(TLS.writeCertificate(folder), TLS.writePrivateKey(folder))
                .build();
        assertThat(Handshake.between(CLIENT, server, "localhost").agreed()).isEqualTo(HTTP_2);
        assertThat(server.generatedCertificate()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerTls.builder()
                        .certificate(folder.resolve("none"), folder.resolve("none"))
                        .build());
    }

    @Test
    void aClientProvesItsIdentityWhereItIsAsked() throws Exception {
        ServerTls server = ServerTls.builder()
                .certificate(TLS.keyManagerFactory())
                .clientCertificates(LoopbackTls.localhost().trustManagerFactory(), true)
                .versions(EnumSet.of(HTTP_1_1))
                .build();
        ClientTls known = ClientTls.builder()
                .trust(TLS.certificate())
                .keys(LoopbackTls.localhost().keyManagerFactory())
                .build();
        assertThat(Handshake.between(known, server, "localhost").agreedByServer())
                .isEqualTo(HTTP_1_1);
    }

    @Test
    void theHandshakeHasALimit() {
        ClientTls client =
                ClientTls.builder().handshakeTimeout(Duration.ofMillis(1234)).build();
        assertThat(client.newHandler(ByteBufAllocator.DEFAULT, "localhost", 443).getHandshakeTimeoutMillis())
                .isEqualTo(1234);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerTls.builder().handshakeTimeout(Duration.ofMillis(-1)));
    }

    @Test
    void theVersionsOfTlsAndTheSuitesCanBeNamed() throws Exception {
        ClientTls old = ClientTls.builder()
                .trust(TLS.certificate())
                .protocols(List.of("TLSv1.2"))
                .suites(List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"))
                .build();
        assertThat(Handshake.between(old, SERVER, "localhost"))
                .extracting(Handshake::protocol, Handshake::suite)
                .containsExactly("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

        ServerTls modern = ServerTls.builder()
                .certificate(TLS.keyManagerFactory())
                .ciphers(CipherPolicy.MODERN)
                .build();
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Handshake.between(old, modern, "localhost"));
    }

    @Test
    void versionsAndSuitesThatThePlatformDoesNotHaveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientTls.builder().protocols(List.of("TLSv1.2", "TLSv9")))
                .withMessageStartingWith("TLS versions: [TLSv9] (expected: of ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientTls.builder().suites(List.of()))
                .withMessageStartingWith("cipher suites: none (expected: of ");
    }

    @Test
    void atLeastOneVersionIsOffered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientTls.builder().versions(Set.of()));
        assertThat(Alpn.name(HTTP_1_0)).isEqualTo("http/1.0");
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Set<ProtocolVersion> versions(String names) {
        EnumSet<ProtocolVersion> versions = EnumSet.noneOf(ProtocolVersion.class);
        for (String name : names.split(" ", -1)) {
            versions.add(ProtocolVersion.valueOf(name));
        }
        return versions;
    }
}
