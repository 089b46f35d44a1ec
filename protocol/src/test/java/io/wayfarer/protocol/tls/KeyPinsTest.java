/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;

class KeyPinsTest {

    private static final LoopbackTls TLS = LoopbackTls.of("localhost", "127.0.0.1", "www.shop.example");
    private static final ServerTls SERVER =
            ServerTls.builder().certificate(TLS.keyManagerFactory()).build();
    private static final String PIN = KeyPins.of(TLS.certificate());
    private static final String OTHER = KeyPins.of(LoopbackTls.localhost().certificate());

    private static ClientTls pinning(String host, String... pins) {
        return ClientTls.builder()
                .trust(TLS.certificate())
                .pins(KeyPins.of(Map.of(host, List.of(pins))))
                .build();
    }

    /** RFC 7469 section 2.4: the digest of the {@code SubjectPublicKeyInfo}, as openssl has it. */
    @Test
    void aPinIsWhatOpensslComputes(@TempDir Path folder) throws Exception {
        String openssl = PeerProgram.installed("openssl", "openssl");
        String certificate = TLS.writeCertificate(folder).toString();
        String pem = PeerProgram.run(openssl, "x509", "-in", certificate, "-noout", "-pubkey");
        byte[] key = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").getBytes(StandardCharsets.US_ASCII));

        assertThat(PIN)
                .isEqualTo("sha256/"
                        + Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256").digest(key)));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "LOCALHOST, localhost",
        "127.0.0.1, 127.0.0.1",
        "*.shop.example, www.shop.example",
        "*.example, www.shop.example",
        "*, localhost"
    })
    void aServerWithOneOfTheKeysPasses(String host, String reached) throws Exception {
        assertThat(Handshake.between(pinning(host, OTHER, PIN), SERVER, reached).protocol())
                .isEqualTo("TLSv1.3");
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(pinning(host, OTHER), SERVER, reached))
                .havingRootCause()
                .isInstanceOf(UnpinnedKeyException.class)
                .withMessage("the key of " + reached + ", " + PIN + ", is none of those pinned");
    }

    @ParameterizedTest
    @CsvSource({"shop.example, www.shop.example", "*.www.shop.example, www.shop.example", "127.0.0.1, localhost"})
    void pinsOfOtherHostsDoNotCount(String host, String reached) throws Exception {
        assertThat(Handshake.between(pinning(host, OTHER), SERVER, reached).protocol())
                .isEqualTo("TLSv1.3");
    }

    @Test
    void curlsFormIsRead() throws Exception {
        String curls = PIN.replace("sha256/", "sha256//");
        assertThat(Handshake.between(pinning("localhost", curls), SERVER, "localhost")
                        .protocol())
                .isEqualTo("TLSv1.3");
    }

    /** One key in 64 has such a pin. */
    @Test
    void aPinWhoseBase64BeginsWithASlashIsReadInBothForms() throws Exception {
        LoopbackTls tls = Stream.generate(() -> LoopbackTls.of("localhost"))
                .filter(made -> KeyPins.of(made.certificate()).startsWith("sha256//"))
                .findFirst()
                .orElseThrow();
        ServerTls server =
                ServerTls.builder().certificate(tls.keyManagerFactory()).build();
        String pin = KeyPins.of(tls.certificate());
        for (String form : List.of(pin, pin.replaceFirst("/", "//"), pin.replace("=", ""))) {
            ClientTls client = ClientTls.builder()
                    .trust(tls.certificate())
                    .pins(KeyPins.of(Map.of("localhost", List.of(form))))
                    .build();
            assertThat(Handshake.between(client, server, "localhost").protocol())
                    .as(form)
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void aPinnedKeyDoesNotMakeACertificateTrusted() {
        ClientTls client = ClientTls.builder()
                .pins(KeyPins.of(Map.of("localhost", List.of(PIN))))
                .build();
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(client, SERVER, "localhost"))
                .withStackTraceContaining("PKIX path building failed");
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(pinning("*", PIN), SERVER, "elsewhere.example"))
                .withStackTraceContaining("No subject alternative DNS name");
    }

    @Test
    void whoTrustsAnybodyChecksItsPins() throws Exception {
        ClientTls.Builder anybody = ClientTls.builder().trustAnybody();
        ClientTls right = anybody.pins(KeyPins.of(Map.of("*", List.of(PIN)))).build();
        assertThat(Handshake.between(right, SERVER, "elsewhere.example").protocol())
                .isEqualTo("TLSv1.3");
        ClientTls wrong = anybody.pins(KeyPins.of(Map.of("*", List.of(OTHER)))).build();
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshake.between(wrong, SERVER, "elsewhere.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256/", "sha256/AAAA", "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha256/!"})
    void whatIsNoPinIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPins.of(Map.of("localhost", List.of(text))))
                .withMessage("pin: \"" + text + "\" (expected: sha256/ and the Base64 of 32 bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*shop.example", "www.*.example", "**", "*."})
    void whatIsNoHostIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPins.of(Map.of(host, List.of(PIN))))
                .withMessageStartingWith("host of pins: \"" + host + "\"");
    }

    @Test
    void aHostNeedsPins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPins.of(Map.of("localhost", List.of())))
                .withMessage("pins of localhost: none (expected: one or more)");
    }
}
