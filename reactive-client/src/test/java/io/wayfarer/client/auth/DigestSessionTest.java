/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;
import io.wayfarer.protocol.grammar.Challenge;

/** RFC 7616, its examples and what it leaves to the older RFCs. */
class DigestSessionTest {

    private static final String MUFASA_CHALLENGE = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\","
            + " algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private static DigestSession session(String field, PasswordCredentials credentials, String clientNonce) {
        return new DigestSession(challenge(field).orElseThrow(), credentials, () -> clientNonce, new AtomicInteger());
    }

    private static Optional<DigestChallenge> challenge(String field) {
        return Challenge.parse(field).map(List::iterator).map(all -> all.next()).flatMap(DigestChallenge::of);
    }

    /** RFC 7616 section 3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void theExampleWithTwoAlgorithmsIsAnswered(String algorithm, String response) {
        DigestAnswer answer = session(
                        MUFASA_CHALLENGE.formatted(algorithm),
                        Credentials.password("Mufasa", "Circle of Life"),
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
                .answer("GET", "/dir/index.html", "");

        assertThat(parameters(answer))
                .containsExactlyInAnyOrder(
                        "username=Mufasa",
                        "realm=http-auth@example.org",
                        "uri=/dir/index.html",
                        "algorithm=" + algorithm,
                        "nonce=7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "nc=00000001",
                        "cnonce=f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        "qop=auth",
                        "response=" + response,
                        "opaque=FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS");
    }

    /** RFC 7616 section 3.9.2, with the hashes of erratum 4897: the text has those of a cut SHA-512. */
    @Test
    void theExampleWithAHashedUserNameInUtf8IsAnswered() {
        DigestAnswer answer = session(
                        "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                                + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8,"
                                + " userhash=true",
                        Credentials.password("J\u00e4s\u00f8n Doe", "Secret, or not?"),
                        "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm")
                .answer("GET", "/doe.json", "");

        assertThat(parameters(answer))
                .contains(
                        "username=793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b",
                        "response=7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c",
                        "userhash=true");
    }

    /** RFC 2617 section 3.5, which spells the password otherwise. */
    @Test
    void theExampleOfTheRfcBeforeIsAnswered() {
        DigestAnswer answer = session(
                        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                        Credentials.password("Mufasa", "Circle Of Life"),
                        "0a4f113b")
                .answer("GET", "/dir/index.html", "");

        assertThat(parameters(answer)).contains("response=6629fae49393a05397450978507c4ef1");
        assertThat(answer.value()).doesNotContain("algorithm");
    }

    /** RFC 2069 section 2.4, with the response of its erratum 749. */
    @Test
    void aChallengeWithoutQopIsAnsweredWithoutNonceCount() {
        DigestAnswer answer = session(
                        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                        Credentials.password("Mufasa", "CircleOfLife"),
                        "unused")
                .answer("GET", "/dir/index.html", "");

        assertThat(parameters(answer)).contains("response=1949323746fe6a43ef61f9606e7febea");
        assertThat(answer.value()).doesNotContain("qop", "nc=", "cnonce");
    }

    /** Expected values were computed by Python's hashlib from the formulas of RFC 7616 section 3.4. */
    @ParameterizedTest
    @CsvSource({
        "MD5, auth, a9af90bed27db845d146c686ea7091e5",
        "MD5, auth-int, 6a97710c78d9105a86d0264a75b8c28f",
        "MD5-sess, auth, f1f5036788c436e0b55b03cc24287825",
        "MD5-sess, auth-int, a735eb87045507b59e93205fc0ef32ab",
        "SHA-256, auth, a937b3985868956b1eaa09ba12844ebf94a7038bf0e65069e0b1e959d805bf67",
        "SHA-256, auth-int, 05d9553f76518f09b96816bcde787e3e1280ccdd4a66099c2076dc5f505673d0",
        "SHA-256-sess, auth, f1820bdc7a1259ce45ecffe7f8e7fbcb41e133cb5a604f60a01e99c3850d4fa5",
        "SHA-256-sess, auth-int, 22c0a6a33694835686efa010bda9438b62c72c84b20f8a48b3ae1df448f8258c",
        "SHA-512-256, auth, 17d10797e1d6a9d504fa7193a237c7d3eaecc70f60892bcb25fdf46530ed49cf",
        "SHA-512-256, auth-int, 4a54a5e482afe8dbc5994a966ef0b30a88dffd026676576305c69724e009f73f",
        "SHA-512-256-sess, auth, c35c28aa462095fa8d0ca0cd3a902ab84b623dc119e4400a99cb0a82e8a24825",
        "sha-512-256-SESS, auth-int, d3aa146a3685b7a03afa88ba8926051e12cd89b0fd3f9cb089264bd055addf0a"
    })
    void everyAlgorithmAndProtectionIsAnswered(String algorithm, String qop, String response) {
        DigestSession session = session(
                "Digest realm=r, nonce=N, qop=\"" + qop + "\", algorithm=" + algorithm,
                Credentials.password("ada", "pw"),
                "C");
        String bodyHash = session.challenge().algorithm().hash("hello");

        DigestAnswer answer = session.answer("POST", "/x", bodyHash);

        assertThat(parameters(answer)).contains("response=" + response, "algorithm=" + algorithm, "qop=" + qop);
    }

    @Test
    void eachRequestOfANonceCountsOnAndHasAClientNonceOfItsOwnUnlessTheSessionKeyRestsOnIt() {
        int[] number = new int[1];
        PasswordCredentials ada = Credentials.password("ada", "pw");
        DigestSession plain = new DigestSession(
                challenge("Digest realm=r, nonce=N, qop=auth").orElseThrow(),
                ada,
                () -> "C" + number[0]++,
                new AtomicInteger());
        DigestSession keyed = new DigestSession(
                challenge("Digest realm=r, nonce=N, qop=auth, algorithm=MD5-sess")
                        .orElseThrow(),
                ada,
                () -> "C" + number[0]++,
                new AtomicInteger());

        assertThat(plain.answer("GET", "/", "").nonceCount()).isEqualTo("00000001");
        DigestAnswer second = plain.answer("GET", "/", "");
        assertThat(second.nonceCount()).isEqualTo("00000002");
        assertThat(second.clientNonce())
                .isNotEqualTo(plain.answer("GET", "/", "").clientNonce());
        assertThat(keyed.answer("GET", "/", "").clientNonce())
                .isEqualTo(keyed.answer("GET", "/", "").clientNonce());
        assertThat(plain.withNextNonce("M").answer("GET", "/", "").value()).contains("nonce=\"M\", nc=00000001");
    }

    @Test
    void quotesAndBackslashesAreEscapedAndTheHashIsOfWhatTheyStandFor() {
        DigestAnswer answer = session(
                        "Digest realm=\"a\\\"b\", nonce=N, qop=auth", Credentials.password("o\\\"o", "p"), "C")
                .answer("GET", "/", "");

        assertThat(answer.value()).contains("username=\"o\\\\\\\"o\"", "realm=\"a\\\"b\"");
        assertThat(parameters(answer)).contains("username=o\\\"o", "realm=a\"b");
    }

    @Test
    void aNameBeyondAsciiGoesAsExtendedValueToAServerThatKnowsUtf8AndAsOctetsToOthers() {
        PasswordCredentials jason = Credentials.password("J\u00e4s\u00f8n", "p");
        String octets = new String("J\u00e4s\u00f8n".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(session("Digest realm=r, nonce=N, qop=auth, charset=UTF-8", jason, "C")
                        .answer("GET", "/", "")
                        .value())
                .contains("username*=UTF-8''J%C3%A4s%C3%B8n,");
        assertThat(session("Digest realm=r, nonce=N, qop=auth", jason, "C")
                        .answer("GET", "/", "")
                        .value())
                .contains("username=\"" + octets + "\"");
    }

    @Test
    void aRealmBeyondAsciiIsSentBackOctetByOctet() {
        String octets = new String("Stra\u00dfe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        DigestAnswer answer = session(
                        "Digest realm=\"" + octets + "\", nonce=N, qop=auth", Credentials.password("a", "b"), "C")
                .answer("GET", "/", "");

        assertThat(answer.value()).contains("realm=\"" + octets + "\"");
        assertThat(answer.session().challenge().realm()).isEqualTo("Stra\u00dfe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=r, qop=auth",
                "Digest nonce=N, qop=auth",
                "Digest realm=r, nonce=N, qop=auth, algorithm=SHA-1",
                "Digest realm=r, nonce=N, qop=token",
                "Digest realm=r, nonce=N, algorithm=MD5-sess",
                "Digest realm=r, nonce=N, algorithm=-sess",
                "Digest YWJj",
                "Digest"
            })
    void aChallengeThatCannotBeAnsweredIsNone(String field) {
        assertThat(challenge(field)).isEmpty();
    }

    @Test
    void valuesOutOfProportionAreNotSentBackWithEveryRequest() {
        assertThat(challenge("Digest realm=r, qop=auth, nonce=" + "n".repeat(4096)))
                .isPresent();
        assertThat(challenge("Digest realm=r, qop=auth, nonce=" + "n".repeat(4097)))
                .isEmpty();
        assertThat(challenge("Digest realm=r, qop=auth, nonce=n, opaque=" + "n".repeat(4097)))
                .isEmpty();
    }

    @Test
    void whatTheServerProvesIsComparedAndItsNextNonceTaken() {
        DigestAnswer answer = session("Digest realm=r, nonce=N, qop=auth", Credentials.password("ada", "pw"), "C")
                .answer("GET", "/x", "");
        String proof = answer.session().serverProof(answer, "00000001", "C");

        assertThat(answer.judge("rspauth=\"" + proof + "\", qop=auth, nc=00000001, cnonce=\"C\", nextnonce=\"M\""))
                .isEqualTo(new DigestAnswer.Verdict(false, "M"));
        assertThat(answer.judge("rspauth=\"" + proof + "\"").wrongProof()).isFalse();
        assertThat(answer.judge("rspauth=\"" + proof + "\", cnonce=D").wrongProof())
                .isTrue();
        assertThat(answer.judge("rspauth=\"" + proof + "\", nc=00000002").wrongProof())
                .isTrue();
        assertThat(answer.judge("rspauth=\"\"").wrongProof()).isTrue();
        assertThat(answer.judge("rspauth=\"0\", qop=auth-int").wrongProof()).isFalse();
        assertThat(answer.judge(null))
                .isEqualTo(answer.judge("nonsense \""))
                .isEqualTo(new DigestAnswer.Verdict(false, null));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileFieldsAreReadWithoutFailure(String text) {
        DigestAnswer answer = session("Digest realm=r, nonce=N, qop=auth", Credentials.password("ada", "pw"), "C")
                .answer("GET", "/x", "");

        answer.judge(text);
        Answerable.strongest(
                List.of(text, "Digest " + text, "Digest realm=r, nonce=" + text, "Basic " + text),
                realm -> Optional.of(Credentials.password("ada", "pw")));
    }

    static Stream<String> hostile() {
        return Stream.concat(
                HostileInput.texts(),
                HostileInput.random(
                        7616, 500, 30, "Digest ", "realm=", "nonce=", "\"", "\\", ",", " ", "=", "qop=", "auth", "\0"));
    }

    @Test
    void nothingPrintsASecret() {
        PasswordCredentials ada = Credentials.password("ada", "hidden");
        DigestSession session = session("Digest realm=r, nonce=N, qop=auth", ada, "C");
        String all = "" + ada + session + session.answer("GET", "/", "") + Credentials.bearer("hidden")
                + Answerable.strongest(List.of("Basic realm=r"), realm -> Optional.of(ada));

        assertThat(all).doesNotContain("hidden", "ada");
    }

    private static List<String> parameters(DigestAnswer answer) {
        Challenge parsed = Challenge.parse(answer.value()).orElseThrow().get(0);
        return parsed.parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .toList();
    }
}
