/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.fixture.LoopbackTls;

/** Keys and certificates in the forms in which they are kept; what is compared with curl has them in one form alone. */
class FetchTlsTests {

    /** As {@code openssl pkcs8 -topk8} writes it. */
    private static final String ENCRYPTED_WITH_PW =
            "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiywCtn2t5FUwICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQME"
                    + "ASoEEDqoSmgyvUaDRv9fUw8fdOQEgZBvzWxwk3sNahKZND4VBAk8fEUkh4OMcpVdWByrlHHCxJxVBk7Pzymt3fMltQVEK9pL"
                    + "uycE0fimi9m6YhWv+1+U6u5ZX/Aahf3DIR66rx9wq3M/i46OTpMaT9mwhbQEcBEpscw+suhZN6sppK9rG4Ho1tYCWvor6qhZ"
                    + "aeaKgibbvdfGeTe1pKMF30VSg3PV7is=";

    private static final String IN_THE_CLEAR =
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQga+5odTcAFiwH1ABlGNz0pTZgWVbRqnhmH3rF2xZpdhWhRANC"
                    + "AASJIzJ1j+mdSwV8STpNsc28upbsKXxmcXJlDy3z1KsL9eqUaY9xOKLNlA9J4aZQDzAa/E5kAxp1ZCo0e5RaKvkG";

    @TempDir
    Path folder;

    private final LoopbackTls tls = LoopbackTls.localhost();
    private TestSite site;

    @BeforeEach
    void open() {
        site = TestSite.startMutualTls();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(tls.writePrivateKey(folder));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new PKCS8EncodedKeySpec(PemText.blocks(pem).get(0).content()));
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    @Test
    void aPkcs12FileHoldsKeyAndCertificate() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key(), "pw".toCharArray(), new Certificate[] {tls.certificate()});
        Path file = folder.resolve("own.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "pw".toCharArray());
        }
        assertThat(Run.fetch("-k", "-E", file + ":pw", "--cert-type", "P12", site.url("/hello")))
                .isEqualTo(new Run(0, "hello\n", ""));
        assertThat(Run.fetch("-k", "-E", file.toString(), "--cert-type", "P12", "--pass", "pw", site.url("/hello"))
                        .code())
                .isZero();
        assertThat(Run.fetch("-k", "-E", file + ":no", "--cert-type", "P12", site.url("/hello"))
                        .code())
                .isEqualTo(58);
    }

    @Test
    void anEncryptedKeyIsReadWithItsPassword() throws Exception {
        PemText.Block encrypted = new PemText.Block("ENCRYPTED PRIVATE KEY", ENCRYPTED_WITH_PW);
        assertThat(PrivateKeyReader.read(encrypted, "pw").getEncoded())
                .isEqualTo(Base64.getDecoder().decode(IN_THE_CLEAR));
        assertThatThrownBy(() -> PrivateKeyReader.read(encrypted, "no")).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedWithTheRemedy() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        byte[] other = generator.generateKeyPair().getPrivate().getEncoded();
        Path file = Files.writeString(folder.resolve("other.pem"), pem("PRIVATE KEY", other));
        String own = tls.writeCertificate(folder).toString();
        Run run = Run.fetch("-k", "-E", own, "--key", file.toString(), site.url("/hello"));
        assertThat(run.code()).isEqualTo(58);
        assertThat(run.err()).contains("the key does not belong to the certificate: --key names another");
    }

    @Test
    void aKeyOfPkcs1IsTheSameAsThatOfPkcs8AroundIt() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        byte[] inner = Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length); // behind the algorithm's name
        PemText.Block block =
                new PemText.Block("RSA PRIVATE KEY", Base64.getEncoder().encodeToString(inner));
        assertThat(PrivateKeyReader.read(block, "")).isEqualTo(key);
    }

    @Test
    void aKeyOfAnotherFormatIsRefusedWithTheRemedy() throws Exception {
        Path file = Files.writeString(folder.resolve("sec1.pem"), pem("EC PRIVATE KEY", new byte[] {1}));
        Run run =
                Run.fetch("-E", tls.writeCertificate(folder).toString(), "--key", file.toString(), site.url("/hello"));
        assertThat(run.code()).isEqualTo(58);
        assertThat(run.err()).contains("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void whoBringsNoCertificateIsToldWhatSendsOne() {
        Run run = Run.fetch("-k", site.url("/hello"));
        assertThat(run.code()).isEqualTo(56);
        assertThat(run.err()).contains("-E sends a certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "ECDHE-RSA-AES128-GCM-SHA256,   TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-ECDSA-CHACHA20-POLY1305, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "DHE-RSA-AES256-SHA256,         TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
        "AES128-SHA,                    TLS_RSA_WITH_AES_128_CBC_SHA",
        "AES256-GCM-SHA384,             TLS_RSA_WITH_AES_256_GCM_SHA384",
        "DES-CBC3-SHA,                  TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_AES_128_GCM_SHA256,        TLS_AES_128_GCM_SHA256"
    })
    void suitesAreKnownByTheNamesOfOpenssl(String name, String registered) {
        assertThat(CipherNames.list(name)).isEqualTo(List.of(registered));
    }
}
