/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import java.net.URI;
import java.net.URISyntaxException;

/** What a request is for. */
final class RequestTarget {

    private RequestTarget() {}

    /** Whether it is a URI as Java understands them, without which WebFlux has no request. */
    static boolean isUri(CharSequence target) {
        for (int i = 0; i < target.length(); i++) {
            if (!isPlain(target.charAt(i))) {
                return isUri(target.toString());
            }
        }
        return true;
    }

    private static boolean isUri(String target) {
        try {
            new URI(target);
            return true;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** Most targets consist of these alone, and making a URI of them all would cost more than the answer. */
    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "/-._~?=&".indexOf(c) >= 0;
    }
}
