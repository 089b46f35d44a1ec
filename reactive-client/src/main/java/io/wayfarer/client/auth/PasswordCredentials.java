/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** A user name and password, and by which schemes they may answer. Made by {@link Credentials#password}. */
public final class PasswordCredentials implements Credentials {

    private enum Schemes {
        ANY,
        BASIC,
        DIGEST
    }

    private final String userName;
    private final String password;
    private final Schemes schemes;
    private final boolean atOnce;
    private final boolean integrity;

    PasswordCredentials(String userName, String password) {
        this(checkedName(userName), checked("password", password), Schemes.ANY, false, false);
    }

    private PasswordCredentials(String userName, String password, Schemes schemes, boolean atOnce, boolean integrity) {
        this.userName = userName;
        this.password = password;
        this.schemes = schemes;
        this.atOnce = atOnce;
        this.integrity = integrity;
    }

    static boolean possible(String userName, String password) {
        return userName.indexOf(':') < 0 && (userName + password).chars().noneMatch(Character::isISOControl);
    }

    private static String checkedName(String userName) {
        if (userName.indexOf(':') >= 0) {
            throw new IllegalArgumentException("userName: holds a colon (expected: none, RFC 7617 section 2)");
        }
        return checked("userName", userName);
    }

    private static String checked(String what, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + ": holds a control character (expected: none, RFC 7617 section 2)");
        }
        return text;
    }

    /** Answer Digest challenges alone, so that no server ever gets the password itself. */
    public PasswordCredentials digestOnly() {
        return new PasswordCredentials(userName, password, Schemes.DIGEST, false, integrity);
    }

    /** Answer Basic challenges alone. */
    public PasswordCredentials basicOnly() {
        return new PasswordCredentials(userName, password, Schemes.BASIC, atOnce, integrity);
    }

    /**
     * Send them by Basic with the first request, before any challenge. It spares a round trip, and gives the password to a
     * server that might have asked for Digest.
     *
     * @throws IllegalStateException after {@link #digestOnly()}, for there is no Digest before its challenge
     */
    public PasswordCredentials atOnce() {
        if (schemes == Schemes.DIGEST) {
            throw new IllegalStateException("atOnce: Digest needs a challenge first (expected: not after digestOnly)");
        }
        return new PasswordCredentials(userName, password, schemes, true, integrity);
    }

    /**
     * Protect the body too where a Digest challenge offers that ({@code qop=auth-int}, RFC 7616 section 3.4.3). The body is
     * read once more for it, so it must be one that can be.
     */
    public PasswordCredentials protectingBody() {
        return new PasswordCredentials(userName, password, schemes, atOnce, true);
    }

    String userName() {
        return userName;
    }

    String password() {
        return password;
    }

    boolean answersBasic() {
        return schemes != Schemes.DIGEST;
    }

    boolean answersDigest() {
        return schemes != Schemes.BASIC;
    }

    boolean sentAtOnce() {
        return atOnce;
    }

    boolean protectsBody() {
        return integrity;
    }

    /** The field value of RFC 7617 section 2, in UTF-8: the only charset a server can ask for. */
    String basic() {
        byte[] pair = (userName + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PasswordCredentials that
                        && schemes == that.schemes
                        && atOnce == that.atOnce
                        && integrity == that.integrity
                        && userName.equals(that.userName)
                        && password.equals(that.password));
    }

    @Override
    public int hashCode() {
        return Objects.hash(userName, password);
    }

    @Override
    public String toString() {
        return "password of ***";
    }
}
