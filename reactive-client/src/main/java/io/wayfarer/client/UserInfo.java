/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.wayfarer.protocol.grammar.PercentCoding;

/** Credentials in a URL. */
final class UserInfo {

    private UserInfo() {}

    /** Basic credentials (RFC 7617) from user-info, whose escapes are undone first. */
    static String basic(String userInfo) {
        String decoded = PercentCoding.decodeComponent(userInfo).orElse(userInfo);
        String pair = decoded.contains(":") ? decoded : decoded + ":";
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
