/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.url.HttpUrl;

/**
 * Routes as the script of a PAC file finds them. It runs off the event loops, in a fence: it sees the functions that PAC
 * files may call, and nothing of Java; it is stopped when it takes too long, and may be as long as 1 MiB. Of its answers
 * 1000 are kept for a while. Thread-safe.
 *
 * <p>How much memory a script takes is not bounded, so whoever writes it can exhaust that: use none from strangers.
 *
 * <pre>{@code
 * RouteSelector routes = PacRoutes.of("proxy.pac", Files.readString(Path.of("proxy.pac")), Duration.ofSeconds(2),
 *         Duration.ofMinutes(1));
 * }</pre>
 */
public final class PacRoutes implements RouteSelector {

    private final String source;
    private final PacScript script;
    private final Duration patience;
    private final PacAnswers answers;
    private final Map<PacQuestion, Mono<Route>> underWay = new ConcurrentHashMap<>();

    private PacRoutes(String source, PacScript script, Duration patience, PacAnswers answers) {
        this.source = source;
        this.script = script;
        this.patience = patience;
        this.answers = answers;
    }

    /**
     * Takes a script.
     *
     * @param source what the script is called in messages, and in the trace as the reason of a route
     * @param patience longest time for one answer, the look-up of names included; beyond it, the exchange fails
     * @param keep how long an answer counts
     * @throws IllegalArgumentException when it is no script, has no {@code FindProxyForURL}, is too long, or cannot be run
     *     because Rhino is not there; beginning with the source
     */
    public static PacRoutes of(String source, String script, Duration patience, Duration keep) {
        return of(source, script, patience, keep, Clock.system(ZoneId.systemDefault()), PacNames.ofSystem());
    }

    static PacRoutes of(String source, String script, Duration patience, Duration keep, Clock clock, PacNames names) {
        try {
            PacScript compiled = PacScript.compile(source, script, patience, PacFunctions.all(names, clock));
            return new PacRoutes(source, compiled, patience, new PacAnswers(keep, clock));
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    source + " cannot be run, because Rhino is not there. Add org.mozilla:rhino to the class path.", e);
        }
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        return answers.get(PacQuestion.of(url));
    }

    @Override
    public Mono<Route> find(HttpUrl url) {
        PacQuestion question = PacQuestion.of(url);
        return Mono.defer(() -> underWay.computeIfAbsent(question, this::answer));
    }

    /** Of many that ask the same at the same time, one asks the script. */
    private Mono<Route> answer(PacQuestion question) {
        return Mono.fromCallable(() -> ask(question))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(patience)
                .onErrorMap(TimeoutException.class, e -> PacScript.tooSlow(source, patience))
                .flatMap(answer -> answer)
                .doOnNext(route -> answers.put(question, route))
                .doOnTerminate(() -> underWay.remove(question)) // before anybody has the answer, and may ask again
                .cache();
    }

    /** A failure is a value here: one that comes when nobody waits any more is no news for the log. */
    private Mono<Route> ask(PacQuestion question) {
        try {
            return Mono.just(PacAnswer.parse(source, script.ask(question)));
        } catch (PacException e) {
            return Mono.error(e);
        }
    }

    /** What the script is called. */
    @Override
    public String toString() {
        return "PAC " + source;
    }
}
