/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.util.Locale;

import org.openjdk.jol.info.GraphLayout;

import io.wayfarer.client.cookie.CookieContext;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.url.HttpUrl;

/** {@code CookieFootprint}: prints the bytes of heap that a jar takes for each of its cookies, their strings apart. */
final class CookieFootprint {

    private static final int[] SIZES = {10, 1000, 100_000};

    private CookieFootprint() {}

    public static void main(String[] arguments) {
        System.out.println("| cookies | bytes/cookie | strings' bytes/cookie |");
        System.out.println("|--:|--:|--:|");
        for (int cookies : SIZES) {
            InMemoryCookieStore store =
                    new InMemoryCookieStore(CookieLimits.defaults().withTotal(cookies));
            GraphLayout empty = GraphLayout.parseInstance(store);
            for (int site = 0; site < cookies / SampleSite.COOKIES; site++) {
                String domain = "site" + site + ".example";
                CookieContext request = CookieContext.of(HttpUrl.parse("https://" + domain + "/shop/items/7"));
                store.store(request, SampleSite.fields(domain));
            }
            GraphLayout filled = GraphLayout.parseInstance(store);
            long strings = strings(filled) - strings(empty);
            long all = filled.totalSize() - empty.totalSize();
            System.out.printf(
                    Locale.ROOT, "| %,d | %d | %d |%n", cookies, (all - strings) / cookies, strings / cookies);
        }
    }

    private static long strings(GraphLayout layout) {
        return layout.getClassSizes().count(String.class)
                + layout.getClassSizes().count(byte[].class);
    }
}
