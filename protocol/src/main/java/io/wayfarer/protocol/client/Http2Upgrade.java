/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.ConnectException;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.h1.Http1Connection;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Asks a server in HTTP/1.1 to go on in HTTP/2 without TLS (RFC 7540 section 3.2, left out of RFC 9113). The question is an
 * OPTIONS request of its own, so that nobody's request depends on the answer; it costs two round trips for each connection.
 */
final class Http2Upgrade {

    private static final String TOKEN = "h2c";

    /** So much content of an answer in HTTP/1.1 is read before the connection is given up. */
    private static final int MOST_CONTENT = 64 * 1024;

    private final ConnectionSettings settings;
    private final Http2Settings http2;

    Http2Upgrade(ConnectionSettings settings, Http2Settings http2) {
        this.settings = settings;
        this.http2 = http2;
    }

    /**
     * Asks on a channel that nothing was sent on.
     *
     * @return the connection to go on with, of HTTP/2 or, where the server stays with it, of HTTP/1.1; fails where it answers
     *     otherwise, or lets the connection end with its answer
     */
    Mono<HttpConnection> on(Channel channel, String host, int port) {
        return Mono.defer(() -> {
            Http1Connection asking = Http1Connection.client(channel, settings);
            HttpStream stream = asking.newStream();
            return stream.sendHeaders(question(host, port), true)
                    .then(stream.reader().finalHeaders())
                    .flatMap(answer -> answer.status() == 101
                            ? switched(asking, stream, answer)
                            : declined(asking, stream, answer.status()));
        });
    }

    private HeaderList question(String host, int port) {
        String literal = NetUtil.isValidIpV6Address(host) ? "[" + host + "]" : host;
        return HeaderList.of(
                HeaderList.METHOD,
                "OPTIONS",
                HeaderList.AUTHORITY,
                port == 80 || port == 0 ? literal : literal + ":" + port,
                HeaderList.PATH,
                "*",
                "Connection",
                "Upgrade, HTTP2-Settings",
                "Upgrade",
                TOKEN,
                "HTTP2-Settings",
                Http2Connection.upgradeSettings(settings, http2));
    }

    private Mono<HttpConnection> switched(Http1Connection asking, HttpStream stream, HeaderList answer) {
        if (!TOKEN.equalsIgnoreCase(answer.combined("upgrade"))) {
            return Mono.error(new PeerProtocolException(
                    Http2Error.PROTOCOL_ERROR,
                    "a switch to a protocol that nobody asked for (RFC 9110 section 7.8)",
                    null));
        }
        return stream.reader()
                .trailers()
                .then(Mono.defer(asking::takeChannel))
                .flatMap(channel -> proven(Http2Connection.upgraded(channel, settings, http2)));
    }

    /**
     * Behind the answer to the question, and with nothing else to do, there are servers that go away, such as Apache httpd with
     * its event MPM: a request would be lost there.
     */
    private static Mono<HttpConnection> proven(Http2Connection connection) {
        return connection
                .ping()
                .flatMap(alive -> connection.open()
                        ? Mono.just(connection)
                        : Mono.error(new ConnectException("the server agreed to HTTP/2, and goes away at once")));
    }

    private static Mono<HttpConnection> declined(Http1Connection asking, HttpStream stream, int status) {
        return stream.reader().all(MOST_CONTENT).flatMap(content -> {
            content.release();
            return asking.open()
                    ? Mono.just(asking)
                    : Mono.error(new ConnectException(
                            "the server answered " + status + " to the question for HTTP/2, and ends the connection"));
        });
    }
}
