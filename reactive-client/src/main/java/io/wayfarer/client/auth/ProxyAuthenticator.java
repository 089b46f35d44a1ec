/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.auth.Attempt.Sent;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.Origin;

/**
 * Answers the 407 of HTTP proxies with the user name and password of the {@link Proxy}, by the same rules as
 * {@link AuthPolicy} answers servers: the strongest scheme, one answer to a challenge, nonces used on. What it returns goes
 * to that proxy and nobody else. Thread-safe; one serves many proxies and remembers the challenges of a bounded number.
 *
 * <p>A proxy that wants the body protected ({@code qop=auth-int}) is answered for {@code CONNECT} alone, which has none.
 */
public final class ProxyAuthenticator {

    private static final int MAX_PROXIES = 64;

    private final KnownSpaces spaces = new KnownSpaces(MAX_PROXIES);
    private final ClientNonces nonces = new ClientNonces();

    /** An answer to a proxy. Its text holds credentials: {@code toString} hides it. */
    public static final class Answer {

        private final String value;
        private final int repetition;
        private final Sent sent;

        private Answer(String value, int repetition, Sent sent) {
            this.value = value;
            this.repetition = repetition;
            this.sent = sent;
        }

        /** For {@code Proxy-Authorization}. */
        public String value() {
            return value;
        }

        @Override
        public String toString() {
            return "Proxy-Authorization: ***";
        }
    }

    /**
     * What the first request to a proxy should bring.
     *
     * @param target as in the request line
     * @return empty when the proxy has no credentials, or none of it is known that could be answered
     */
    public Optional<Answer> first(Proxy proxy, String method, String target) {
        PasswordCredentials credentials = credentials(proxy);
        KnownSpace known = credentials == null
                ? null
                : spaces.find(origin(proxy), space -> space.credentials().equals(credentials));
        return known == null ? Optional.empty() : answer(known, 0, method, target);
    }

    /**
     * What a request brings to a proxy of which nothing is known: the password in the Basic scheme, unasked, which saves the
     * round trip that most proxies would take to ask for it. Whoever can read the way to the proxy reads it.
     *
     * @return empty when the proxy has no credentials, or is to be answered by Digest alone
     */
    public Optional<Answer> unasked(Proxy proxy) {
        PasswordCredentials credentials = credentials(proxy);
        return credentials == null || !credentials.answersBasic()
                ? Optional.empty()
                : Optional.of(new Answer(credentials.basic(), 0, new Sent(credentials, null)));
    }

    /**
     * What the same request should bring after a 407.
     *
     * @param refused what it brought, null for nothing
     * @param challenges the values of {@code Proxy-Authenticate}
     * @return empty when the 407 stands
     */
    public Optional<Answer> next(
            Proxy proxy, String method, String target, @Nullable Answer refused, List<String> challenges) {
        PasswordCredentials credentials = credentials(proxy);
        if (credentials == null) {
            return Optional.empty();
        }
        int repetition = refused == null ? 0 : refused.repetition;
        Attempt attempt = new Attempt(repetition, refused == null ? null : refused.sent);
        attempt.spoilt().ifPresent(gone -> spaces.remove(origin(proxy), gone));
        return Answerable.strongest(challenges, realm -> Optional.of(credentials))
                .filter(chosen -> !attempt.wasInVain(chosen))
                .map(chosen -> remembered(proxy, chosen, credentials))
                .flatMap(space -> answer(space, repetition + 1, method, target));
    }

    private KnownSpace remembered(Proxy proxy, Answerable chosen, PasswordCredentials credentials) {
        DigestChallenge digest = chosen.digest();
        if (digest == null) {
            KnownSpace space = KnownSpace.proxy(chosen.realm(), credentials, null);
            spaces.put(origin(proxy), space);
            return space;
        }
        return spaces.put(
                origin(proxy),
                digest.nonce(),
                count -> KnownSpace.proxy(
                        digest.realm(), credentials, new DigestSession(digest, credentials, nonces::next, count)));
    }

    private static Optional<Answer> answer(KnownSpace space, int repetition, String method, String target) {
        DigestSession session = space.digest();
        if (session == null) {
            PasswordCredentials credentials = space.credentials();
            return Optional.of(new Answer(credentials.basic(), repetition, new Sent(credentials, null)));
        }
        if (session.protectsBody() && !method.equals("CONNECT")) {
            return Optional.empty();
        }
        String bodyHash = session.challenge().algorithm().hash("");
        DigestAnswer answer = session.answer(method, target, bodyHash);
        return Optional.of(new Answer(answer.value(), repetition, new Sent(space.credentials(), answer)));
    }

    /** Null when there are none, or such as no scheme can carry. */
    private static @Nullable PasswordCredentials credentials(Proxy proxy) {
        String userName = proxy.userName();
        String password = proxy.password() == null ? "" : proxy.password();
        if (userName == null || !PasswordCredentials.possible(userName, password)) {
            return null;
        }
        PasswordCredentials credentials = Credentials.password(userName, password);
        return proxy.options().digestOnly() ? credentials.digestOnly() : credentials;
    }

    private static Origin origin(Proxy proxy) {
        Path socket = proxy.socket();
        return new Origin(proxy.kind().scheme(), socket == null ? proxy.host() : socket.toString(), proxy.port());
    }
}
