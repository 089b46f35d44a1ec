/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.AuthenticationException;
import io.wayfarer.fixture.LoopbackServer;

/** Digest between a client and a real server. */
class DigestExchangeTest extends GuardedServers {

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"})
    void aDigestChallengeIsAnsweredAndItsNonceUsedOn(String algorithm) {
        LoopbackServer server = guarded(new DigestGuard(algorithm, ", qop=\"auth,auth-int\", opaque=\"o\""));
        ReactiveHttpClient http = client(forServer(server, ADA.digestOnly()));

        assertThat(status(http.get(server.uri("/a?b=c%20d")))).isEqualTo(200);
        assertThat(status(http.post(server.uri("/x")).body("text"))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/y")))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly("none", "Digest", "Digest", "Digest");
        assertThat(server.requests().get(3).header("Authorization").orElse("")).contains("nc=00000003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256-sess"})
    void theBodyIsProtectedWhereTheServerWantsIt(String algorithm) {
        LoopbackServer server = guarded(new DigestGuard(algorithm, ", qop=auth-int"));
        ReactiveHttpClient http = client(forServer(server, ADA));

        assertThat(status(http.post(server.uri("/x")).body("some text"))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/x")))).isEqualTo(200);

        assertThat(server.requests().get(1).bodyAsString()).isEqualTo("some text");
        assertThat(server.requests().get(1).header("Authorization").orElse("")).contains("qop=auth-int");
    }

    @Test
    void theBodyIsProtectedWhereTheCallerWantsIt() {
        LoopbackServer server = guarded(new DigestGuard("SHA-256", ", qop=\"auth, auth-int\""));

        assertThat(status(client(forServer(server, ADA.protectingBody()))
                        .post(server.uri("/x"))
                        .body("some text")))
                .isEqualTo(200);

        assertThat(server.requests().get(1).header("Authorization").orElse("")).contains("qop=auth-int");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExpiredNonceCostsOneMoreRequest(boolean saidToBeStale) {
        DigestGuard guard = new DigestGuard("SHA-256", ", qop=auth");
        LoopbackServer server = guarded(guard);
        ReactiveHttpClient http = client(forServer(server, ADA));
        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);
        server.forgetRequests();
        guard.expireNonces(saidToBeStale);

        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly("Digest", "Digest");
    }

    @Test
    void aNonceForOneUseIsRenewedWithEachAnswerAheadOfTime() {
        DigestGuard guard = new DigestGuard("MD5", ", qop=auth");
        guard.limitUses(1);
        LoopbackServer server = serve(seen -> {
            String challenge = guard.judge(seen.method(), seen.target(), seen.authorization(), seen.body());
            return challenge != null
                    ? Reply.challenge(challenge)
                    : new Reply(200, List.of(Map.entry("Authentication-Info", "nextnonce=\"" + guard.nonce() + "\"")));
        });
        ReactiveHttpClient http = client(forServer(server, ADA));

        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly("none", "Digest", "Digest", "Digest");
    }

    @Test
    void aServerWhoseNoncesAreStaleForEverIsAnsweredTwice() {
        int[] number = new int[1];
        LoopbackServer server =
                serve(seen -> Reply.challenge("Digest realm=r, qop=auth, stale=true, nonce=" + number[0]++));

        assertThat(status(client(forServer(server, ADA)).get(server.uri("/")))).isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("none", "Digest", "Digest");
    }

    @Test
    void theCredentialsOfAUrlAnswerDigestToo() {
        LoopbackServer server = guarded(new DigestGuard("SHA-256", ", qop=auth"));
        String url = server.uri("/a").toString().replace("http://", "http://ada:s%65cret@");

        assertThat(status(client(AuthPolicy.ofUrls()).get(url))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly(BASIC, "Digest");
    }

    @Test
    void aDigestDomainDoesNotReachOtherOrigins() {
        LoopbackServer other = serve(seen -> Reply.OK);
        DigestGuard guard = new DigestGuard("MD5", ", qop=auth, domain=\"/In/ " + other.uri("/") + "\"");
        LoopbackServer server = guarded(guard);
        ReactiveHttpClient http =
                client(forServer(server, ADA).with(other.uri("/").toString(), ADA));

        assertThat(status(http.get(server.uri("/In/a")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/In/b")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/out")))).isEqualTo(200);
        assertThat(status(http.get(other.uri("/")))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly("none", "Digest", "Digest", "none", "Digest");
        assertThat(authorizations(other)).containsExactly("none");
    }

    @Test
    void aServerThatProvesNothingTrueIsNotBelieved() {
        DigestGuard guard = new DigestGuard("SHA-256", ", qop=auth");
        LoopbackServer server = serve(seen -> {
            String challenge = guard.judge(seen.method(), seen.target(), seen.authorization(), seen.body());
            if (challenge != null) {
                return Reply.challenge(challenge);
            }
            String proof = seen.target().equals("/true") ? guard.proof() : "0".repeat(64);
            return new Reply(200, List.of(Map.entry("Authentication-Info", "rspauth=\"" + proof + "\", qop=auth")));
        });
        ReactiveHttpClient http = client(forServer(server, ADA));

        assertThat(status(http.get(server.uri("/true")))).isEqualTo(200);
        StepVerifier.create(http.get(server.uri("/false")).bodyAsString())
                .expectErrorSatisfies(e -> assertThat(((AuthenticationException) e).reason())
                        .isEqualTo(AuthenticationException.Reason.SERVER_NOT_PROVEN))
                .verify(PATIENCE);
    }

    @Test
    void requestsAtTheSameTimeUseANonceWithoutACountTwice() {
        LoopbackServer server = guarded(new DigestGuard("SHA-256", ", qop=auth"));
        ReactiveHttpClient http = client(forServer(server, ADA));
        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);
        server.forgetRequests();

        Flux.range(0, 40)
                .flatMap(i -> http.get(server.uri("/" + i)).bodyAsString(), 8)
                .blockLast(PATIENCE);

        assertThat(server.requests()).hasSize(40);
    }
}
