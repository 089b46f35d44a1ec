/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.wayfarer.client.hsts.HstsEntry;
import io.wayfarer.client.hsts.HstsFile;
import io.wayfarer.client.hsts.InMemoryHstsStore;

/** Whatever a server or a file says of TLS: ignored, or a host that expires. */
final class HstsTargets {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final String HOST = "shop.example";

    private HstsTargets() {}

    static void header(byte[] input) {
        String value = PolicyTarget.text(input);
        InMemoryHstsStore store = new InMemoryHstsStore(InstantSource.fixed(NOW), 10);
        boolean obeyed = store.learn(HOST, value);
        List<HstsEntry> known = store.snapshot();
        assertThat(store.check(HOST)).isEqualTo(!known.isEmpty());
        for (HstsEntry entry : known) {
            assertThat(obeyed).isTrue();
            assertThat(entry.host()).isEqualTo(HOST);
            assertThat(entry.expires()).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(CENTURY));
            assertThat(store.check("www." + HOST)).isEqualTo(entry.includeSubDomains());
        }
        assertThat(store.learn("192.0.2.1", value)).isFalse();
        assertThat(store.learn(HOST, value)).as("the same twice").isEqualTo(obeyed);
        assertThat(store.snapshot()).isEqualTo(known);
    }

    static void file(byte[] input) throws IOException {
        HstsFile.Contents contents = HstsFile.read(new StringReader(PolicyTarget.text(input)));
        StringWriter written = new StringWriter();
        HstsFile.write(written, contents.entries());
        assertThat(HstsFile.read(new StringReader(written.toString())))
                .isEqualTo(new HstsFile.Contents(contents.entries(), 0));
        InMemoryHstsStore store = new InMemoryHstsStore(InstantSource.fixed(NOW), 10);
        contents.addTo(store);
        assertThat(store.snapshot())
                .allSatisfy(entry -> assertThat(store.check(entry.host())).isTrue());
    }
}
