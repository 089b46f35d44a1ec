/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import java.nio.charset.StandardCharsets;

/**
 * User name and password for version 5 (RFC 1929), sent in UTF-8. Version 4 sends the user name alone.
 *
 * @param user 1 to 255 octets
 * @param password at most 255 octets
 */
public record SocksCredentials(String user, String password) {

    public SocksCredentials {
        int userOctets = user.getBytes(StandardCharsets.UTF_8).length;
        if (userOctets < 1 || userOctets > 255 || user.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "user: " + userOctets + " octets (expected: 1 to 255, none of them NUL)");
        }
        int passwordOctets = password.getBytes(StandardCharsets.UTF_8).length;
        if (passwordOctets > 255) {
            throw new IllegalArgumentException("password: " + passwordOctets + " octets (expected: at most 255)");
        }
    }

    /** Says nothing of what they are. */
    @Override
    public String toString() {
        return "SocksCredentials[****]";
    }
}
