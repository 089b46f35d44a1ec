/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.error.AuthenticationException;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

class AuthPolicyTest extends GuardedServers {

    @Test
    void aBasicChallengeIsAnsweredAndTheFolderRemembered() {
        LoopbackServer server =
                serve(seen -> BASIC.equals(seen.authorization()) ? Reply.OK : Reply.challenge("Basic realm=\"files\""));
        ReactiveHttpClient http = client(forServer(server, ADA));

        assertThat(status(http.get(server.uri("/a/b")))).isEqualTo(200);
        assertThat(authorizations(server)).containsExactly("none", BASIC);

        server.forgetRequests();
        assertThat(status(http.get(server.uri("/a/c/d")))).isEqualTo(200);
        assertThat(authorizations(server)).containsExactly(BASIC);

        server.forgetRequests();
        assertThat(status(http.get(server.uri("/b")))).isEqualTo(200);
        assertThat(authorizations(server)).containsExactly("none", BASIC);
    }

    @Test
    void credentialsThatGoAtOnceNeedNoChallenge() {
        LoopbackServer server = serve(seen -> Reply.OK);

        assertThat(status(client(forServer(server, ADA.atOnce())).get(server.uri("/"))))
                .isEqualTo(200);

        assertThat(authorizations(server)).containsExactly(BASIC);
    }

