/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.InvalidUrlException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

class ReactiveHttpClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    private final ReactiveHttpClient http = ReactiveHttpClient.builder()
            .transport(transport)
            .policy(new CookiePolicy(new InMemoryCookieStore()))
            .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
            .build();

    private LoopbackServer server = LoopbackServer.start(ReactiveHttpClientTest::routes);

    private static void routes(HttpServerRoutes routes) {
        routes.get(
                        "/text",
                        (in, out) -> out.header("Content-Type", "text/plain;charset=ISO-8859-1")
                                .sendByteArray(Mono.just("grün".getBytes(StandardCharsets.ISO_8859_1))))
                .get(
                        "/login",
                        (in, out) -> out.status(302)
                                .header("Location", "/home")
                                .header("Set-Cookie", "session=abc; Path=/; HttpOnly")
                                .sendString(Mono.just("moved")))
                .get(
                        "/home",
                        (in, out) -> out.sendString(
                                Mono.just("cookie: " + in.requestHeaders().get("Cookie"))))
                .get(
                        "/loop",
                        (in, out) -> out.status(302).header("Location", "/loop").send())
                .get("/missing", (in, out) -> out.status(404).sendString(Mono.just("not here")))
                .get("/big", (in, out) -> out.sendString(Mono.just("x".repeat(100_000))))
                .get("/other", (in, out) -> {
                    int port = Objects.requireNonNull(in.hostAddress()).getPort();
                    return out.status(302)
                            .header("Location", "http://127.0.0.1:" + port + "/home")
                            .send();
                })
                .post("/echo", (in, out) -> out.send(in.receive().retain()))
                .post(
                        "/keep",
                        (in, out) -> out.status(307).header("Location", "/echo").send());
    }

    @BeforeEach
    void forget() {
        server.forgetRequests();
    }

    @AfterEach
    void close() {
        server.close();
        transport.dispose();
    }

    private String at(String path) {
        return server.uri("localhost", path).toString();
    }

    @Test
    void nothingIsSentBeforeSubscriptionAndEachSubscriptionSendsAnew() {
        Mono<String> text = http.get(at("/text")).bodyAsString();
        assertThat(server.requests()).isEmpty();

        assertThat(text.block(PATIENCE)).isEqualTo("grün");
        assertThat(text.block(PATIENCE)).isEqualTo("grün");

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0).headers("User-Agent"))
                .singleElement()
                .asString()
                .startsWith("Wayfarer");
        assertThat(server.requests().get(0).headers("Accept")).containsExactly("*/*");
    }

    @Test
    void aCookieSetOnARedirectIsSentToTheNextHopAndNotToAnotherHost() {
        assertThat(http.get(at("/login")).bodyAsString().block(PATIENCE)).isEqualTo("cookie: session=abc");
        assertThat(http.get(at("/home")).bodyAsString().block(PATIENCE)).isEqualTo("cookie: session=abc");
        assertThat(http.get(server.uri("127.0.0.1", "/home")).bodyAsString().block(PATIENCE))
                .isEqualTo("cookie: null");
    }

    @Test
    void theTraceTellsEachHopAndNoSecret() {
        Trace trace =
                Objects.requireNonNull(http.get(at("/login?token=hidden").replace("http://", "http://ada:secret@"))
                        .trace()
                        .block(PATIENCE));

        assertThat(trace.hops()).hasSize(2);
        Trace.TracedHop first = trace.hops().get(0);
        assertThat(first.method()).isEqualTo(HttpMethod.GET);
        assertThat(first.status()).isEqualTo(302);
        assertThat(first.protocol()).isEqualTo("HTTP/1.1");
        assertThat(first.reason()).isEqualTo(HopReason.USER);
        assertThat(first.cookiesLearnt()).containsExactly("session");
        assertThat(first.cookiesSent()).isEmpty();
        assertThat(first.duration()).isPositive();
        Trace.TracedHop second = trace.hops().get(1);
        assertThat(second.url().path()).isEqualTo("/home");
        assertThat(second.reason()).isEqualTo(HopReason.REDIRECT);
        assertThat(second.cookiesSent()).containsExactly("session");
        assertThat(trace.toString()).doesNotContain("hidden", "secret", "abc");
    }

    @Test
    void acrossOriginsNoSecretTravelsAndHarmlessFieldsDo() {
        http.get(at("/other"))
                .header("Authorization", "Bearer secret")
                .header("Cookie", "by=hand")
                .header("X-API-Key", "key")
                .header("Accept-Language", "de")
                .bodyAsString()
                .block(PATIENCE);

        RecordedRequest first = server.requests().get(0);
        assertThat(first.headers("Authorization")).containsExactly("Bearer secret");
        assertThat(first.headers("Cookie")).containsExactly("by=hand");
        assertThat(first.headers("X-API-Key")).containsExactly("key");
        RecordedRequest second = server.requests().get(1);
        assertThat(second.headers("Host")).containsExactly("127.0.0.1:" + server.port());
        assertThat(second.headers("Authorization")).isEmpty();
        assertThat(second.headers("Cookie")).isEmpty();
        assertThat(second.headers("X-API-Key")).isEmpty();
        assertThat(second.headers("Accept-Language")).containsExactly("de");
    }

    @Test
    void aBodyIsSentAgainOn307UnlessItIsAStream() {
        assertThat(http.post(at("/keep")).body("again").bodyAsString().block(PATIENCE))
                .isEqualTo("again");

        StepVerifier.create(http.post(at("/keep"))
                        .body(RequestBody.stream(RequestBody.text("once").content(), 4, null))
                        .bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(e).isInstanceOf(RedirectException.class).hasMessageContaining("Hop 1 (POST");
                    assertThat(((RedirectException) e).reason())
                            .isEqualTo(RedirectException.Reason.BODY_NOT_REPLAYABLE);
                })
                .verify(PATIENCE);
    }

    @Test
    void aFormIsSentInOrderWithRepeatedNames() {
        String echoed = http.post(at("/echo"))
                .form(fields -> fields.add("name", "Ada L.").add("name", "é").add("b", "&"))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(echoed).isEqualTo("name=Ada+L.&name=%C3%A9&b=%26");
        assertThat(server.requests().get(0).headers("Content-Type"))
                .containsExactly("application/x-www-form-urlencoded");
    }

    @Test
    void aRedirectLoopIsAFailureOfItsOwn() {
        StepVerifier.create(http.get(at("/loop?secret=x")).bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(((RedirectException) e).reason()).isEqualTo(RedirectException.Reason.LOOP);
                    assertThat(e)
                            .hasMessageContaining("Hop 3 (GET http://localhost:")
                            .hasMessageNotContaining("secret=x");
                })
                .verify(PATIENCE);
    }

    @Test
    void redirectsCanBeLeftToTheCaller() {
        Integer status = http.get(at("/login"))
                .redirects(RedirectPolicy.none())
                .exchange(answer -> Mono.just(answer.status().value()))
                .block(PATIENCE);

        assertThat(status).isEqualTo(302);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aJarCanBeReplacedOrLeftOutForOneRequest() {
        InMemoryCookieStore own = new InMemoryCookieStore();
        http.get(at("/login")).cookies(own).bodyAsString().block(PATIENCE);
        assertThat(own.size()).isEqualTo(1);
        assertThat(http.get(at("/home")).bodyAsString().block(PATIENCE)).isEqualTo("cookie: null");
        assertThat(http.get(at("/login")).withoutCookies().bodyAsString().block(PATIENCE))
                .isEqualTo("cookie: null");
    }

    @Test
    void hstsLearntOverTlsTurnsTheNextHttpUrlIntoHttps() {
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/",
                        (in, out) -> out.header("Strict-Transport-Security", "max-age=600")
                                .sendString(Mono.just("safe"))))) {
            assertThat(http.get("https://localhost:" + tls.port() + "/")
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("safe");

            Trace trace = Objects.requireNonNull(
                    http.get("http://localhost:" + tls.port() + "/").trace().block(PATIENCE));

            assertThat(trace.hops()).singleElement().satisfies(hop -> {
                assertThat(hop.url().scheme()).isEqualTo("https");
                assertThat(hop.reason()).isEqualTo(HopReason.HSTS);
                assertThat(hop.status()).isEqualTo(200);
            });
        }
    }

    @Test
    void aRedirectToHttpOnAKnownHstsHostGoesOverTlsAndIsNoDowngrade() {
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                                "/from",
                                (in, out) -> out.status(302)
                                        .header("Strict-Transport-Security", "max-age=600")
                                        .header(
                                                "Location",
                                                "http://" + in.requestHeaders().get("Host") + "/to")
                                        .send())
                        .get("/to", (in, out) -> out.sendString(Mono.just("safe"))))) {
            Trace trace = Objects.requireNonNull(http.get("https://localhost:" + tls.port() + "/from")
                    .trace()
                    .block(PATIENCE));

            assertThat(trace.hops())
                    .extracting(Trace.TracedHop::reason)
                    .containsExactly(HopReason.USER, HopReason.HSTS);
            assertThat(trace.hops().get(1).url()).hasToString("https://localhost:" + tls.port() + "/to");
            assertThat(tls.requests().get(1).headers("Referer"))
                    .containsExactly("https://localhost:" + tls.port() + "/from");
        }
    }

    @Test
    void hstsIsNotLearntFromAnUnverifiedServer() {
        PooledTransport insecure = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().insecure())
                .build());
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/",
                        (in, out) -> out.header("Strict-Transport-Security", "max-age=600")
                                .sendString(Mono.just("?"))))) {
            ReactiveHttpClient careless =
                    ReactiveHttpClient.builder().transport(insecure).build();
            careless.get("https://localhost:" + tls.port() + "/").bodyAsString().block(PATIENCE);
            Trace trace =
                    Objects.requireNonNull(careless.get(at("/text")).trace().block(PATIENCE));
            assertThat(trace.hops().get(0).reason()).isEqualTo(HopReason.USER);
        } finally {
            insecure.dispose();
        }
    }

    @Test
    void theProxyOfTheEnvironmentIsAskedForEachHop() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            ReactiveHttpClient proxied = http.toBuilder()
                    .policy(new ProxyPolicy(EnvironmentProxies.of(
                            Map.of("http_proxy", proxy.uri().toString(), "no_proxy", "127.0.0.1"))))
                    .build();

            Trace trace =
                    Objects.requireNonNull(proxied.get(at("/other")).trace().block(PATIENCE));

            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("GET " + at("/other") + " HTTP/1.1");
            assertThat(trace.hops().get(0).route().toString()).contains("http_proxy");
            assertThat(trace.hops().get(1).route().proxy()).isNull();
            assertThat(trace.hops().get(1).route().toString()).contains("no_proxy");
        }
    }

    @Test
    void aPolicyOfTheApplicationSeesEachHopAndMayTakeItsTime() {
        HopPolicy signing = hop -> Mono.delay(Duration.ofMillis(1))
                .then(Mono.fromRunnable(() -> hop.headers()
                        .set("X-Signature", hop.number() + hop.url().path())));

        http.toBuilder()
                .policy(signing)
                .build()
                .get(at("/login"))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(server.requests())
                .extracting(request -> request.headers("X-Signature"))
                .containsExactly(List.of("1/login"), List.of("2/home"));
    }

    @Test
    void aFieldTakesFurtherValuesFromTheBuilderTheRequestAndAPolicy() {
        HopPolicy adding = hop -> Mono.fromRunnable(() -> hop.headers().add("X-Way", "policy"));
        ReactiveHttpClient first = http.toBuilder()
                .defaultHeaders(headers -> headers.add("X-Way", "default"))
                .policy(adding)
                .build();
        ReactiveHttpClient second = first.toBuilder()
                .defaultHeaders(headers -> headers.add("X-Way", "again"))
                .build();

        second.get(at("/text")).bodyAsString().block(PATIENCE);
        second.get(at("/text"))
                .header("X-Way", "one")
                .header("X-Way", "two")
                .bodyAsString()
                .block(PATIENCE);
        first.get(at("/text")).bodyAsString().block(PATIENCE);

        assertThat(server.requests())
                .extracting(request -> request.headers("X-Way"))
                .containsExactly(
                        List.of("default", "again", "policy"),
                        List.of("one", "two", "policy"),
                        List.of("default", "policy"));
    }

    @Test
    void aPolicyThatThrowsFailsTheExchangeAndLosesNoConnection() {
        HopPolicy broken = new HopPolicy() {
            @Override
            public Mono<Void> prepare(io.wayfarer.client.hop.Hop hop) {
                return Mono.empty();
            }

            @Override
            public void learn(io.wayfarer.client.hop.Hop hop, io.wayfarer.client.hop.HopAnswer answer) {
                throw new IllegalStateException("broken policy");
            }
        };
        StepVerifier.create(
                        http.toBuilder().policy(broken).build().get(at("/big")).bodyAsString())
                .expectErrorMessage("broken policy")
                .verify(PATIENCE);
        assertThat(http.get(at("/text")).bodyAsString().block(PATIENCE)).isEqualTo("grün");
    }

    @Test
    void anErrorStatusFailsTheBodyMethodsAndNotExchange() {
        StepVerifier.create(http.get(at("/missing")).bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(((HttpStatusException) e).status().value()).isEqualTo(404);
                    assertThat(e).hasMessageContaining("exchange(..)");
                })
                .verify(PATIENCE);
        assertThat(http.get(at("/missing")).exchange(HttpResponse::bodyAsString).block(PATIENCE))
                .isEqualTo("not here");
    }

    @ParameterizedTest
    @ValueSource(ints = {99_999, 100_000, 100_001})
    void aBodyIsGatheredUpToTheLimit(int limit) {
        ReactiveHttpClient small = http.toBuilder()
                .limits(new ClientLimits(Duration.ofSeconds(10), limit, 1024))
                .build();
        StepVerifier.FirstStep<Integer> step =
                StepVerifier.create(small.get(at("/big")).bodyAsBytes().map(bytes -> bytes.length));
        if (limit < 100_000) {
            step.expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ResponseLimitException.class)
                            .hasMessageContaining("wayfarer.client.limits.body"))
                    .verify(PATIENCE);
        } else {
            step.expectNext(100_000).expectComplete().verify(PATIENCE);
        }
    }

    @Test
    void aBodyArrivesAsBuffersAtTheReadersPace() {
        Flux<Integer> sizes = http.get(at("/big")).bodyAsFlux().map(buffer -> {
            int size = buffer.readableByteCount();
            DataBufferUtils.release(buffer);
            return size;
        });
        StepVerifier.create(sizes.reduce(0, Integer::sum))
                .expectNext(100_000)
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(sizes, 1).expectNextCount(1).thenCancel().verify(PATIENCE);
    }

    @Test
    void aFileIsThereWhenTheBodyIsWholeAndNotBefore(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("big.txt");
        assertThat(http.get(at("/big")).bodyTo(file).block(PATIENCE)).isEqualTo(file);
        assertThat(file).hasSize(100_000);

        Files.writeString(file, "the one before");
        try (FaultServer cut = FaultServer.http1(Fault.cutShort("five!", 10))) {
            StepVerifier.create(http.get(cut.uri("/")).bodyTo(file))
                    .expectError(ConnectionException.class)
                    .verify(PATIENCE);
        }
        assertThat(file).hasContent("the one before");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void theWholeExchangeHasALimit() throws Exception {
        ReactiveHttpClient hasty = http.toBuilder()
                .limits(new ClientLimits(Duration.ofMillis(200), 1024, 1024))
                .build();
        try (FaultServer silent = FaultServer.http1(Fault.silence())) {
            StepVerifier.create(hasty.get(silent.uri("/")).bodyAsString())
                    .expectErrorSatisfies(e -> {
                        assertThat(((HttpTimeoutException) e).phase()).isEqualTo(HttpTimeoutException.Phase.EXCHANGE);
                        assertThat(e).hasMessageContaining("wayfarer.client.timeouts.exchange");
                    })
                    .verify(PATIENCE);
        }
    }

    @Test
    void badInputFailsAtOnceAndSaysWhatWouldBeRight() {
        assertThatThrownBy(() -> http.get("shop.example/x"))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> http.get("gopher://shop.example/"))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining("gopher")
                .hasMessageContaining("http, https, ws and wss");
        assertThatThrownBy(() -> http.get("http://[::1/")).isInstanceOf(InvalidUrlException.class);
        assertThatThrownBy(() -> http.get(at("/")).header("X-A", "a\r\nX-B: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-A")
                .hasMessageNotContaining("X-B");
        assertThatThrownBy(() -> http.get(at("/")).header("X A", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token");
        assertThatThrownBy(() -> http.method(HttpMethod.valueOf("GE T"), at("/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failuresOfTheNetworkAreTypedAndNameHopUrlAndRemedy() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        StepVerifier.create(http.get("http://127.0.0.1:" + free + "/").bodyAsString())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("Hop 1 (GET http://127.0.0.1:" + free + "/)")
                        .hasMessageContaining("Check that a server listens there"))
                .verify(PATIENCE);
        StepVerifier.create(http.get("http://nobody.invalid/").bodyAsString())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("nobody.invalid has no address"))
                .verify(PATIENCE);
        try (LoopbackServer unknown = LoopbackServer.start(
                LoopbackTls.of("localhost", "self.example"), routes -> routes.get("/", (in, out) -> out.send()))) {
            StepVerifier.create(http.get(unknown.uri("localhost", "/")).bodyAsString())
                    .expectErrorSatisfies(
                            e -> assertThat(e).isInstanceOf(TlsException.class).hasMessageContaining("SSL bundle"))
                    .verify(PATIENCE);
        }
    }

    @Test
    void credentialsInTheUrlBecomeBasicAuthorizationForThatOrigin() {
        http.get(at("/other").replace("http://", "http://ada:s%C3%A9cret@"))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(server.requests().get(0).headers("Authorization")).containsExactly("Basic YWRhOnPDqWNyZXQ=");
        assertThat(server.requests().get(1).headers("Authorization")).isEmpty();
    }

    @Test
    void defaultFieldsTakenOutStayOutWhenAClientIsDerived() {
        ReactiveHttpClient bare =
                http.toBuilder().defaultHeaders(headers -> headers.clear()).build();

        bare.toBuilder()
                .build()
                .get(at("/text"))
                .exchange(HttpResponse::discard)
                .block(PATIENCE);

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers("Accept")).isEmpty();
            assertThat(request.headers("User-Agent")).isEmpty();
        });
    }

    @Test
    void relativeUrlsAreResolvedAgainstTheBase() {
        ReactiveHttpClient based = http.toBuilder().baseUrl(at("/")).build();
        assertThat(based.get("text").bodyAsString().block(PATIENCE)).isEqualTo("grün");
        assertThat(based.get("/text").bodyAsString().block(PATIENCE)).isEqualTo("grün");
    }
}
