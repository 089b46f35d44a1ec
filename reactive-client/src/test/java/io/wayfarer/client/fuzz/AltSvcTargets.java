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

import io.wayfarer.client.altsvc.AltSvcEntry;
import io.wayfarer.client.altsvc.AltSvcFile;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.Origin;

/** Whatever a server or a file says of alternatives: ignored, or a few places that a URL could name. */
final class AltSvcTargets {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Origin SHOP = new Origin("https", "shop.example", 443);

    private AltSvcTargets() {}

    static void header(byte[] input) {
        List<String> fields = List.of(PolicyTarget.text(input).split("\n", -1));
        AltSvcStore store = new AltSvcStore(InstantSource.fixed(NOW), 10);
        store.learn(SHOP, fields, Duration.ZERO);
        List<AltSvcEntry> known = store.snapshot();
        assertThat(known).hasSizeLessThanOrEqualTo(8).allSatisfy(entry -> {
            assertThat(HttpUrl.parse("https://" + entry.host() + ":" + entry.port() + "/")
                            .host())
                    .isEqualTo(entry.host());
            assertThat(entry.expires()).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(Duration.ofDays(365)));
        });
        store.learn(SHOP, fields, Duration.ZERO);
        assertThat(store.snapshot()).as("the same twice").isEqualTo(known);
        store.learn(new Origin("http", "shop.example", 80), fields, Duration.ZERO);
        assertThat(store.size()).as("nothing without TLS").isEqualTo(known.isEmpty() ? 0 : 1);
    }

    static void file(byte[] input) throws IOException {
        AltSvcFile.Contents contents = AltSvcFile.read(new StringReader(PolicyTarget.text(input)));
        StringWriter written = new StringWriter();
        AltSvcFile.write(written, contents.entries());
        assertThat(AltSvcFile.read(new StringReader(written.toString())))
                .isEqualTo(new AltSvcFile.Contents(contents.entries(), 0));
        contents.addTo(new AltSvcStore(InstantSource.fixed(NOW), 10));
    }
}
