/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.http.HttpHeaders;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.redirect.RedirectAttempt;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.transport.TransportOptions;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/**
 * One turn of an exchange: a hop on its way, which takes the transport's answer, and afterwards what the trace and the
 * redirect policy know of it. A subscriber of its own, because the end of one hop's Mono may arrive while the next hop is
 * already under way.
 */
final class Turn implements CoreSubscriber<TransportResponse> {

    private final Exchange exchange;
    private final @Nullable Turn before;
    private final Hop hop;
    private final HttpHeaders callersFields;
    private final TransportOptions options;
    private @Nullable HopId id;
    private RedirectAttempt.@Nullable Step step;
    private boolean repeated;
    private long sentAt;
    private long nanos;
    private int status;
    private String protocol = "";
    private List<String> repetitions = List.of();

    /** Null for most, whose answers are nobody's business once they are read. */
    private @Nullable TransportResponse timed;

    private HttpHeaders answerFields = HttpHeaders.EMPTY;

    /**
     * @param callersFields the caller's, as far as they have come; what policies add stays with the hop
     * @param options the caller's, as far as they have come
     */
    Turn(Exchange exchange, @Nullable Turn before, Hop hop, HttpHeaders callersFields, TransportOptions options) {
        this.exchange = exchange;
        this.before = before;
        this.hop = hop;
        this.callersFields = callersFields;
        this.options = options;
    }

    Hop hop() {
        return hop;
    }

    /** As it was sent; before that, as the policies so far have left it. */
    HopId id() {
        HopId sent = id;
        return sent == null ? hop.id() : sent;
    }

    /** What the caller wants otherwise than the client. */
    TransportOptions options() {
        return options;
    }

    /** The request, once the policies are done with it. */
    TransportRequest request() {
        HopId sent = hop.id();
        id = sent;
        sentAt = System.nanoTime();
        return new TransportRequest(sent, hop.readHeaders(), hop.body(), hop.route(), options);
    }

    @Override
    public Context currentContext() {
        return exchange.currentContext();
    }

    @Override
    public void onSubscribe(Subscription transport) {
        if (exchange.waitsFor(transport)) {
            transport.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(TransportResponse answer) {
        nanos = System.nanoTime() - sentAt;
        status = answer.status();
        protocol = answer.protocol();
        repetitions = answer.repetitions();
        answerFields = answer.headers();
        timed = answer.times() == null ? null : answer;
        Route taken = answer.route();
        if (taken != null) {
            hop.routeBy(taken);
        }
        exchange.answered(this, answer);
    }

    @Override
    public void onError(Throwable failure) {
        exchange.failed(failure);
    }

    @Override
    public void onComplete() {
        if (status == 0) {
            exchange.failed(new IllegalStateException("The transport ended " + id() + " without an answer."));
        }
    }

    /** The request and its answer, for the redirect policy. */
    RedirectAttempt attempt(TransportResponse answer, UnaryOperator<HttpUrl> upgrade) {
        return new RedirectAttempt(
                hop.method(),
                hop.url(),
                callersFields,
                sendsBody(),
                hop.body().replayable(),
                answer.status(),
                answer.headers(),
                upToHere(turn -> turn.repeated ? null : turn.step()),
                upgrade);
    }

    private boolean sendsBody() {
        return !hop.body().absent();
    }

    /** Sends the same request again; for limit and loops of redirects it remains the one it was. */
    Turn again() {
        repeated = true;
        return new Turn(exchange, this, hop.repeated(hop.number() + 1, callersFields), callersFields, options);
    }

    /** Follows a redirect. Trailers go where their body goes, and like other fields that nobody knows, never to another origin. */
    Turn redirected(Hop next, RedirectDecision.Follow by) {
        boolean trailersGo = by.sendBody() && hop.url().origin().equals(by.url().origin());
        return new Turn(exchange, this, next, by.headers(), trailersGo ? options : options.withoutTrailers());
    }

    /** Made once, when the answer is there: the policies are done with the hop by then, and each hop behind it asks. */
    private RedirectAttempt.Step step() {
        RedirectAttempt.Step made = step;
        if (made == null) {
            int cookieHash = Objects.hashCode(hop.readHeaders().get(HttpHeaders.COOKIE));
            made = new RedirectAttempt.Step(hop.method(), hop.url(), sendsBody(), cookieHash);
            step = made;
        }
        return made;
    }

    RedirectException refused(RedirectDecision.Refuse refusal) {
        List<String> urls = upToHere(turn -> turn.hop.url().toString());
        return new RedirectException(id(), refusal.reason(), urls, refusal.what(), refusal.remedy());
    }

    Trace trace() {
        return new Trace(upToHere(Turn::traced));
    }

    ExchangeRecord record() {
        long now = System.nanoTime();
        Instant clock = Instant.now();
        return new ExchangeRecord(upToHere(turn -> turn.recorded(clock.minusNanos(now - turn.sentAt))));
    }

    private ExchangeRecord.RecordedHop recorded(Instant began) {
        return new ExchangeRecord.RecordedHop(
                began,
                Duration.ofNanos(nanos),
                hop.method(),
                hop.url(),
                Secrets.masked(hop.readHeaders()),
                hop.body().length(),
                status,
                protocol,
                Secrets.masked(answerFields),
                times());
    }

    private Trace.TracedHop traced() {
        return new Trace.TracedHop(
                hop.url(),
                hop.method(),
                status,
                protocol,
                hop.reason(),
                hop.route(),
                repetitions,
                hop.cookiesSent(),
                hop.cookiesLearnt(),
                Duration.ofNanos(nanos),
                times());
    }

    private @Nullable HopTimes times() {
        return timed == null ? null : timed.times();
    }

    /** In order, without those for which there is nothing to see. */
    private <T> List<T> upToHere(Function<Turn, @Nullable T> view) {
        List<T> views = new ArrayList<>(4);
        for (Turn turn = this; turn != null; turn = turn.before) {
            T seen = view.apply(turn);
            if (seen != null) {
                views.add(seen);
            }
        }
        Collections.reverse(views);
        return Collections.unmodifiableList(views);
    }
}
