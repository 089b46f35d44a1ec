/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CipherPolicyTest {

    private static final ServerTls OLD_SERVER =
            ServerTls.builder().ciphers(CipherPolicy.OLD).build();

    @Test
    void everySuiteOfAppendixAOfRfc9113IsProhibited() throws IOException {
        try (InputStream list = CipherPolicyTest.class.getResourceAsStream("rfc9113-appendix-a.txt")) {
            List<String> suites = new String(Objects.requireNonNull(list).readAllBytes(), US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(suites).hasSize(276).allMatch(CipherPolicy::prohibitedInHttp2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_128_CCM_8_SHA256",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
                "TLS_DHE_PSK_WITH_AES_256_GCM_SHA384",
                "tls_ecdhe_rsa_with_aes_128_gcm_sha256"
            })
    void suitesWithEphemeralKeysAndAuthenticatedEncryptionAreNotProhibited(String suite) {
        assertThat(CipherPolicy.prohibitedInHttp2(suite)).isFalse();
    }

    @Test
    void whatIsNoSuiteIsProhibited() {
        assertThat(CipherPolicy.prohibitedInHttp2("SSL_NULL")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"MODERN", "INTERMEDIATE"})
    void allButTheOldPolicySuitHttp2(CipherPolicy policy) {
        assertThat(policy.suites()).noneMatch(CipherPolicy::prohibitedInHttp2);
    }

    @Test
    void eachPolicyBeginsWithTheStricterOne() {
        assertThat(CipherPolicy.INTERMEDIATE.suites())
                .startsWith(CipherPolicy.MODERN.suites().toArray(String[]::new));
        assertThat(CipherPolicy.OLD.suites())
                .startsWith(CipherPolicy.INTERMEDIATE.suites().toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(names = {"MODERN", "INTERMEDIATE"})
    void thePlatformHasAllButWhatIsOld(CipherPolicy policy) throws Exception {
        assertThat(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                .containsAll(policy.suites());
    }

    @ParameterizedTest
    @EnumSource
    void peersOfAllPoliciesMeetInTls13(CipherPolicy policy) throws Exception {
        ClientTls client = ClientTls.builder()
                .ciphers(policy)
                .trust(OLD_SERVER.generatedCertificate().orElseThrow())
                .build();
        Handshake handshake = Handshake.between(client, OLD_SERVER, "localhost");
        assertThat(handshake.protocol()).isEqualTo("TLSv1.3");
        assertThat(CipherPolicy.MODERN.suites()).contains(handshake.suite());
    }

    @Test
    void aModernServerSpeaksTls13Alone() {
        ServerTls modern = ServerTls.builder().ciphers(CipherPolicy.MODERN).build();
        assertThat(modern.newHandler(ByteBufAllocator.DEFAULT).engine().getEnabledProtocols())
                .containsExactly("TLSv1.3");
    }
}
