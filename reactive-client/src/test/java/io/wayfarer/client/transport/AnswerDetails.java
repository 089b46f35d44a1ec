/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an answer tells besides its status and its body. */
record AnswerDetails(String reasonPhrase, Optional<InetSocketAddress> peer, List<String> names) {

    static AnswerDetails of(Transport transport, TransportRequest request) {
        return Objects.requireNonNull(transport
                .exchange(request)
                .doOnNext(TransportResponse::release)
                .map(answer -> new AnswerDetails(
                        answer.reasonPhrase(),
                        answer.peer(),
                        List.copyOf(answer.headers().headerNames())))
                .block(Hops.PATIENCE));
    }
}
