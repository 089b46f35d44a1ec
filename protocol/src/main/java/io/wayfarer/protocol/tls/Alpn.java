/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ProtocolVersion;

/** The versions of HTTP by the names of ALPN (RFC 7301 section 6). */
public final class Alpn {

    private static final String HTTP_1_0 = "http/1.0";

    private Alpn() {}

    /** The name of a version. */
    public static String name(ProtocolVersion version) {
        return switch (version) {
            case HTTP_1_0 -> HTTP_1_0;
            case HTTP_1_1 -> ApplicationProtocolNames.HTTP_1_1;
            case HTTP_2 -> ApplicationProtocolNames.HTTP_2;
            case HTTP_3 -> "h3";
        };
    }

    /** What was agreed upon; null when the peer takes no part in ALPN, or before the handshake is done. */
    public static @Nullable ProtocolVersion agreed(SslHandler tls) {
        String name = tls.applicationProtocol();
        if (name == null) {
            return null;
        }
        for (ProtocolVersion version : ProtocolVersion.values()) {
            if (name(version).equals(name)) {
                return version;
            }
        }
        return null;
    }

    static ApplicationProtocolConfig config(Set<ProtocolVersion> versions) {
        List<String> names = new ArrayList<>();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            if (versions.contains(version)) {
                names.add(0, name(version)); // the newest first: a server goes by its own order
            }
        }
        return new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, names);
    }

    static Set<ProtocolVersion> copy(Collection<ProtocolVersion> versions) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("versions: none (expected: at least one)");
        }
        if (!ProtocolVersion.overTcp().containsAll(versions)) {
            throw new IllegalArgumentException("versions: " + versions + " (expected: none but those of TCP)");
        }
        return EnumSet.copyOf(versions);
    }
}
