/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;

import io.wayfarer.client.transport.TlsSettings;

/** The certificate and key by which {@code --cert} and {@code --key} identify the user, as PEM or in a PKCS #12 file. */
record ClientIdentity(CommandLine line, Inputs inputs) {

    TlsSettings applyTo(TlsSettings tls) throws FetchException {
        Optional<String> given = line.last(Option.CERT);
        if (given.isEmpty()) {
            return tls; // a key alone identifies nobody
        }
        int colon = given.get().lastIndexOf(':');
        String file = colon < 0 ? given.get() : given.get().substring(0, colon);
        String password =
                colon < 0 ? line.last(Option.PASS).orElse("") : given.get().substring(colon + 1);
        String type = line.last(Option.CERT_TYPE).orElse("PEM").toUpperCase(Locale.ROOT);
        try {
            return tls.identifiedBy(
                    switch (type) {
                        case "PEM" -> pem(file, password);
                        case "P12" -> pkcs12(file, password);
                        default ->
                            throw new InvalidKeyException("--cert-type " + type + " is not supported: use PEM or P12");
                    });
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new FetchException(
                    ExitCode.CLIENT_CERTIFICATE,
                    "could not load the client certificate of --cert " + file + ": " + e.getMessage(),
                    e);
        }
    }

    private KeyManagerFactory pem(String file, String password) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> chain = new ArrayList<>();
        for (PemText.Block block : PemText.blocks(inputs.read(file))) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        if (chain.isEmpty()) {
            throw new InvalidKeyException("it holds no certificate");
        }
        PrivateKey key = key(line.last(Option.KEY).orElse(file), password);
        if (!belongs(key, chain.get(0))) {
            throw new InvalidKeyException("the key does not belong to the certificate: --key names another");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
        return keys(store, "");
    }

    private PrivateKey key(String file, String password) throws IOException, GeneralSecurityException {
        for (PemText.Block block : PemText.blocks(inputs.read(file))) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return PrivateKeyReader.read(block, password);
            }
        }
        throw new InvalidKeyException(file + " holds no private key: --key names the file that does");
    }

    private static boolean belongs(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException otherKind) {
            return false;
        }
    }

    private KeyManagerFactory pkcs12(String file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(inputs.read(file)), password.toCharArray());
        return keys(store, password);
    }

    private static KeyManagerFactory keys(KeyStore store, String password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        return keys;
    }
}
