/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.protocol.tls.CipherPolicy;
import io.wayfarer.protocol.tls.KeyPins;

/** Whom the options trust, by which certificate they identify the user, and what they offer to servers. */
record TlsOptions(CommandLine line, Inputs inputs) {

    /** From the oldest on, as options name them and as Java does. */
    private static final Map<String, String> VERSIONS =
            Map.of("1.0", "TLSv1", "1.1", "TLSv1.1", "1.2", "TLSv1.2", "1.3", "TLSv1.3");

    private static final List<String> OLDEST_FIRST = List.of("1.0", "1.1", "1.2", "1.3");
    private static final String OLDEST_UNASKED = "1.2";

    private static final Set<Option> LEAST =
            Set.of(Option.TLSV1, Option.TLSV1_0, Option.TLSV1_1, Option.TLSV1_2, Option.TLSV1_3);

    TlsSettings settings() throws FetchException {
        TlsSettings tls = new ClientIdentity(line, inputs).applyTo(trust(Option.CACERT, Option.INSECURE));
        return pinned(suites(versions(tls)));
    }

    /** With proxies. */
    TlsSettings proxySettings() throws FetchException {
        return trust(Option.PROXY_CACERT, Option.PROXY_INSECURE);
    }

    private TlsSettings trust(Option trusted, Option insecure) throws FetchException {
        Optional<String> authorities = line.last(trusted);
        TlsSettings tls = authorities.isPresent()
                ? TlsSettings.defaults().trusting(Authorities.read(authorities.get(), inputs))
                : TlsSettings.defaults();
        return line.has(insecure) ? tls.insecure() : tls;
    }

    private TlsSettings versions(TlsSettings tls) throws FetchException {
        Optional<Option> least = line.lastOf(LEAST);
        Optional<String> most = line.last(Option.TLS_MAX).filter(text -> !text.equals("default"));
        if (least.isEmpty() && most.isEmpty()) {
            return tls;
        }
        int last = OLDEST_FIRST.indexOf(most.orElse("1.3"));
        if (last < 0) {
            throw FetchException.usage("option --tls-max: expected one of 1.0, 1.1, 1.2, 1.3 and default");
        }
        int first = Math.min(OLDEST_FIRST.indexOf(least.map(TlsOptions::version).orElse(OLDEST_UNASKED)), last);
        int asked = least.map(option -> OLDEST_FIRST.indexOf(version(option))).orElse(first);
        if (asked > last) {
            throw new FetchException(ExitCode.TLS_HANDSHAKE, "--tls-max is below the version that is asked for");
        }
        List<String> names = new ArrayList<>();
        OLDEST_FIRST.subList(first, last + 1).forEach(version -> names.add(0, VERSIONS.getOrDefault(version, "")));
        return refusing(ExitCode.TLS_HANDSHAKE, tls, settings -> settings.offeringProtocols(names));
    }

    private static String version(Option least) {
        return switch (least) {
            case TLSV1_1 -> "1.1";
            case TLSV1_2 -> "1.2";
            case TLSV1_3 -> "1.3";
            default -> "1.0";
        };
    }

    /** Those of TLS 1.3 and those of the versions before are chosen apart from each other. */
    private TlsSettings suites(TlsSettings tls) throws FetchException {
        Optional<String> older = line.last(Option.CIPHERS);
        Optional<String> newer = line.last(Option.TLS13_CIPHERS);
        if (older.isEmpty() && newer.isEmpty()) {
            return tls;
        }
        List<String> suites = Stream.concat(
                        newer.map(CipherNames::list).orElse(CipherPolicy.MODERN.suites()).stream(),
                        older
                                .map(CipherNames::list)
                                .orElse(CipherPolicy.INTERMEDIATE.suites().stream()
                                        .filter(suite ->
                                                !CipherPolicy.MODERN.suites().contains(suite))
                                        .toList())
                                .stream())
                .toList();
        return refusing(ExitCode.CIPHERS, tls, settings -> settings.offeringSuites(suites));
    }

    private TlsSettings pinned(TlsSettings tls) throws FetchException {
        Optional<String> given = line.last(Option.PINNEDPUBKEY);
        if (given.isEmpty()) {
            return tls;
        }
        List<String> pins = given.get().startsWith("sha256//")
                ? List.of(given.get().split(";", -1))
                : List.of(PublicKeyFile.pin(given.get(), inputs));
        return refusing(ExitCode.PINNED_KEY, tls, settings -> settings.pinning(KeyPins.of(Map.of("*", pins))));
    }

    private static TlsSettings refusing(ExitCode code, TlsSettings tls, UnaryOperator<TlsSettings> change)
            throws FetchException {
        try {
            return change.apply(tls);
        } catch (IllegalArgumentException e) {
            throw new FetchException(code, String.valueOf(e.getMessage()), e);
        }
    }
}
