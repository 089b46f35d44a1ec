/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A list of protocols, each permitted by a plus or nothing, forbidden by a minus, the only one by an equals sign. */
final class Protocols {

    private static final List<String> OURS = List.of("http", "https");

    private Protocols() {}

    /** Those that redirects may lead to. */
    static String[] ofRedirects(CommandLine line) {
        Set<String> both = allowed(line.last(Option.PROTO_REDIR));
        both.retainAll(allowed(line.last(Option.PROTO)));
        return both.toArray(String[]::new);
    }

    /** Whether a URL of the command line may be of this scheme. */
    static boolean permits(CommandLine line, String scheme) {
        return allowed(line.last(Option.PROTO)).contains(scheme);
    }

    private static Set<String> allowed(Optional<String> list) {
        Set<String> allowed = new LinkedHashSet<>(OURS);
        for (String item : list.map(text -> List.of(text.split(",", -1))).orElse(List.of())) {
            apply(item.strip().toLowerCase(Locale.ROOT), allowed);
        }
        return allowed;
    }

    private static void apply(String item, Set<String> allowed) {
        char modifier = item.isEmpty() ? '+' : item.charAt(0);
        boolean modified = "+-=".indexOf(modifier) >= 0;
        String name = modified && !item.isEmpty() ? item.substring(1) : item;
        List<String> named =
                name.equals("all") ? OURS : OURS.stream().filter(name::equals).toList();
        if (modifier == '=') {
            allowed.clear();
        }
        if (modifier == '-') {
            named.forEach(allowed::remove);
        } else {
            allowed.addAll(named);
        }
    }
}
