/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import org.springframework.web.reactive.function.client.WebClient;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;

/** {@code WebClient} over ours. */
final class WayfarerWebClient implements Contestant {

    private final WebClient http1 = StockWebClient.over(new WayfarerClientHttpConnector(ReactiveHttpClient.create()));
    private final WebClient http2 = StockWebClient.over(new WayfarerClientHttpConnector(Wayfarer.withPriorKnowledge()));

    @Override
    public Exchange prepare(Call call) {
        return StockWebClient.prepare(call.http2() ? http2 : http1, call);
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    /** Its connections end with the process. */
    @Override
    public void close() {}
}
