/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.net.ProtocolFamily;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.resources.LoopResources;
import reactor.util.Logger;
import reactor.util.Loggers;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.h2.Http2Limits;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.tls.ServerTls;

/** What {@link HttpListener.Builder} has collected; it is copied, never changed, once a listener has it. */
final class ListenerSettings implements Cloneable {

    private static final Logger LOG = Loggers.getLogger(HttpListener.class);

    @Nullable
    String host;

    int port;

    @Nullable
    ProtocolFamily family;

    boolean v6Only;
    boolean reuseAddress = true;
    boolean reusePort;
    int backlog = 1024;

    @Nullable
    Path path;

    @Nullable
    Set<PosixFilePermission> pathMode;

    boolean unlinkStale = true;
    int maxConnections = 10_000;

    @Nullable
    LoopResources loops;

    boolean preferNative = LoopResources.DEFAULT_NATIVE;

    @Nullable
    ServerTls tls;

    boolean plainBesideTls;
    Set<ProtocolVersion> versions = ProtocolVersion.overTcp();
    ConnectionSettings connection = ConnectionSettings.defaults();
    Http2Settings http2 = Http2Settings.defaults();
    Http2Limits http2Limits = Http2Limits.defaults();
    Duration setupTimeout = Duration.ofSeconds(10);
    Duration idleTimeout = Duration.ofSeconds(60);

    @Nullable
    Function<? super HttpStream, ? extends Publisher<Void>> onStream;

    Consumer<? super ListenerFailure> onError = ListenerSettings::log;

    ListenerSettings copy() {
        try {
            return (ListenerSettings) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean speaksHttp1() {
        return versions.contains(ProtocolVersion.HTTP_1_0) || versions.contains(ProtocolVersion.HTTP_1_1);
    }

    ProtocolVersion newestHttp1() {
        return versions.contains(ProtocolVersion.HTTP_1_1) ? ProtocolVersion.HTTP_1_1 : ProtocolVersion.HTTP_1_0;
    }

    boolean speaksHttp2() {
        return versions.contains(ProtocolVersion.HTTP_2);
    }

    /** A handler of failures that fails is told to the log, and changes nothing. */
    void tell(ListenerFailure failure) {
        try {
            onError.accept(failure);
        } catch (RuntimeException failed) {
            LOG.warn("The handler of failures failed itself", failed);
        }
    }

    private static void log(ListenerFailure failure) {
        if (failure.phase() == ListenerFailure.Phase.SETUP || failure.cause() instanceof HttpTransportException) {
            LOG.debug("No HTTP on {}", failure.channel(), failure.cause()); // anybody can cause it from outside
        } else {
            LOG.warn("{} failed on {}", failure.phase(), failure.channel(), failure.cause());
        }
    }
}
