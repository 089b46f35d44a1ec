/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.auth.ProxyAuthenticator;
import io.wayfarer.client.auth.ProxyAuthenticator.Answer;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.TunnelRefusedException;
import io.wayfarer.protocol.connection.HttpConnection;

/** Brings credentials to HTTP proxies, and answers their 407: for whole URLs, and for tunnels. */
final class ProxyLogin {

    private static final int REFUSED = 407;

    /** The explanation of a 407 is read up to here, so that the connection can be used again. */
    private static final int MOST_EXPLANATION = 64 * 1024;

    private final ProxyAuthenticator authenticator = new ProxyAuthenticator();

    /** Whether a request for a whole URL is to go by {@link #forwarded}. */
    static boolean concerns(TransportRequest request) {
        Proxy proxy = request.route().proxy();
        return proxy != null
                && proxy.userName() != null
                && proxy.forwards(request.hop().url().secure());
    }

    /**
     * A request for a whole URL, repeated when the proxy asks for other credentials and the body allows it; else its 407 is
     * the answer.
     */
    Mono<TransportResponse> forwarded(
            Proxy proxy, TransportRequest request, Function<TransportRequest, Mono<TransportResponse>> transport) {
        HttpUrl url = request.hop().url();
        String method = request.hop().method().name();
        return Mono.defer(() ->
                forwarded(proxy, request, url.absoluteForm(), first(proxy, method, url.absoluteForm()), transport));
    }

    private Mono<TransportResponse> forwarded(
            Proxy proxy,
            TransportRequest request,
            String target,
            @Nullable Answer brought,
            Function<TransportRequest, Mono<TransportResponse>> transport) {
        return transport.apply(with(brought, request)).flatMap(answer -> {
            if (answer.status() != REFUSED
                    || !(request.body().absent() || request.body().replayable())) {
                return Mono.just(answer);
            }
            List<String> challenges = answer.headers().getOrEmpty(HttpHeaders.PROXY_AUTHENTICATE);
            String method = request.hop().method().name();
            Optional<Answer> next = authenticator.next(proxy, method, target, brought, challenges);
            return next.isEmpty()
                    ? Mono.just(answer)
                    : answer.bytes(MOST_EXPLANATION)
                            .onErrorComplete() // then the connection is not used again
                            .then(Mono.defer(() -> forwarded(proxy, request, target, next.get(), transport)));
        });
    }

    private static TransportRequest with(@Nullable Answer brought, TransportRequest request) {
        if (brought == null) {
            return request;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(request.headers());
        headers.set(HttpHeaders.PROXY_AUTHORIZATION, brought.value());
        return new TransportRequest(request.hop(), headers, request.body(), request.route(), request.options());
    }

    /**
     * A connection through a tunnel; another attempt on another connection when the proxy asks for other credentials.
     *
     * @param authority of the target, with its port
     * @param dial connects with a value of {@code Proxy-Authorization}, null for none
     */
    Mono<HttpConnection> tunnelled(
            Proxy proxy, String authority, Function<@Nullable String, Mono<HttpConnection>> dial) {
        return Mono.defer(() -> tunnelled(proxy, authority, first(proxy, "CONNECT", authority), dial));
    }

    private Mono<HttpConnection> tunnelled(
            Proxy proxy,
            String authority,
            @Nullable Answer brought,
            Function<@Nullable String, Mono<HttpConnection>> dial) {
        return dial.apply(brought == null ? null : brought.value()).onErrorResume(failure -> {
            TunnelRefusedException refusal = Failures.cause(TunnelRefusedException.class, failure);
            if (refusal == null || refusal.status() != REFUSED) {
                return Mono.error(failure);
            }
            List<String> challenges = refusal.answer().all(HttpHeaders.PROXY_AUTHENTICATE);
            return authenticator
                    .next(proxy, "CONNECT", authority, brought, challenges)
                    .map(next -> tunnelled(proxy, authority, next, dial))
                    .orElseGet(() -> Mono.error(failure));
        });
    }

    private @Nullable Answer first(Proxy proxy, String method, String target) {
        return authenticator
                .first(proxy, method, target)
                .or(() -> authenticator.unasked(proxy))
                .orElse(null);
    }
}
