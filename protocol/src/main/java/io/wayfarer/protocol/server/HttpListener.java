/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;

/**
 * A socket that is listened on, and the connections that came through it. One port may serve TLS and plain connections,
 * HTTP/1 and HTTP/2, at once.
 *
 * <pre>{@code
 * HttpListener listener = HttpListener.builder()
 *         .host("localhost")
 *         .onStream(stream -> stream.sendHeaders(HeaderList.of(":status", "204"), true))
 *         .bind()
 *         .block();
 * }</pre>
 *
 * <p>All methods may be called on any thread.
 */
public final class HttpListener {

    private final ListenerSettings settings;
    private final @Nullable UnixSocketFile file;
    private final AcceptGate gate;
    private final ConcurrentMap<Channel, Arrival> open = new ConcurrentHashMap<>();
    private final Sinks.Many<HttpConnection> connections =
            Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.Empty<Void> empty = Sinks.empty();
    private volatile boolean ending;

    private HttpListener(ListenerSettings settings) {
        this.settings = settings;
        this.file = settings.path == null ? null : new UnixSocketFile(settings.path, settings.pathMode);
        this.gate = new AcceptGate(settings);
    }

    public static ListenerBuilder builder() {
        return new ListenerBuilder();
    }

    static Mono<HttpListener> bind(ListenerSettings settings) {
        return Mono.<HttpListener>create(sink -> {
                    AtomicBoolean cancelled = new AtomicBoolean();
                    sink.onCancel(() -> cancelled.set(true));
                    try {
                        HttpListener listener = new HttpListener(settings);
                        listener.open();
                        if (cancelled.get()) {
                            listener.close().subscribe();
                        }
                        sink.success(listener);
                    } catch (IOException | RuntimeException failure) {
                        sink.error(failure);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private void open() throws IOException {
        Binding binding = new Binding(settings);
        SocketAddress at = file == null ? binding.address() : binding.address(file.prepare(settings.unlinkStale));
        ChannelFuture bound = binding.bootstrap(gate, this::accepted).bind(at).awaitUninterruptibly();
        try {
            if (bound.cause() != null) {
                throw bound.cause() instanceof IOException io ? io : new IOException(bound.cause());
            }
            if (file != null) {
                file.publish();
            }
        } catch (IOException failure) {
            bound.channel().close();
            if (file != null) {
                file.remove();
            }
            throw failure;
        }
        bound.channel().closeFuture().addListener(closed -> {
            ending = true;
            endIfEmpty();
        });
    }

    /** Where it listens: an {@link InetSocketAddress} with the port that was chosen, or a {@link UnixDomainSocketAddress}. */
    public SocketAddress localAddress() {
        return file == null ? gate.listening().localAddress() : UnixDomainSocketAddress.of(file.path());
    }

    /** The port, -1 on a Unix domain socket. */
    public int port() {
        return localAddress() instanceof InetSocketAddress address ? address.getPort() : -1;
    }

    /**
     * The connections, each of them when its version is known; for listeners without a handler of streams, so that
     * {@link HttpConnection#incoming()} is the subscriber's. One subscriber; connections wait for it. Completes when the
     * listener has ended.
     */
    public Flux<HttpConnection> connections() {
        return connections.asFlux();
    }

    /** How many connections there are, those included that have not spoken yet. */
    public int activeConnections() {
        return open.size();
    }

    /** Takes no more connections from the system; those that there are go on. */
    public void pause() {
        gate.pause(true);
    }

    public void resume() {
        gate.pause(false);
    }

    /**
     * Serves a channel that was connected elsewhere, like one that came through the socket: from its first octet on.
     *
     * @param connected registered with an event loop
     */
    public void add(Channel connected) {
        gate.onLoop(() -> gate.count(connected));
        connected.eventLoop().execute(() -> accepted(connected));
    }

    /**
     * Gives the handler a stream that came elsewhere.
     *
     * @throws IllegalStateException without a handler
     */
    public void add(HttpStream stream) {
        var handler = settings.onStream;
        if (handler == null) {
            throw new IllegalStateException("The listener has no handler of streams");
        }
        EventLoop loop = stream.connection().channel().eventLoop();
        Answering answering = new Answering(stream, settings, loop, new LateChecks(loop));
        loop.execute(() -> answering.begin(handler, new Link()));
    }

    /**
     * Listens no more, takes no more streams, and closes each connection when its streams have ended; at once when the
     * limit is over, or the {@code closeTimeout} of the connection.
     */
    public Mono<Void> shutdown(Duration limit) {
        return Mono.defer(() -> {
            List<Mono<Void>> ends = new ArrayList<>();
            ends.add(endListening());
            for (Arrival arrival : open.values()) {
                HttpConnection connection = arrival.connection();
                ends.add(connection == null ? closed(arrival.channel()) : connection.shutdown(Direction.BOTH));
            }
            return Mono.whenDelayError(ends).then(closed()).timeout(limit, close());
        });
    }

    /** Listens no more, and closes all connections at once. */
    public Mono<Void> close() {
        return Mono.defer(() -> {
            List<Mono<Void>> ends = new ArrayList<>();
            ends.add(endListening());
            for (Channel channel : open.keySet()) {
                ends.add(closed(channel));
            }
            return Mono.whenDelayError(ends).then(closed());
        });
    }

    /** Completes when nothing is listened on and no connection is left. */
    public Mono<Void> closed() {
        return empty.asMono();
    }

    private Mono<Void> endListening() {
        ending = true;
        Mono<Void> unlinked = file == null
                ? Mono.empty()
                : Mono.<Void>fromCallable(() -> {
                            file.remove();
                            return null;
                        })
                        .subscribeOn(Schedulers.boundedElastic());
        return closed(gate.listening()).then(unlinked);
    }

    private static Mono<Void> closed(Channel channel) {
        return Mono.create(sink -> channel.close().addListener(done -> sink.success()));
    }

    private void endIfEmpty() {
        if (ending && open.isEmpty() && !gate.listening().isOpen()) {
            empty.tryEmitEmpty();
            synchronized (connections) {
                connections.tryEmitComplete();
            }
        }
    }

    /** On the event loop of the channel. */
    private void accepted(Channel channel) {
        if (ending) {
            channel.close();
            return;
        }
        Arrival arrival = new Arrival(this, settings, channel);
        open.put(channel, arrival);
        channel.closeFuture().addListener(closed -> {
            open.remove(channel);
            endIfEmpty();
        });
        arrival.begin();
    }

    /** On the event loop of the channel. */
    void connected(HttpConnection connection, Arrival arrival) {
        var handler = settings.onStream;
        if (handler != null) {
            new Attendance(connection, settings, handler, arrival).begin();
            return;
        }
        arrival.arrived();
        Sinks.EmitResult told;
        synchronized (connections) {
            told = connections.tryEmitNext(connection);
        }
        if (told.isFailure()) {
            connection.channel().close(); // nobody waits for connections any more
        }
    }

    /** As in {@code HttpListener[/127.0.0.1:8080, 3 connections]}. */
    @Override
    public String toString() {
        return "HttpListener[" + Objects.toString(localAddress()) + ", " + activeConnections() + " connections]";
    }
}
