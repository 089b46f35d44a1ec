/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.auth.Attempt.Sent;
import io.wayfarer.client.error.AuthenticationException;
import io.wayfarer.client.error.AuthenticationException.Reason;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.Origin;

/**
 * Brings credentials along: those of the URL's user-info, else those that the {@link CredentialsSource} has for the hop's
 * origin. Answers a 401 by the strongest scheme that both ends know, and remembers the challenge, so that the requests that
 * follow need none. An {@code Authorization} field that the caller sets goes out as it is, and nothing here looks at it.
 *
 * <p>A challenge is answered once; the 401 after that is the answer of the exchange. A Digest nonce that has grown stale is
 * answered once more with the new one. A scheme that failed is not followed by a weaker one.
 *
 * <pre>{@code
 * AuthPolicy auth = AuthPolicy.ofUrls()
 *         .with("https://files.example", Credentials.password("ada", secret).digestOnly())
 *         .with("https://api.example", Credentials.bearer(renew -> tokens.current(renew)));
 * }</pre>
 *
 * <p>Thread-safe. Immutable but for what it has learnt, which the policies made from it share.
 */
public final class AuthPolicy implements HopPolicy {

    /** Servers whose challenges are remembered; one more, and the one asked longest ago is forgotten. */
    public static final int MAX_ORIGINS = 256;

    private static final String INFO = "Authentication-Info";

    private final FixedCredentials source;
    private final boolean failing;
    private final KnownSpaces spaces;
    private final ClientNonces nonces;

    private AuthPolicy(FixedCredentials source, boolean failing, KnownSpaces spaces, ClientNonces nonces) {
        this.source = source;
        this.failing = failing;
        this.spaces = spaces;
        this.nonces = nonces;
    }

    /** With the credentials in URLs alone. */
    public static AuthPolicy ofUrls() {
        return new AuthPolicy(
                new FixedCredentials(Map.of(), null), true, new KnownSpaces(MAX_ORIGINS), new ClientNonces());
    }

    /** With the credentials in URLs, and those of the source where a URL has none. */
    public static AuthPolicy of(CredentialsSource source) {
        return new AuthPolicy(
                new FixedCredentials(Map.of(), source), true, new KnownSpaces(MAX_ORIGINS), new ClientNonces());
    }

    /**
     * With credentials for the origin of a URL, in place of those it may have had.
     *
     * @throws io.wayfarer.client.url.InvalidUrlException when it is no absolute URL
     */
    public AuthPolicy with(String url, Credentials credentials) {
        return with(new ProtectionSpace(HttpUrl.parse(url).origin(), null), credentials);
    }

    /** With credentials for one realm of an origin, which no other realm is shown. */
    public AuthPolicy with(ProtectionSpace space, Credentials credentials) {
        return new AuthPolicy(source.with(space, credentials), failing, spaces, nonces);
    }

    /**
     * Where a challenge cannot be answered because the body cannot be sent again, the 401 is the answer; otherwise that fails
     * with an {@link AuthenticationException} that says how to make the body replayable.
     */
    public AuthPolicy handingBackChallenges() {
        return new AuthPolicy(source, false, spaces, nonces);
    }

    @Override
    public Mono<Void> prepare(Hop hop) {
        if (concernsNot(hop) || hop.readHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            return Mono.empty();
        }
        Answerable chosen = hop.kept(Answerable.class);
        if (chosen != null) {
            return bring(hop, chosen.credentials(), hop.kept(KnownSpace.class));
        }
        KnownSpace known = spaces.find(
                hop.url(),
                space -> credentials(hop, space.realm())
                        .filter(space.credentials()::equals)
                        .isPresent());
        if (known != null) {
            return bring(hop, known.credentials(), known);
        }
        Optional<Credentials> unasked = credentials(hop, null).filter(AuthPolicy::goesAtOnce);
        return unasked.isPresent() ? bring(hop, unasked.get(), null) : Mono.empty();
    }

    /** The ordinary request of a client without credentials. */
    private boolean concernsNot(Hop hop) {
        return source.isEmpty() && hop.url().userInfo().isEmpty();
    }

    private static boolean goesAtOnce(Credentials credentials) {
        return !(credentials instanceof PasswordCredentials password) || password.sentAtOnce();
    }

    private Optional<Credentials> credentials(Hop hop, @Nullable String realm) {
        Optional<Credentials> ofUrl = UrlCredentials.of(hop.url());
        if (ofUrl.isPresent()) {
            return ofUrl;
        }
        Origin origin = hop.url().origin();
        Optional<Credentials> found = source.credentials(new ProtectionSpace(origin, realm));
        if (found.isPresent() || hop.reason() != HopReason.HSTS) {
            return found;
        }
        // What may go to a host in the clear may go there over TLS: HSTS must not make the credentials unknown.
        Origin typed = new Origin("http", origin.host(), origin.port() == 443 ? 80 : origin.port());
        return source.credentials(new ProtectionSpace(typed, realm));
    }

    private static Mono<Void> bring(Hop hop, Credentials credentials, @Nullable KnownSpace space) {
        if (credentials instanceof BearerCredentials bearer) {
            return bringToken(hop, bearer);
        }
        DigestSession session = space == null ? null : space.digest();
        if (session != null) {
            return bringDigest(hop, session);
        }
        set(hop, ((PasswordCredentials) credentials).basic(), new Sent(credentials, null));
        return Mono.empty();
    }

