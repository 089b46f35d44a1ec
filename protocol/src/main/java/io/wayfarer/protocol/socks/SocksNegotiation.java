/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.protocol.socks.SocksException.Refusal;

/**
 * The talk with a SOCKS proxy on a channel that is connected to it: once {@link #negotiate} has completed, the channel
 * leads to the target. Its handlers stand last in the pipeline, before Reactor Netty's own, and read for themselves,
 * whether the channel reads automatically or not. Total: whatever the proxy sends ends in an address or in a
 * {@link SocksException}. All methods may be called on any thread.
 *
 * <p>The channel does not read by itself from the negotiation on until it is taken.
 */
public final class SocksNegotiation {

    private final Channel channel;
    private final SocksVersion version;
    private final @Nullable SocksCredentials credentials;
    private final AtomicReference<@Nullable SocksDialogue> dialogue = new AtomicReference<>();

    SocksNegotiation(Channel channel, SocksVersion version, @Nullable SocksCredentials credentials) {
        this.channel = channel;
        this.version = version;
        this.credentials = credentials;
    }

    /** Without credentials. */
    public static SocksNegotiation on(Channel channel, SocksVersion version) {
        return new SocksNegotiation(channel, version, null);
    }

    /** With credentials, which are sent if the proxy asks for them; in version 4 always, the user name alone. */
    public static SocksNegotiation on(Channel channel, SocksVersion version, SocksCredentials credentials) {
        return new SocksNegotiation(channel, version, credentials);
    }

    public Channel channel() {
        return channel;
    }

    public SocksVersion version() {
        return version;
    }

    /**
     * Asks the proxy to connect to the target. Once only. Cancelling closes the channel.
     *
     * @param host a name, or an address literal without brackets, which is sent as the address it is. A name is looked up
     *     by the system's resolver, on a thread that may block, where {@link SocksVersion#resolvesHere()}
     * @param limit longest time for all of it
     * @return the address that the proxy says it connects from, unresolved; fails with {@link SocksException}, after
     *     which the channel is closed
     * @throws IllegalArgumentException when the host cannot be sent, or the port is none
     */
    public Mono<InetSocketAddress> negotiate(String host, int port, Duration limit) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
        String target = sendable(host);
        boolean literal = NetUtil.isValidIpV4Address(target) || NetUtil.isValidIpV6Address(target);
        if (version.isVersion4() && NetUtil.isValidIpV6Address(target)) {
            throw new IllegalArgumentException("host: " + target + " (expected: no IPv6 in version 4)");
        }
        Mono<String> address = literal || !version.resolvesHere() ? Mono.just(target) : lookedUp(target);
        return address.flatMap(found -> negotiated(found, port))
                .timeout(
                        limit,
                        Mono.error(() -> new SocksException(
                                Refusal.TIMEOUT,
                                -1,
                                "no answer of the proxy within " + limit.toMillis() + " ms",
                                null)))
                .doOnError(failure -> channel.close())
                .doOnCancel(channel::close);
    }

    /**
     * Gives the channel away after a negotiation: the handlers of this leave its pipeline, and what the target has
     * already sent is fired into it when the subscriber has put its own there, that is, has returned.
     *
     * @return fails with {@link IllegalStateException} unless the negotiation has succeeded
     */
    public Mono<Channel> takeChannel() {
        return Mono.create(sink -> channel.eventLoop().execute(() -> {
            SocksDialogue done = dialogue.get();
            if (done == null || !done.leave()) {
                sink.error(new IllegalStateException("the negotiation has not succeeded, or the channel was taken"));
                return;
            }
            sink.success(channel);
            done.release();
        }));
    }

    /** Closes the channel. */
    public Mono<Void> close() {
        return Mono.create(sink -> channel.close().addListener(closed -> sink.success()));
    }

    private Mono<InetSocketAddress> negotiated(String target, int port) {
        return Mono.create(sink -> {
            SocksDialogue talk = new SocksDialogue(version, credentials, target, port, sink);
            if (!dialogue.compareAndSet(null, talk)) {
                sink.error(new IllegalStateException("negotiated already"));
                return;
            }
            channel.eventLoop().execute(() -> talk.begin(channel));
        });
    }

    private Mono<String> lookedUp(String name) {
        return Mono.fromCallable(() -> {
                    for (InetAddress address : InetAddress.getAllByName(name)) {
                        if (!version.isVersion4() || address instanceof Inet4Address) {
                            return NetUtil.toAddressString(address);
                        }
                    }
                    throw new UnknownHostException("no IPv4 address");
                })
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        UnknownHostException.class,
                        e -> new SocksException(Refusal.UNRESOLVED, -1, "no address of the target is known", e));
    }

    private static String sendable(String host) {
        if (NetUtil.isValidIpV6Address(host)) {
            return host;
        }
        String ascii = IDN.toASCII(host);
        if (ascii.isEmpty() || ascii.length() > 255 || ascii.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "host: " + ascii.length() + " characters (expected: 1 to 255, none of them NUL)");
        }
        return ascii;
    }

    static int millis(Duration limit) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
    }
}
