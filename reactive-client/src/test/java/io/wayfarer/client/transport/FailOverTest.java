/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ProxyException.Reason;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.hop.Route;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.fixture.RawPeer;

/** Routes with several ways. */
class FailOverTest extends TransportCase {

    private static Proxy http(int port) {
        return new Proxy(Kind.HTTP, "127.0.0.1", port, null, null);
    }

    private static Proxy dead() {
        return http(PeerProgram.freePort());
    }

    private static Route route(boolean direct, Proxy... proxies) {
        return new Route(List.of(proxies), direct, "PAC");
    }

    private static LoopbackServer hello(boolean secure) {
        return secure
                ? LoopbackServer.startWith(
                        LoopbackTls.localhost(),
                        plan -> plan.handle((in, out) -> out.sendString(
                                in.receive().aggregate().asString().defaultIfEmpty("hello"))))
                : LoopbackServer.startWith(plan -> plan.handle((in, out) ->
                        out.sendString(in.receive().aggregate().asString().defaultIfEmpty("hello"))));
    }

    private static String url(LoopbackServer server, boolean secure) {
        return (secure ? "https" : "http") + "://localhost:" + server.port() + "/";
    }

    /** The route that was gone. */
    private Route gone(TransportRequest request) {
        return Objects.requireNonNull(transport
                .exchange(request)
                .map(answer -> {
                    answer.release();
                    return Objects.requireNonNull(answer.route());
                })
                .block(PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSecondProxyIsGoneThroughWhenTheFirstIsDead(boolean secure) {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = hello(secure)) {
            Proxy first = dead();
            Route taken = gone(get(url(server, secure), route(false, first, http(proxy.port()))));
            assertThat(taken).hasToString(http(proxy.port()) + " (PAC, in place of " + first + ")");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void aDeadProxyIsTriedBehindTheOthersForAWhile() throws IOException {
        Proxy first = dead();
        try (LoopbackProxy second = LoopbackProxy.start();
                LoopbackServer server = hello(false)) {
            TransportRequest request = get(url(server, false), route(false, first, http(second.port())));
            assertThat(gone(request).proxy()).isEqualTo(http(second.port()));
            try (ServerSocket revived = new ServerSocket(first.port(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(gone(request).proxy()).isEqualTo(http(second.port()));
                revived.setSoTimeout(1);
                assertThatThrownBy(revived::accept).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void theDeadAreForgottenInTime() {
        AtomicLong now = new AtomicLong();
        DeadProxies proxies = new DeadProxies(Duration.ofSeconds(60), now::get);
        Proxy proxy = http(1);
        assertThat(proxies.contains(proxy)).isFalse();
        proxies.add(proxy);
        assertThat(proxies.contains(proxy)).isTrue();
        assertThat(proxies.contains(http(2))).isFalse();
        now.set(Duration.ofSeconds(60).toNanos() - 1);
        assertThat(proxies.contains(proxy)).isTrue();
        now.set(Duration.ofSeconds(60).toNanos());
        assertThat(proxies.contains(proxy)).isFalse();
        proxies.add(proxy);
        proxies.remove(proxy);
        assertThat(proxies.contains(proxy)).isFalse();
    }

    @Test
    void noMoreOfTheDeadAreRememberedThanFit() {
        AtomicLong now = new AtomicLong();
        DeadProxies proxies = new DeadProxies(Duration.ofSeconds(60), now::get);
        for (int port = 1; port <= 300; port++) {
            proxies.add(http(port));
        }
        assertThat(proxies.contains(http(256))).isTrue();
        assertThat(proxies.contains(http(257))).isFalse();
        now.set(Duration.ofSeconds(60).toNanos());
        proxies.add(http(257));
        assertThat(proxies.contains(http(257))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDirectWayIsGoneOnlyWhereItIsListed(boolean secure) {
        try (LoopbackServer server = hello(secure)) {
            ProxyException e = failure(ProxyException.class, get(url(server, secure), route(false, dead(), dead())));
            assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(e.getSuppressed()).hasSize(1);
            assertThat(server.requests()).isEmpty();

            Route taken = gone(get(url(server, secure), route(true, dead(), dead())));
            assertThat(taken.proxy()).isNull();
            assertThat(taken.reason()).startsWith("PAC, in place of http://127.0.0.1:");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatAProxyRefusesStaysRefused() {
        try (RawPeer proxy = RawPeer.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
                LoopbackServer server = hello(true)) {
            ProxyException e = failure(ProxyException.class, get(url(server, true), route(true, http(proxy.port()))));
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 2"})
    void aProxyThatSpeaksNonsenseIsPassedOver(String nonsense) {
        try (RawPeer proxy = RawPeer.answering(nonsense);
                LoopbackServer server = hello(true)) {
            assertThat(gone(get(url(server, true), route(true, http(proxy.port()))))
                            .proxy())
                    .isNull();
        }
    }

    @Test
    void aBodyThatCanBeSentOnceIsSentOnce() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = hello(true)) {
            RequestBody once = RequestBody.stream(
                    Flux.just(DefaultDataBufferFactory.sharedInstance.wrap("once".getBytes(StandardCharsets.UTF_8))),
                    -1,
                    null);
            TransportRequest request = Hops.of(HttpMethod.POST, URI.create(url(server, true)), once);
            String answer = Hops.got(Hops.answer(
                    transport,
                    new TransportRequest(
                            request.hop(), request.headers(), once, route(false, dead(), http(proxy.port())))));
            assertThat(answer).isEqualTo("200 once");
        }
    }

    @Test
    void aProxyThatStallsIsPassedOverAndNotCalledDead() {
        try (RawPeer stalling = RawPeer.scripted(conversation -> {
                    conversation.readHead();
                    conversation.awaitEnd();
                });
                LoopbackServer server = hello(true)) {
            Route route = route(true, http(stalling.port()));
            assertThat(gone(get(url(server, true), route)).proxy()).isNull();
            assertThat(gone(get(url(server, true), route)).proxy()).isNull();
            assertThat(stalling.heads()).hasSize(2);
            HttpTimeoutException e =
                    failure(HttpTimeoutException.class, get(url(server, true), route(false, http(stalling.port()))));
            assertThat(e).hasMessageContaining("opened no way within");
        }
    }

    @Test
    void aWayThatWasNotReachedIsStillTriedWhenThereIsNoOther() {
        Proxy[] proxies = {dead(), dead()};
        for (int i = 0; i < 2; i++) {
            ProxyException e = failure(ProxyException.class, get("http://server.example/", route(false, proxies)));
            assertThat(e.getSuppressed()).hasSize(1);
        }
    }
}
