/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.util.List;

/** The five cookies of a site; three of them go with a request for its shop. */
final class SampleSite {

    /** The one that is renewed. */
    static final String RENEWED = "id=0123456789abcdef0123456789abcdef; Path=/; Max-Age=86400; Secure; HttpOnly";

    static final int COOKIES = 5;
    static final int SENT = 3;

    private SampleSite() {}

    /** The {@code Set-Cookie} fields, one of them for the domain. */
    static List<String> fields(String domain) {
        return List.of(
                RENEWED,
                "theme=dark; Path=/; Domain=" + domain + "; Max-Age=86400",
                "cart=17; Path=/shop; SameSite=Lax",
                "token=0123456789abcdef; Path=/account; Max-Age=86400; Secure",
                "step=3; Path=/checkout");
    }
}
