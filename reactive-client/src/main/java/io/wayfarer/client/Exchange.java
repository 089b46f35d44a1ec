/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.client.error.ExchangeTimeoutException;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.view.TimedAnswer;
import io.wayfarer.client.url.HttpUrl;

/**
 * One subscription to one request: the loop over its hops. Each turn asks the policies, sends, lets the policies learn,
 * and asks the redirect policy what comes next.
 *
 * <p>Written by hand and not put together from operators, because a chain of operators a request costs more than all
 * policies together. What must be waited for is waited for with {@link Waiting}. Runs on one thread at a time, handed on by
 * the transport's signals; a cancellation and the time limit may come from any other, and whoever ends the exchange first
 * has ended it.
 */
final class Exchange extends TimeLimit.Limited implements Subscription {

    /** What a policy returns when it need not be waited for; compared by identity. */
    private static final Mono<Void> READY = Mono.empty();

    private static final RedirectDecision STOP = new RedirectDecision.Stop();

    /** However often the policies ask for more: none of them sees what the others ask for. */
    private static final int MOST_REPETITIONS = 4;

    private static final int NEW = 0;
    private static final int RUNNING = 1;
    private static final int OVER = 2;

    private static final AtomicIntegerFieldUpdater<Exchange> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Exchange.class, "state");

    private final Engine engine;
    private final HttpRequest request;
    private final Receiver receiver;
    private final TimeLimit timeLimit;
    private PolicyChain policies;
    private volatile @Nullable Turn turn;
    private volatile int state;
    private long begunAt;
    private volatile @Nullable Subscription awaited;

    Exchange(Engine engine, HttpRequest request, Receiver receiver) {
        this.engine = engine;
        this.request = request;
        this.receiver = receiver;
        Duration own = request.timeout();
        this.timeLimit = own == null ? engine.timeLimit() : TimeLimit.ofEach(own);
        this.policies = engine.policies();
    }

    @Override
    public void request(long n) {
        if (!Operators.validate(n) || !STATE.compareAndSet(this, NEW, RUNNING)) {
            return;
        }
        try {
            begunAt = System.nanoTime();
            timeLimit.begin(this, begunAt);
            policies = request.policiesFrom(policies);
            HttpHeaders fields = engine.fieldsOf(request);
            Hop first = hop(1, request.method(), request.url(), HopReason.USER, fields);
            take(new Turn(this, null, first.carrying(request.body()), fields, request.options()));
        } catch (Throwable e) {
            thrown(e);
        }
    }

    private void take(Turn next) {
        turn = next;
        prepare(next, 0);
    }

    private void prepare(Turn next, int from) {
        List<HopPolicy> chain = policies.hopPolicies();
        for (int i = from; i < chain.size(); i++) {
            Mono<Void> prepared = chain.get(i).prepare(next.hop());
            if (!isReady(prepared)) {
                int then = i + 1;
                prepared.subscribe(new Waiting(this, () -> prepare(next, then)));
                return;
            }
        }
        engine.transport().exchange(next.request()).subscribe(next);
    }

    @SuppressWarnings(
            "ReferenceEquality") // there is one empty Mono, and asking another for its end costs a subscription
    private static boolean isReady(Mono<Void> prepared) {
        return prepared == READY;
    }

    /** False before it begins and when it is over. */
    boolean running() {
        return state == RUNNING;
    }

    /** Called by the turn that is under way, once. */
    void answered(Turn answered, TransportResponse answer) {
        if (!running()) {
            answer.release();
            return;
        }
        RedirectDecision decision;
        try {
            policies.learn(answered.hop(), answer);
            decision = decision(answered, answer);
        } catch (Throwable e) {
            answer.release();
            thrown(e);
            return;
        }
        Throwable failure = answered.hop().failure();
        if (failure != null) {
            answer.release();
            failed(failure);
        } else if (repeats(answered.hop())) {
            drain(answered, answer, () -> take(answered.again()));
        } else if (decision instanceof RedirectDecision.Follow next) {
            drain(answered, answer, () -> follow(answered, next));
        } else if (decision instanceof RedirectDecision.Refuse refusal) {
            answer.release();
            failed(answered.refused(refusal));
        } else if (ends()) {
            TransportResponse read = engine.decoded(request, answered.id(), answer);
            receiver.received(new HttpResponse(answered, timed(answered, read), engine));
        } else {
            answer.release();
        }
    }

    private static boolean repeats(Hop hop) {
        return hop.repeatReason() != null && hop.repetition() < MOST_REPETITIONS;
    }

    private RedirectDecision decision(Turn answered, TransportResponse answer) {
        RedirectPolicy redirects = policies.redirects();
        return redirects.concerns(answer.status()) && answered.hop().failure() == null && !repeats(answered.hop())
                ? redirects.decide(answered.attempt(answer, policies::upgrade))
                : STOP;
    }

    private void follow(Turn answered, RedirectDecision.Follow next) {
        Hop hop = hop(answered.hop().number() + 1, next.method(), next.url(), HopReason.REDIRECT, next.headers());
        if (next.sendBody()) {
            hop.carrying(request.body());
        }
        take(answered.redirected(hop, next));
    }

    private Hop hop(int number, HttpMethod method, HttpUrl url, HopReason reason, HttpHeaders fields) {
        return new Hop(number, method, url, reason, fields, request.site(), receiver.currentContext());
    }

    private void drain(Turn answered, TransportResponse answer, Runnable then) {
        Drain.drain(answer, answered.hop().method(), engine.limits().maxDrainBytes())
                .subscribe(new Waiting(this, then));
    }

    void failed(Throwable failure) {
        if (ends()) {
            receiver.failed(failure);
        } else {
            Operators.onErrorDropped(failure, receiver.currentContext());
        }
    }

    void thrown(Throwable e) {
        failed(e);
        Exceptions.throwIfFatal(e);
    }

    private boolean ends() {
        if (STATE.compareAndSet(this, RUNNING, OVER)) {
            inTime();
            return true;
        }
        return false;
    }

    @Override
    public void cancel() {
        if (STATE.getAndSet(this, OVER) == RUNNING) {
            inTime();
            stopWaiting();
        }
    }

    @Override
    void ranOut() {
        if (ends()) {
            stopWaiting();
            Turn late = turn;
            receiver.failed(tooLate(
                    late == null ? new HopId(1, request.method(), request.url()) : late.id(),
                    timeLimit.duration(),
                    "no answer"));
        }
    }

    /** The longest time for the whole exchange; zero for no limit. */
    private Duration whole() {
        Duration own = request.timeout();
        return own == null ? engine.limits().exchangeTimeout() : own;
    }

    private TransportResponse timed(Turn answered, TransportResponse answer) {
        Duration whole = whole();
        return whole.isZero()
                ? answer
                : new TimedAnswer(
                        answer,
                        begunAt + TimeLimit.nanos(whole),
                        () -> tooLate(answered.id(), whole, "no whole answer"));
    }

    private ExchangeTimeoutException tooLate(HopId hop, Duration limit, String what) {
        return new ExchangeTimeoutException(
                hop,
                limit,
                what + " within " + limit.toMillis() + " ms, all hops together",
                "Raise " + Setting.ofRequest(limit.equals(whole()) ? "timeouts.exchange" : "timeouts.answer")
                        + " if the server may take so long.",
                null);
    }

    private void stopWaiting() {
        Subscription waitedFor = awaited;
        if (waitedFor != null) {
            waitedFor.cancel();
        }
    }

    /** Notes what a cancellation has to cancel; false when it has come already. */
    boolean waitsFor(Subscription subscription) {
        awaited = subscription;
        if (running()) {
            return true;
        }
        subscription.cancel();
        return false;
    }

    /** For transports made of operators: an answer that one of them drops is released. */
    Context currentContext() {
        return Operators.enableOnDiscard(receiver.currentContext(), this::discard);
    }

    private void discard(Object dropped) {
        if (dropped instanceof TransportResponse answer) {
            answer.release();
        } else {
            Operators.onDiscard(dropped, receiver.currentContext());
        }
    }
}
