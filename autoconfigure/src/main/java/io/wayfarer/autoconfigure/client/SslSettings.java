/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.protocol.tls.CipherPolicy;
import io.wayfarer.protocol.tls.KeyPins;

/**
 * Turns the properties of one client's TLS into settings; refuses values that cannot work.
 *
 * @param bundles null when there are none
 */
record SslSettings(
        SslProperties ssl, PropertyChecks checks, @Nullable SslBundles bundles) {

    TlsSettings tls() {
        TlsSettings tls = TlsSettings.defaults().offering(ssl.ciphers());
        if (ssl.minVersion() != null || ssl.maxVersion() != null) {
            tls = tls.offeringProtocols(protocols());
        }
        if (StringUtils.hasText(ssl.bundle())) {
            tls = bundled(ssl.bundle(), tls);
        }
        if (!ssl.pins().isEmpty()) {
            tls = tls.pinning(pins());
        }
        if (StringUtils.hasText(ssl.serverName())) {
            tls = tls.serverName(ssl.serverName());
        }
        if (!ssl.sendServerName()) {
            tls = unnamed(tls);
        }
        return ssl.insecure() ? tls.insecure() : tls;
    }

    private List<String> protocols() {
        TlsVersion least = ssl.minVersion() == null ? TlsVersion.TLSV1 : ssl.minVersion();
        TlsVersion most = ssl.maxVersion() == null ? TlsVersion.TLSV1_3 : ssl.maxVersion();
        CipherPolicy policy = ssl.ciphers();
        List<String> between = new ArrayList<>(TlsVersion.between(least, most));
        between.retainAll(policy.protocols());
        boolean leastIsOffered = ssl.minVersion() == null || between.contains(least.javaName());
        if (between.isEmpty() || !leastIsOffered) {
            throw new InvalidPropertyException(
                    checks.name(ssl.minVersion() == null ? "ssl.max-version" : "ssl.min-version"),
                    (ssl.minVersion() == null ? most : least).javaName(),
                    "of the versions that it leaves, some or all are not in the policy "
                            + policy.name().toLowerCase(Locale.ROOT) + ": " + policy.protocols(),
                    "Set it to one of those, the older one first, or set " + checks.name("ssl.ciphers")
                            + " to a policy that has it.");
        }
        return between;
    }

    private TlsSettings bundled(String name, TlsSettings tls) {
        if (bundles == null) {
            throw new InvalidPropertyException(
                    checks.name("ssl.bundle"), name, "there are no SSL bundles", "Define it under spring.ssl.bundle.");
        }
        try {
            return BundleTls.applied(bundles.getBundle(name), tls);
        } catch (NoSuchSslBundleException e) {
            throw new InvalidPropertyException(
                    checks.name("ssl.bundle"),
                    name,
                    "there is no SSL bundle of that name",
                    "Define it under spring.ssl.bundle, or name one of " + bundles.getBundleNames() + ".");
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(
                    checks.name("ssl.bundle"),
                    name,
                    "this platform does not have its " + PropertyChecks.withoutStop(String.valueOf(e.getMessage())),
                    "Correct the options of the bundle.");
        }
    }

    private KeyPins pins() {
        ssl.pins()
                .forEach((host, pins) -> checks.accepted(
                        "ssl.pins[" + host + "]",
                        String.join(", ", pins),
                        "Set it to the Base64 of the SHA-256 of a server's public key behind \"sha256/\".",
                        () -> KeyPins.of(Map.of(host, pins))));
        return KeyPins.of(ssl.pins());
    }

    private TlsSettings unnamed(TlsSettings tls) {
        if (StringUtils.hasText(ssl.serverName())) {
            throw new InvalidPropertyException(
                    checks.name("ssl.server-name"),
                    ssl.serverName(),
                    checks.name("ssl.send-server-name") + " says that no name is sent",
                    "Remove one of the two.");
        }
        return tls.withoutServerName();
    }
}
