/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

import io.wayfarer.client.error.ConnectTimeoutException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProxyTimeoutException;
import io.wayfarer.client.error.ReadTimeoutException;
import io.wayfarer.client.error.ResolveTimeoutException;
import io.wayfarer.client.error.ResponseTimeoutException;
import io.wayfarer.client.error.TlsTimeoutException;
import io.wayfarer.client.error.UnreadTimeoutException;
import io.wayfarer.client.error.WriteTimeoutException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.Timeouts;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.client.SocketSettings;

/** Each limit of time has its own failure, which names it, and one request may have its own. */
class TimeoutsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    /** A name server that never answers, and otherwise what the client has by default. */
    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .sockets(SocketSettings.builder().resolver(host -> Flux.never()).build())
            .build());

    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();

    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void close() {
        done.countDown();
        transport.dispose();
    }

    private static HttpTimeoutException failure(RequestSpec request, UnaryOperator<Timeouts> own) {
        Throwable thrown = Exceptions.unwrap(catchThrowable(
                () -> request.direct().timeouts(own).bodyAsString().block(PATIENCE)));
        assertThat(thrown).isInstanceOf(HttpTimeoutException.class);
        return (HttpTimeoutException) thrown;
    }

    private static void assertNames(HttpTimeoutException e, Class<?> type, String property) {
        assertThat(e)
                .isInstanceOf(type)
                .hasMessageContaining(SHORT.toMillis() + " ms")
                .hasMessageContaining("wayfarer.client.timeouts." + property);
        assertThat(e.limit()).isEqualTo(SHORT);
        assertThat(e.phase().name()).isEqualToIgnoringCase(property);
    }

    @Test
    void aNameServerThatDoesNotAnswer() {
        HttpTimeoutException e = failure(http.get("http://server.test/"), limits -> limits.resolve(SHORT));
        assertNames(e, ResolveTimeoutException.class, "resolve");
    }

    @Test
    void aServerThatAcceptsNoMoreConnections() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            fill(full, queue);
            HttpTimeoutException e =
                    failure(http.get("http://127.0.0.1:" + full.getLocalPort() + "/"), limits -> limits.connect(SHORT));
            assertNames(e, ConnectTimeoutException.class, "connect");
        } finally {
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    /** Until the system lets connections hang: it takes some more than the backlog says. */
    private static void fill(ServerSocket full, List<Socket> queue) {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 100);
            } catch (IOException hangs) {
                return;
            }
        }
        throw new AssertionError("the queue of connections is never full");
    }

    @Test
    void aProxyThatDoesNotLeadOn() {
        try (RawPeer proxy = RawPeer.answeringAndHolding("")) {
            Throwable thrown = Exceptions.unwrap(catchThrowable(() -> http.get("https://server.test/")
                    .proxy(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), null, null))
                    .timeouts(limits -> limits.proxy(SHORT))
                    .bodyAsString()
                    .block(PATIENCE)));
            assertThat(thrown).isInstanceOf(HttpTimeoutException.class);
            assertNames((HttpTimeoutException) thrown, ProxyTimeoutException.class, "proxy");
        }
    }

    @Test
    void aServerThatDoesNotShakeHands() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            HttpTimeoutException e =
                    failure(http.get("https://127.0.0.1:" + peer.port() + "/"), limits -> limits.tls(SHORT));
            assertNames(e, TlsTimeoutException.class, "tls");
        }
    }

    /** Each step would have had time enough. */
    @Test
    void aWayThatTakesTooLongAltogetherNamesThatLimit() {
        Duration allButTheLast = Duration.ofSeconds(1); // is enough, on a busy machine too
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            HttpTimeoutException handshake = failure(
                    http.get("https://127.0.0.1:" + peer.port() + "/"), limits -> limits.opening(allButTheLast));
            assertThat(handshake)
                    .isInstanceOf(TlsTimeoutException.class)
                    .hasMessageContaining("wayfarer.client.timeouts.opening");
            assertThat(handshake.limit()).isEqualTo(allButTheLast);
            HttpTimeoutException lookUp = failure(http.get("http://server.test/"), limits -> limits.opening(SHORT));
            assertThat(lookUp)
                    .isInstanceOf(ResolveTimeoutException.class)
                    .hasMessageContaining("wayfarer.client.timeouts.opening");
        }
    }

    @Test
    void aServerThatTakesNothingMoreOfTheRequest() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            hold(PATIENCE);
        })) {
            byte[] much = new byte[32 * 1024 * 1024];
            HttpTimeoutException e = failure(
                    http.post(peer.uri("/")).body(much, null).expectContinue(false), limits -> limits.write(SHORT));
            assertNames(e, WriteTimeoutException.class, "write");
        }
    }

    private void hold(Duration longest) {
        try {
            done.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatDoesNotAnswer() {
        try (FaultServer silent = FaultServer.http1(Fault.silence())) {
            HttpTimeoutException e = failure(http.get(silent.uri("/")), limits -> limits.response(SHORT));
            assertNames(e, ResponseTimeoutException.class, "response");
        }
    }

    @Test
    void aServerThatFallsSilentWithinTheBody() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
            HttpTimeoutException e = failure(http.get(peer.uri("/")), limits -> limits.read(SHORT));
            assertNames(e, ReadTimeoutException.class, "read");
        }
    }

    @Test
    void anAnswerThatNobodyReads() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            conversation.awaitEnd();
            ended.countDown();
        })) {
            HttpRequest request = http.get(peer.uri("/"))
                    .direct()
                    .timeouts(limits -> limits.unread(SHORT))
                    .request();
            HttpResponse answer = http.exchange(request).block(PATIENCE);
            assertThat(answer).isNotNull();
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            Throwable thrown =
                    Exceptions.unwrap(catchThrowable(() -> answer.bodyAsString().block(PATIENCE)));
            assertThat(thrown).isInstanceOf(HttpTimeoutException.class);
            assertNames((HttpTimeoutException) thrown, UnreadTimeoutException.class, "unread");
        }
    }

    /** Longer ones too, which is what an override is for most of the time. */
    @Test
    void aRequestMayBeMorePatientThanItsClient() {
        PooledTransport hasty = new PooledTransport(TransportSettings.builder()
                .timeouts(limits -> limits.response(SHORT).connecting(PATIENCE))
                .build());
        try (RawPeer slow = RawPeer.scripted(conversation -> {
            conversation.readHead();
            hold(SHORT.multipliedBy(3));
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        })) {
            ReactiveHttpClient client = http.toBuilder().transport(hasty).build();
            assertThat(client.get(slow.uri("/"))
                            .direct()
                            .timeouts(limits -> limits.response(PATIENCE))
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("late");
        } finally {
            hasty.dispose();
        }
    }

    @Test
    void changesAddUpAndWhatNoTimerCountsIsRefused() {
        Timeouts changed = Timeouts.defaults().connecting(SHORT).tls(PATIENCE);
        assertThat(changed.resolve()).isEqualTo(SHORT);
        assertThat(changed.tls()).isEqualTo(PATIENCE);
        assertThatThrownBy(() -> Timeouts.defaults().read(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read: PT0S");
    }
}
