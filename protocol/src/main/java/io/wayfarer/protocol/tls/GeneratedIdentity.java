/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.NetUtil;

/**
 * A key and a certificate that vouches for itself, valid for 30 days. The only class here that needs Netty's
 * {@code netty-pkitesting}, and with it Bouncy Castle.
 */
record GeneratedIdentity(PrivateKey key, X509Certificate certificate) {

    static GeneratedIdentity of(List<String> names) {
        Instant now = Instant.now();
        CertificateBuilder builder = new CertificateBuilder()
                .ecp256()
                .setIsCertificateAuthority(true)
                .notBefore(now.minus(Duration.ofHours(1)))
                .notAfter(now.plus(Duration.ofDays(30)))
                .subject("CN=" + names.get(0).replace(':', '.'));
        for (String name : names) {
            if (NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name)) {
                builder.addSanIpAddress(name);
            } else {
                builder.addSanDnsName(name);
            }
        }
        try {
            X509Bundle bundle = builder.addExtendedKeyUsageServerAuth().buildSelfSigned();
            return new GeneratedIdentity(bundle.getKeyPair().getPrivate(), bundle.getCertificate());
        } catch (Exception failure) { // the signature of buildSelfSigned says no more than that
            throw new IllegalArgumentException("No certificate for " + names, failure);
        }
    }
}