    private static void set(Hop hop, String value, Sent sent) {
        hop.headers().set(HttpHeaders.AUTHORIZATION, value);
        hop.keep(Sent.class, sent);
    }

    private static Mono<Void> bringToken(Hop hop, BearerCredentials bearer) {
        String fixed = bearer.fixed();
        if (fixed != null) {
            set(hop, "Bearer " + fixed, new Sent(bearer, null));
            return Mono.empty();
        }
        return bearer.token(hop.repetition() > 0)
                .filter(BearerCredentials::valid)
                .switchIfEmpty(Mono.error(() -> noToken(hop, "supplied nothing that is a token", null)))
                .onErrorMap(
                        e -> !(e instanceof AuthenticationException),
                        e -> noToken(hop, "failed with " + e.getClass().getSimpleName(), e))
                .doOnNext(token -> set(hop, "Bearer " + token, new Sent(bearer, null)))
                .then();
    }

    private static AuthenticationException noToken(Hop hop, String what, @Nullable Throwable cause) {
        return new AuthenticationException(
                hop.id(),
                Reason.TOKEN_UNAVAILABLE,
                "the supplier of bearer tokens " + what,
                "Correct the supplier; a token has letters, digits and -._~+/ alone, then any number of =.",
                cause);
    }

    private static Mono<Void> bringDigest(Hop hop, DigestSession session) {
        if (session.protectsBody()) {
            if (!hop.body().replayable()) {
                return Mono.error(() -> bodyGone(hop, "the server wants the body protected (qop=auth-int)"));
            }
            return BodyHash.of(hop.body(), session.challenge().algorithm())
                    .doOnNext(hash -> setDigest(hop, session, hash))
                    .then();
        }
        setDigest(hop, session, "");
        return Mono.empty();
    }

    private static void setDigest(Hop hop, DigestSession session, String bodyHash) {
        DigestAnswer answer = session.answer(hop.method().name(), hop.url().requestTarget(), bodyHash);
        set(hop, answer.value(), new Sent(session.credentials(), answer));
    }

    private static AuthenticationException bodyGone(Hop hop, String why) {
        return new AuthenticationException(
                hop.id(),
                Reason.BODY_NOT_REPLAYABLE,
                why + ", for which the body must be read again, and it can be read once only",
                "Give the body as bytes, as a file or as RequestBody.replayable(..), or send the credentials at once.",
                null);
    }

    @Override
    public void learn(Hop hop, HopAnswer answer) {
        Sent sent = hop.kept(Sent.class);
        if (answer.status() == 401) {
            if (sent != null || !hop.readHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
                challenged(hop, sent, answer.headers());
            }
        } else if (sent != null && sent.digest() != null) {
            judge(hop, sent.digest(), answer.headers().getFirst(INFO));
        }
    }

    private void judge(Hop hop, DigestAnswer sent, @Nullable String info) {
        DigestAnswer.Verdict verdict = sent.judge(info);
        if (verdict.wrongProof()) {
            hop.fail(new AuthenticationException(
                    hop.id(),
                    Reason.SERVER_NOT_PROVEN,
                    "the server did not prove that it knows the password (rspauth)",
                    "Somebody may be in between; ask who runs the server, and use TLS.",
                    null));
        }
        if (verdict.nextNonce() != null) {
            spaces.replace(hop.url().origin(), sent.session(), sent.session().withNextNonce(verdict.nextNonce()));
        }
    }

    private void challenged(Hop hop, @Nullable Sent sent, HttpHeaders headers) {
        Answerable chosen = Answerable.strongest(
                        headers.getOrEmpty(HttpHeaders.WWW_AUTHENTICATE), realm -> credentials(hop, realm))
                .orElse(null);
        Attempt attempt = new Attempt(hop.repetition(), sent);
        attempt.spoilt().ifPresent(gone -> spaces.remove(hop.url().origin(), gone));
        if (chosen == null || attempt.wasInVain(chosen)) {
            return;
        }
        if (chosen.credentials() instanceof PasswordCredentials password) {
            hop.keep(KnownSpace.class, remembered(hop.url(), chosen, password));
        }
        if (!hop.body().replayable()) {
            if (failing) {
                hop.fail(bodyGone(hop, "the server asks for credentials"));
            }
            return;
        }
        hop.keep(Answerable.class, chosen);
        hop.repeat(HopReason.AUTH_CHALLENGE);
    }

    private KnownSpace remembered(HttpUrl url, Answerable chosen, PasswordCredentials password) {
        DigestChallenge digest = chosen.digest();
        if (digest == null) {
            KnownSpace space = KnownSpace.basic(url, chosen.realm(), password);
            spaces.put(url.origin(), space);
            return space;
        }
        return spaces.put(
                url.origin(),
                digest.nonce(),
                count -> KnownSpace.digest(url, new DigestSession(digest, password, nonces::next, count)));
    }

    @Override
    public HopStage stage() {
        return HopStage.AUTH;
    }

    @Override
    public String name() {
        return "auth";
    }
}
