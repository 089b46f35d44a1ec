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

    private final WebClient client = StockWebClient.over(new WayfarerClientHttpConnector(ReactiveHttpClient.create()));

    @Override
    public Exchange prepare(Call call) {
        return StockWebClient.prepare(client, call);
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    /** Its connections end with the process. */
    @Override
    public void close() {}
}
