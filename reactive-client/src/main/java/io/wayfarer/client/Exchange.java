/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.redirect.RedirectAttempt;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/**
 * One subscription to one request: the loop over its hops. Each turn asks the policies, sends, lets the policies learn,
 * and asks the redirect policy what comes next.
 *
 * <p>Runs on one thread at a time, handed on by the transport's signals.
 */
final class Exchange {

    /** What a policy returns when it need not be waited for; compared by identity. */
    private static final Mono<Void> READY = Mono.empty();

    private final HttpRequest request;
    private final PolicyChain policies;
    private final Transport transport;
    private final ClientLimits limits;
    private final ContextView context;
    private final List<RedirectAttempt.Step> steps = new ArrayList<>(1);
    private final List<Trace.TracedHop> traced = new ArrayList<>(1);
    private HopId current;

    Exchange(HttpRequest request, PolicyChain client, Transport transport, ClientLimits limits, ContextView context) {
        this.request = request;
        this.policies = request.policiesFrom(client);
        this.transport = transport;
        this.limits = limits;
        this.context = context;
        this.current = new HopId(1, request.method(), request.url());
    }

    Mono<HttpResponse> run() {
        boolean sendBody = !request.body().absent();
        return hop(request.method(), request.url(), HopReason.USER, request.headers(), sendBody)
                .timeout(limits.exchangeTimeout(), Mono.error(this::timedOut))
                .doOnDiscard(TransportResponse.class, TransportResponse::release)
                .doOnDiscard(HttpResponse.class, HttpResponse::release);
    }

    private HttpTimeoutException timedOut() {
        return new HttpTimeoutException(
                current,
                HttpTimeoutException.Phase.EXCHANGE,
                "no answer within " + limits.exchangeTimeout().toMillis() + " ms, all hops together",
                "Raise wayfarer.client.timeouts.exchange if the server may take so long.",
                null);
    }

    /** {@code headers} are the caller's, as far as they have come; what policies add stays with the hop. */
    private Mono<HttpResponse> hop(
            HttpMethod method, HttpUrl url, HopReason reason, HttpHeaders headers, boolean sendBody) {
        HttpHeaders own = new HttpHeaders();
        own.addAll(headers); // and not putAll, which would share the lists of values
        Hop hop = new Hop(traced.size() + 1, method, url, reason, own, request.site(), context);
        Mono<Void> prepared = prepare(hop, 0);
        return isReady(prepared)
                ? send(hop, headers, sendBody)
                : prepared.then(Mono.defer(() -> send(hop, headers, sendBody)));
    }

    private Mono<Void> prepare(Hop hop, int from) {
        List<HopPolicy> chain = policies.hopPolicies();
        for (int i = from; i < chain.size(); i++) {
            Mono<Void> prepared = chain.get(i).prepare(hop);
            if (!isReady(prepared)) {
                int next = i + 1;
                return prepared.then(Mono.defer(() -> prepare(hop, next)));
            }
        }
        return READY;
    }

    @SuppressWarnings(
            "ReferenceEquality") // there is one empty Mono, and asking another for its end costs a subscription
    private static boolean isReady(Mono<Void> prepared) {
        return prepared == READY;
    }

    private Mono<HttpResponse> send(Hop hop, HttpHeaders headers, boolean sendBody) {
        current = hop.id();
        steps.add(new RedirectAttempt.Step(
                hop.method(),
                hop.url(),
                sendBody,
                Objects.hashCode(hop.headers().get(HttpHeaders.COOKIE))));
        long start = System.nanoTime();
        RequestBody body = sendBody ? request.body() : RequestBody.empty();
        return transport
                .exchange(new TransportRequest(current, hop.headers(), body, hop.route()))
                .flatMap(answer -> answered(hop, headers, sendBody, answer, System.nanoTime() - start));
    }

    private Mono<HttpResponse> answered(
            Hop hop, HttpHeaders headers, boolean sentBody, TransportResponse answer, long nanos) {
        RedirectDecision decision;
        try {
            learn(hop, answer);
            traced.add(record(hop, answer, nanos));
            decision = policies.redirects()
                    .decide(new RedirectAttempt(
                            hop.method(),
                            hop.url(),
                            headers,
                            sentBody,
                            request.body().replayable(),
                            answer.status(),
                            answer.headers(),
                            List.copyOf(steps)));
        } catch (RuntimeException e) {
            answer.release();
            return Mono.error(e);
        }
        if (decision instanceof RedirectDecision.Follow next) {
            return Drain.drain(answer, limits.maxDrainBytes())
                    .then(Mono.defer(
                            () -> hop(next.method(), next.url(), HopReason.REDIRECT, next.headers(), next.sendBody())));
        }
        if (decision instanceof RedirectDecision.Refuse refusal) {
            answer.release();
            List<String> chain =
                    steps.stream().map(step -> step.url().toString()).toList();
            return Mono.error(
                    new RedirectException(current, refusal.reason(), chain, refusal.what(), refusal.remedy()));
        }
        return Mono.just(new HttpResponse(current, answer, new Trace(traced), limits));
    }

    private void learn(Hop hop, TransportResponse answer) {
        HopAnswer seen = new HopAnswer(answer.status(), answer.headers(), answer.authenticated());
        List<HopPolicy> chain = policies.hopPolicies();
        for (int i = chain.size() - 1; i >= 0; i--) {
            chain.get(i).learn(hop, seen);
        }
    }

    private static Trace.TracedHop record(Hop hop, TransportResponse answer, long nanos) {
        return new Trace.TracedHop(
                hop.url(),
                hop.method(),
                answer.status(),
                answer.protocol(),
                hop.reason(),
                hop.route(),
                hop.cookiesSent(),
                hop.cookiesLearnt(),
                Duration.ofNanos(nanos));
    }
}
