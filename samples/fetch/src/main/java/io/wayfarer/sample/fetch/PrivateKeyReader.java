/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys: PKCS #8, encrypted or not, and PKCS #1, which is for RSA alone. */
final class PrivateKeyReader {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** {@code SEQUENCE { INTEGER 0, SEQUENCE { OID rsaEncryption, NULL }}}, without the tag and length around it. */
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PrivateKeyReader() {}

    /** @throws GeneralSecurityException with the remedy, when it is none of these or the password is wrong */
    static PrivateKey read(PemText.Block block, String password) throws GeneralSecurityException, IOException {
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(block.content());
            case "RSA PRIVATE KEY" -> key(wrapped(block.content()));
            case "ENCRYPTED PRIVATE KEY" -> key(decrypted(block.content(), password));
            default ->
                throw new InvalidKeyException("a key of the kind " + block.label()
                        + ": openssl pkcs8 -topk8 -nocrypt makes one that is read");
        };
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = key(algorithm, pkcs8);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeyException("no key of " + String.join(", ", ALGORITHMS));
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException ofAnotherAlgorithm) {
            return Optional.empty();
        }
    }

    private static byte[] decrypted(byte[] content, String password) throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
        // For PBES2 the parameters name the algorithm, and the name of the information does not.
        String algorithm = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher).getEncoded();
    }

    /** PKCS #1 within PKCS #8 (RFC 5208 section 5). */
    private static byte[] wrapped(byte[] pkcs1) {
        byte[] inner = joined(RSA_HEAD, value(OCTET_STRING, pkcs1));
        return value(SEQUENCE, inner);
    }

    /** A value of DER: tag, length, content. */
    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.length < 128) {
            der.write(content.length);
        } else {
            int octets = content.length < 256 ? 1 : content.length < 65536 ? 2 : 3;
            der.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                der.write(content.length >> (8 * i));
            }
        }
        return joined(der.toByteArray(), content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
