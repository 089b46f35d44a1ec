/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.url.Origin;

class AltSvcStoreTest {

    private static final Origin SHOP = new Origin("https", "shop.example", 443);
    private static final List<String> FIELD = List.of("h3=\":443\"; ma=600, h2=\"alt.example:8443\"; ma=60; persist=1");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final AltSvcStore store = new AltSvcStore(() -> now, 3);

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<String> usable(Origin origin) {
        return store.alternatives(origin).stream().map(Alternative::toString).toList();
    }

    private static Origin origin(int number) {
        return new Origin("https", "a" + number + ".example", 443);
    }

    @Test
    void eachAlternativeCountsForAsLongAsTheServerSays() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        assertThat(usable(SHOP)).containsExactly("h3=shop.example:443", "h2=alt.example:8443");
        pass(Duration.ofMinutes(1));
        assertThat(usable(SHOP)).containsExactly("h3=shop.example:443");
        pass(Duration.ofMinutes(9));
        assertThat(usable(SHOP)).isEmpty();
        assertThat(store.snapshot()).isEmpty();
    }

    @Test
    void aServerThatRepeatsItselfGivesMoreTime() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        pass(Duration.ofSeconds(59));
        store.learn(SHOP, FIELD, Duration.ZERO);
        pass(Duration.ofSeconds(59));
        assertThat(usable(SHOP)).hasSize(2);
    }

    @Test
    void theTimeAnAnswerSpentInACacheIsTakenOff() {
        store.learn(SHOP, FIELD, Duration.ofSeconds(50));
        pass(Duration.ofSeconds(10));
        assertThat(usable(SHOP)).containsExactly("h3=shop.example:443");
        store.learn(SHOP, List.of("h2=\":8443\"; ma=60"), Duration.ofMinutes(1));
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void whatTheServerSaysLastReplacesAllItSaidBefore() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        store.learn(SHOP, List.of("h2=\":9443\""), Duration.ZERO);
        assertThat(usable(SHOP)).containsExactly("h2=shop.example:9443");
        store.learn(SHOP, List.of("nonsense"), Duration.ZERO);
        assertThat(usable(SHOP)).hasSize(1);
        store.learn(SHOP, List.of("clear"), Duration.ZERO);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aLifetimeOfNothingEndsAnAlternative() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        store.learn(SHOP, List.of("h3=\":443\"; ma=0"), Duration.ZERO);
        assertThat(store.size()).isZero();
    }

    @Test
    void onlyServersOfHttpsHaveAlternatives() {
        Origin plain = new Origin("http", "shop.example", 80);
        store.learn(plain, FIELD, Duration.ZERO);
        assertThat(store.isEmpty()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put(new AltSvcEntry(plain, "h2", "a.example", 443, now, false)));
    }

    @Test
    void eachRestIsTwiceAsLongAsTheOneBeforeUntilItHasAnswered() {
        store.learn(SHOP, List.of("h2=\":8443\"; ma=31536000"), Duration.ZERO);
        KnownAlternative known = (KnownAlternative) store.alternatives(SHOP).get(0);
        for (long minutes : List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 240L, 240L)) {
            known.failed();
            known.failed(); // Another request that was under way.
            pass(Duration.ofMinutes(minutes).minusMillis(1));
            assertThat(usable(SHOP)).as("after %s minutes", minutes).isEmpty();
            pass(Duration.ofMillis(1));
            assertThat(usable(SHOP)).as("after %s minutes", minutes).hasSize(1);
        }
        known.answered();
        known.failed();
        pass(Duration.ofMinutes(1));
        assertThat(usable(SHOP)).hasSize(1);
    }

    @Test
    void aServerCannotEndARestByNamingTheAlternativeAnew() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        store.alternatives(SHOP).get(1).failed();
        store.learn(SHOP, FIELD, Duration.ZERO);
        assertThat(usable(SHOP)).containsExactly("h3=shop.example:443");
        store.learn(SHOP, List.of("h2=\"alt.example:8443\""), Duration.ZERO);
        assertThat(usable(SHOP)).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(usable(SHOP)).hasSize(1);
    }

    @Test
    void anAlternativeThatIsMisdirectedIsForgottenAndRestsWhenItIsNamedAgain() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        ((KnownAlternative) store.alternatives(SHOP).get(1)).misdirected();
        assertThat(store.snapshot()).extracting(AltSvcEntry::protocol).containsExactly("h3");
        store.learn(SHOP, FIELD, Duration.ZERO);
        assertThat(usable(SHOP)).containsExactly("h3=shop.example:443");
    }

    @Test
    void aFullStoreForgetsWhatHasExpiredAndThenWhatWouldSoonest() {
        store.learn(origin(1), List.of("h2=\":1\"; ma=10"), Duration.ZERO);
        store.learn(origin(2), List.of("h2=\":1\"; ma=300"), Duration.ZERO);
        store.learn(origin(3), List.of("h2=\":1\"; ma=200"), Duration.ZERO);
        pass(Duration.ofSeconds(20));
        store.learn(origin(4), List.of("h2=\":1\"; ma=400"), Duration.ZERO);
        store.learn(origin(5), List.of("h2=\":1\"; ma=500"), Duration.ZERO);

        assertThat(store.snapshot())
                .extracting(entry -> entry.origin().host())
                .containsExactly("a2.example", "a4.example", "a5.example");
        assertThat(store.remove(origin(2))).isTrue();
        assertThat(store.remove(origin(2))).isFalse();
        assertThat(store.size()).isEqualTo(2);
        store.clear();
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theSnapshotSaysAllThatIsNeededToFillAnotherStore() {
        store.learn(SHOP, FIELD, Duration.ZERO);
        AltSvcStore other = new AltSvcStore(() -> now, 3);
        store.snapshot().forEach(other::put);
        store.snapshot().forEach(other::put);

        assertThat(other.snapshot())
                .isEqualTo(store.snapshot())
                .containsExactly(
                        new AltSvcEntry(SHOP, "h3", "shop.example", 443, now.plusSeconds(600), false),
                        new AltSvcEntry(SHOP, "h2", "alt.example", 8443, now.plusSeconds(60), true));
    }

    @Test
    void aStoreForNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AltSvcStore(() -> now, 0))
                .withMessageContaining("maxOrigins");
    }
}