    /** RFC 7617 section 2 and 2.1. */
    @Test
    void theExamplesOfBasicAreSentAsWritten() {
        assertThat(Credentials.password("Aladdin", "open sesame").basic())
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(Credentials.password("test", "123\u00A3").basic()).isEqualTo("Basic dGVzdDoxMjPCow==");
        assertThatThrownBy(() -> Credentials.password("a:b", "c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.password("a", "b\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("X: y");
    }

    @Test
    void wrongCredentialsAreTriedOnceAndThe401IsTheAnswer() {
        LoopbackServer server = serve(seen -> Reply.challenge("Basic realm=\"files\""));
        ReactiveHttpClient http = client(forServer(server, ADA));

        assertThat(status(http.get(server.uri("/")))).isEqualTo(401);
        assertThat(authorizations(server)).containsExactly("none", BASIC);

        server.forgetRequests();
        assertThat(status(http.get(server.uri("/")))).isEqualTo(401);
        assertThat(authorizations(server))
                .as("what was refused is not remembered")
                .containsExactly("none", BASIC);
    }

    @Test
    void theStrongestSchemeIsChosenWhetherInOneFieldOrInMany() {
        DigestGuard guard = new DigestGuard("SHA-512-256", ", qop=auth");
        LoopbackServer server = serve(seen -> {
            String challenge = guard.judge(seen.method(), seen.target(), seen.authorization(), seen.body());
            return challenge == null
                    ? Reply.OK
                    : Reply.challenge(
                            "Basic realm=\"a, b\", Digest realm=\"vault\", nonce=weak, qop=auth, algorithm=MD5",
                            "Negotiate, Newest abc==, " + challenge,
                            "Digest realm=\"vault\", nonce=middle, qop=auth, algorithm=SHA-256",
                            "Digest realm=\"vault\", nonce=unknown, qop=auth, algorithm=SHA3",
                            "Broken \"");
        });

        assertThat(status(client(forServer(server, ADA)).get(server.uri("/")))).isEqualTo(200);

        assertThat(server.requests().get(1).header("Authorization").orElse("")).contains("SHA-512-256");
    }

    @Test
    void aSchemeThatFailedIsNotFollowedByAWeakerOne() {
        int[] number = new int[1];
        LoopbackServer server =
                serve(seen -> Reply.challenge("Basic realm=r", "Digest realm=r, qop=auth, nonce=" + number[0]++));

        assertThat(status(client(forServer(server, ADA)).get(server.uri("/")))).isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("none", "Digest");
    }

    @Test
    void basicThatWentAtOnceGivesWayToDigest() {
        LoopbackServer server = guarded(new DigestGuard("SHA-256", ", qop=auth"));

        assertThat(status(client(forServer(server, ADA.atOnce())).get(server.uri("/"))))
                .isEqualTo(200);

        assertThat(authorizations(server)).containsExactly(BASIC, "Digest");
    }

    @Test
    void credentialsAnswerNoSchemeButTheirOwn() {
        LoopbackServer server = serve(seen -> Reply.challenge("Basic realm=r"));

        assertThat(status(client(forServer(server, ADA.digestOnly())).get(server.uri("/"))))
                .isEqualTo(401);
        assertThat(status(client(forServer(server, Credentials.bearer("token"))).get(server.uri("/"))))
                .isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("none", "Bearer token");
    }

    @Test
    void credentialsOfOneRequestAreNotThoseOfTheNext() {
        LoopbackServer server = guarded(new DigestGuard("SHA-256", ", qop=auth"));
        ReactiveHttpClient http = client(AuthPolicy.ofUrls());
        String url = server.uri("/a").toString();
        assertThat(status(http.get(url.replace("http://", "http://ada:secret@"))))
                .isEqualTo(200);
        server.forgetRequests();

        assertThat(status(http.get(url))).isEqualTo(401);
        assertThat(status(http.get(url).credentials(ADA.digestOnly()))).isEqualTo(200);
        assertThat(status(http.get(url))).isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("none", "none", "Digest", "none");
    }

    @Test
    void aFieldSetByHandIsLeftAlone() {
        LoopbackServer server = serve(seen -> Reply.challenge("Basic realm=r"));

        assertThat(status(client(forServer(server, ADA.atOnce()))
                        .get(server.uri("/"))
                        .header("Authorization", "Own thing")))
                .isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("Own thing");
    }

    @Test
    void noOtherOriginIsShownCredentials() {
        LoopbackServer other = serve(seen -> Reply.challenge("Basic realm=\"files\""));
        LoopbackServer server = serve(seen -> BASIC.equals(seen.authorization())
                ? Reply.redirect(other.uri("/").toString())
                : Reply.challenge("Basic realm=\"files\""));

        assertThat(status(client(forServer(server, ADA)).get(server.uri("/")))).isEqualTo(401);
        assertThat(status(client(AuthPolicy.ofUrls())
                        .get(server.uri("/").toString().replace("http://", "http://ada:secret@"))))
                .isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("none", BASIC, BASIC);
        assertThat(authorizations(other)).containsExactly("none", "none");
    }

    @Test
    void realmsOfOneOriginHaveCredentialsOfTheirOwn() {
        LoopbackServer server = serve(seen -> {
            String realm = seen.target().startsWith("/a/") ? "a" : "b";
            String wanted = Credentials.password(realm, realm).basic();
            return wanted.equals(seen.authorization()) ? Reply.OK : Reply.challenge("Basic realm=" + realm);
        });
        var origin = HttpUrl.of(server.uri("/")).origin();
        ReactiveHttpClient http = client(AuthPolicy.ofUrls()
                .with(new ProtectionSpace(origin, "a"), Credentials.password("a", "a"))
                .with(new ProtectionSpace(origin, "b"), Credentials.password("b", "b")));

        assertThat(status(http.get(server.uri("/a/1")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/b/1")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/a/2")))).isEqualTo(200);
        assertThat(status(http.get(server.uri("/b/2")))).isEqualTo(200);

        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void aBodyIsSentAgainWithTheCredentials() {
        LoopbackServer server =
                serve(seen -> BASIC.equals(seen.authorization()) ? Reply.OK : Reply.challenge("Basic realm=\"files\""));

        Trace trace = Objects.requireNonNull(client(forServer(server, ADA))
                .post(server.uri("/a"))
                .body("again")
                .trace()
                .block(PATIENCE));

        assertThat(server.requests()).extracting(RecordedRequest::bodyAsString).containsExactly("again", "again");
        assertThat(trace.hops())
                .extracting(Trace.TracedHop::reason)
                .containsExactly(HopReason.USER, HopReason.AUTH_CHALLENGE);
        assertThat(trace.hops()).extracting(Trace.TracedHop::status).containsExactly(401, 200);
        assertThat(trace.toString()).doesNotContain("secret", "YWRh");
    }

    @Test
    void aBodyThatCannotBeSentAgainFailsAndTheNextRequestBringsTheCredentials() {
        LoopbackServer server =
                serve(seen -> BASIC.equals(seen.authorization()) ? Reply.OK : Reply.challenge("Basic realm=\"files\""));
        ReactiveHttpClient http = client(forServer(server, ADA));

        StepVerifier.create(http.post(server.uri("/")).body(once()).bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(((AuthenticationException) e).reason())
                            .isEqualTo(AuthenticationException.Reason.BODY_NOT_REPLAYABLE);
                    assertThat(e).hasMessageContaining("Hop 1 (POST").hasMessageContaining("RequestBody.replayable");
                })
                .verify(PATIENCE);
        assertThat(status(http.post(server.uri("/")).body(once()))).isEqualTo(200);
    }

    @Test
    void aChallengeIsHandedBackWhereThatIsAskedFor() {
        LoopbackServer server = serve(seen -> Reply.challenge("Basic realm=r"));

        assertThat(status(client(forServer(server, ADA).handingBackChallenges())
                        .post(server.uri("/"))
                        .body(once())))
                .isEqualTo(401);
    }

    @Test
    void aRedirectAfterAChallengeIsNoLoop() {
        LoopbackServer server = serve(seen -> {
            if (!BASIC.equals(seen.authorization())) {
                return Reply.challenge("Basic realm=r");
            }
            return seen.target().equals("/") ? Reply.redirect("/b") : Reply.OK;
        });

        assertThat(status(client(forServer(server, ADA)).get(server.uri("/")))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly("none", BASIC, BASIC);
    }

    @Test
    void aTokenGoesWithEachRequestAndARefusedOneIsRenewed() {
        List<Boolean> asked = new ArrayList<>();
        LoopbackServer server = serve(seen -> "Bearer new".equals(seen.authorization())
                ? Reply.OK
                : Reply.challenge("Bearer realm=r, error=\"invalid_token\""));
        ReactiveHttpClient http = client(forServer(server, Credentials.bearer(renew -> {
            asked.add(renew);
            return Mono.just(renew ? "new" : "old").delayElement(Duration.ofMillis(1));
        })));

        assertThat(status(http.get(server.uri("/")))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly("Bearer old", "Bearer new");
        assertThat(asked).containsExactly(false, true);
    }

    @Test
    void aTokenThatIsRefusedForAnotherReasonIsNotAskedForAgain() {
        LoopbackServer server = serve(seen -> Reply.challenge("Bearer realm=r, error=\"insufficient_scope\""));

        assertThat(status(client(forServer(server, Credentials.bearer(renew -> Mono.just("t"))))
                        .get(server.uri("/"))))
                .isEqualTo(401);

        assertThat(authorizations(server)).containsExactly("Bearer t");
    }

    @Test
    void aSupplierWithoutATokenEndsTheExchangeBeforeAnythingIsSent() {
        LoopbackServer server = serve(seen -> Reply.OK);
        for (Mono<String> tokens : List.<Mono<String>>of(
                Mono.empty(), Mono.error(new IllegalStateException("hidden")), Mono.just("a\r\nb"))) {
            StepVerifier.create(client(forServer(server, Credentials.bearer(renew -> tokens)))
                            .get(server.uri("/"))
                            .bodyAsString())
                    .expectErrorSatisfies(e -> assertThat(((AuthenticationException) e).reason())
                            .isEqualTo(AuthenticationException.Reason.TOKEN_UNAVAILABLE))
                    .verify(PATIENCE);
        }
        assertThat(server.requests()).isEmpty();
        assertThatThrownBy(() -> Credentials.bearer("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headStaysHead() {
        LoopbackServer server = guarded(new DigestGuard("MD5", ", qop=auth"));

        assertThat(status(client(forServer(server, ADA))
                        .method(HttpMethod.HEAD, server.uri("/").toString())))
                .isEqualTo(200);

        assertThat(server.requests()).extracting(RecordedRequest::method).containsExactly("HEAD", "HEAD");
    }

    @Test
    void whatIsRememberedIsBounded() {
        KnownSpaces spaces = new KnownSpaces(3);
        for (int i = 0; i < 5; i++) {
            var url = HttpUrl.parse("http://h" + i + "/");
            for (int realm = 0; realm < 20; realm++) {
                spaces.put(url.origin(), KnownSpace.basic(url, "r" + realm, ADA));
            }
        }

        assertThat(spaces.origins()).isEqualTo(3);
        assertThat(spaces.find(
                        HttpUrl.parse("http://h4/"), space -> space.realm().equals("r19")))
                .isNotNull();
        assertThat(spaces.find(
                        HttpUrl.parse("http://h4/"), space -> space.realm().equals("r11")))
                .isNull();
        assertThat(spaces.find(HttpUrl.parse("http://h1/"), space -> true)).isNull();
    }
}
