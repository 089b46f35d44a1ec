/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.url.HttpUrl;

/**
 * Learns alternatives from answers whose servers proved who they are, frames beside them included, and offers them for direct
 * hops to the same servers (RFC 7838). Through a proxy nothing is offered: the proxy was chosen for the server, not for other places.
 *
 * <p>A 421 from an alternative ends it, and the request goes out again where its body allows (section 6).
 */
public final class AltSvcPolicy implements HopPolicy {

    private static final String FIELD = "Alt-Svc";
    private static final int MISDIRECTED_REQUEST = 421;

    private final AltSvcStore store;

    public AltSvcPolicy(AltSvcStore store) {
        this.store = store;
    }

    @Override
    public Mono<Void> prepare(Hop hop) {
        if (!store.isEmpty() && concerns(hop.url()) && hop.route().proxies().isEmpty()) {
            List<Alternative> known = store.alternatives(hop.url().origin());
            if (!known.isEmpty()) {
                hop.routeBy(hop.route().offering(known));
            }
        }
        return Mono.empty();
    }

    private static boolean concerns(HttpUrl url) {
        return url.secure() && !url.webSocket();
    }

    @Override
    public void learn(Hop hop, HopAnswer answer) {
        if (!answer.authenticated() || !concerns(hop.url())) {
            return;
        }
        List<Alternative> taken = hop.route().alternatives();
        if (answer.status() == MISDIRECTED_REQUEST) {
            // What such an answer says of alternatives does not count (section 6).
            if (!taken.isEmpty()) {
                misdirected(hop, taken);
            }
            return;
        }
        taken.forEach(each -> known(each).ifPresent(KnownAlternative::answered));
        answer.alternatives().forEach(frame -> store.learn(hop.url().origin(), List.of(frame), Duration.ZERO));
        List<String> fields = answer.headers().get(FIELD);
        if (fields != null) {
            store.learn(
                    hop.url().origin(),
                    fields,
                    AltSvcField.ageOf(answer.headers().getFirst(HttpHeaders.AGE)));
        }
    }

    private static void misdirected(Hop hop, List<Alternative> taken) {
        taken.forEach(each -> known(each).ifPresent(KnownAlternative::misdirected));
        if (hop.body().absent() || hop.body().replayable()) {
            hop.repeat(HopReason.MISDIRECTED);
        }
    }

    private static Optional<KnownAlternative> known(Alternative alternative) {
        return alternative instanceof KnownAlternative known ? Optional.of(known) : Optional.empty();
    }

    /** What it asks and teaches. */
    public AltSvcStore store() {
        return store;
    }

    @Override
    public HopStage stage() {
        return HopStage.ALTERNATIVES;
    }

    @Override
    public String name() {
        return "alt-svc";
    }
}
