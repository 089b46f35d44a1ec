/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.Trace;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.AuthenticationException;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

class AuthPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PasswordCredentials ADA = Credentials.password("ada", "secret");
    private static final String BASIC = "Basic YWRhOnNlY3JldA==";

    /** What a server says to one request. */
    private record Reply(int status, List<Map.Entry<String, String>> fields) {

        static final Reply OK = new Reply(200, List.of());

        static Reply challenge(String... values) {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (String value : values) {
                fields.add(Map.entry("WWW-Authenticate", value));
            }
            return new Reply(401, fields);
        }

        static Reply redirect(String location) {
            return new Reply(302, List.of(Map.entry("Location", location)));
        }
    }

    /** One request as the server's function sees it. */
    private record Seen(
            String method, String target, @Nullable String authorization, String body) {}

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private final List<LoopbackServer> servers = new ArrayList<>();

    private LoopbackServer serve(Function<Seen, Reply> answers) {
        LoopbackServer server = LoopbackServer.startWith(plan -> plan.handle((in, out) -> in.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    Reply reply = answers.apply(seen(in, body));
                    reply.fields().forEach(field -> out.addHeader(field.getKey(), field.getValue()));
                    return out.status(reply.status())
                            .sendString(Mono.just("status " + reply.status()))
                            .then();
                })));
        servers.add(server);
        return server;
    }

    private static Seen seen(HttpServerRequest in, byte[] body) {
        return new Seen(
                in.method().name(),
                in.uri(),
                in.requestHeaders().get("Authorization"),
                new String(body, StandardCharsets.ISO_8859_1));
    }

    private LoopbackServer guarded(DigestGuard guard) {
        return serve(seen -> {
            String challenge = guard.judge(seen.method(), seen.target(), seen.authorization(), seen.body());
            return challenge == null ? Reply.OK : Reply.challenge(challenge);
        });
    }

    private ReactiveHttpClient client(AuthPolicy auth) {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new CookiePolicy(new InMemoryCookieStore()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .policy(auth)
                .build();
    }

    private static AuthPolicy forServer(LoopbackServer server, Credentials credentials) {
        return AuthPolicy.ofUrls().with(server.uri("/").toString(), credentials);
    }

    private static int status(RequestSpec request) {
        return Objects.requireNonNull(request.exchange(
                        answer -> answer.discard().thenReturn(answer.status().value()))
                .block(PATIENCE));
    }

    private static List<String> authorizations(LoopbackServer server) {
        return server.requests().stream()
                .map(request -> request.header("Authorization").orElse("none"))
                .map(value -> value.startsWith("Digest") ? "Digest" : value)
                .toList();
    }

    @AfterEach
    void close() {
        servers.forEach(LoopbackServer::close);
        transport.dispose();
    }

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
    void theCredentialsOfAUrlAnswerDigestToo() {
        LoopbackServer server = guarded(new DigestGuard("SHA-256", ", qop=auth"));
        String url = server.uri("/a").toString().replace("http://", "http://ada:s%65cret@");

        assertThat(status(client(AuthPolicy.ofUrls()).get(url))).isEqualTo(200);

        assertThat(authorizations(server)).containsExactly(BASIC, "Digest");
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

    private static RequestBody once() {
        return RequestBody.stream(RequestBody.text("once").content(), 4, null);
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
