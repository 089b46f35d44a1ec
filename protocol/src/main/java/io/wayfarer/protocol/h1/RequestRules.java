/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.wayfarer.protocol.grammar.Authority;

/** What a request has to say, and must not, so that everybody who reads it reads the same (RFC 9112 sections 3.2 and 6). */
final class RequestRules {

    private RequestRules() {}

    static void check(HeadFacts facts) throws BadMessage {
        if (facts.hosts > 1 || (facts.hosts == 0 && facts.minor > 0)) {
            throw new BadMessage(400, "no Host, or more than one (RFC 9112 section 3.2)");
        }
        if (!facts.host.isEmpty() && Authority.parse(facts.host).isEmpty()) {
            throw new BadMessage(400, "a Host that is none (RFC 9112 section 3.2)");
        }
        if (facts.transferEncoding) {
            checkCodings(facts);
        }
    }

    private static void checkCodings(HeadFacts facts) throws BadMessage {
        if (facts.contentLength >= 0) {
            throw new BadMessage(400, "both Transfer-Encoding and Content-Length (RFC 9112 section 6.3)");
        }
        if (facts.coding == HeadFacts.Coding.UNKNOWN) {
            throw new BadMessage(501, "a transfer coding that is unknown here (RFC 9112 section 6.1)");
        }
        if (!facts.chunked) {
            throw new BadMessage(400, "a last transfer coding that is not chunked (RFC 9112 section 6.3)");
        }
    }
}
