/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.wayfarer.client.ClientLimits;
import io.wayfarer.client.PolicyChain;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hsts.HstsPolicy;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** The client that the options describe. */
final class ClientSetup {

    /** What curl has where it has a limit, and next to for ever where it has none. */
    private static final Duration CONNECT_PATIENCE = Duration.ofMinutes(5);

    private static final Duration CONSENT_PATIENCE = Duration.ofSeconds(1);
    private static final Duration ENDLESS = Duration.ofDays(20);
    private static final int MAX_HEAD_BYTES = 300 * 1024;

    /** Of these the one given last counts. */
    private static final Set<Option> VERSIONS = Set.of(
            Option.HTTP1_0,
            Option.HTTP1_1,
            Option.HTTP2,
            Option.HTTP2_PRIOR_KNOWLEDGE,
            Option.HTTP3,
            Option.HTTP3_ONLY);

    private final CommandLine line;
    private final Inputs inputs;
    private final Map<String, String> environment;

    ClientSetup(CommandLine line, Inputs inputs, Map<String, String> environment) {
        this.line = line;
        this.inputs = inputs;
        this.environment = environment;
    }

    /** Which of the options about versions of HTTP counts. */
    static Option version(CommandLine line) {
        return line.lastOf(VERSIONS).orElse(Option.HTTP2);
    }

    /** None for whatever is agreed upon. */
    private static Set<ProtocolVersion> versions(Option chosen) {
        return switch (chosen) {
            case HTTP1_0 -> EnumSet.of(ProtocolVersion.HTTP_1_0);
            case HTTP1_1 -> EnumSet.of(ProtocolVersion.HTTP_1_1);
            case HTTP3 -> EnumSet.of(ProtocolVersion.HTTP_3, ProtocolVersion.HTTP_2, ProtocolVersion.HTTP_1_1);
            case HTTP3_ONLY -> EnumSet.of(ProtocolVersion.HTTP_3);
            default -> EnumSet.noneOf(ProtocolVersion.class);
        };
    }

    TransportSettings transportSettings() throws FetchException {
        TlsOptions tls = new TlsOptions(line, inputs);
        Option version = version(line);
        if ((version == Option.HTTP3 || version == Option.HTTP3_ONLY) && !HttpConnector.speaksQuic()) {
            throw new FetchException(
                    ExitCode.USAGE, "option " + version.names().strip() + ": the library of QUIC is not there");
        }
        Duration connecting = Numbers.seconds(line, Option.CONNECT_TIMEOUT).orElse(CONNECT_PATIENCE);
        return TransportSettings.builder()
                .timeouts(limits -> limits.connecting(connecting)
                        .opening(connecting)
                        .write(ENDLESS)
                        .response(ENDLESS)
                        .read(ENDLESS))
                .maxHeaderBytes(MAX_HEAD_BYTES)
                .expectContinueTimeout(
                        Numbers.seconds(line, Option.EXPECT100_TIMEOUT).orElse(CONSENT_PATIENCE))
                .versions(versions(version))
                .http2PriorKnowledge(version == Option.HTTP2_PRIOR_KNOWLEDGE)
                .http2Upgrade(line.lastOf(VERSIONS).equals(Optional.of(Option.HTTP2)))
                .tls(tls.settings())
                .sockets(new Places(line).sockets())
                .proxyTls(tls.proxySettings())
                .build();
    }

    /**
     * @param alternatives empty where no option asks for them, so that nobody's alternatives are looked at
     * @param jar empty where no option asks for one, so that cookies are neither kept nor sent back
     */
    ReactiveHttpClient client(
            Transport transport, HstsStore hsts, Optional<AltSvcStore> alternatives, Optional<CookieStore> jar)
            throws FetchException {
        PolicyChain policies = PolicyChain.empty()
                .with(new HstsPolicy(hsts))
                .with(Login.of(line))
                .with(new ProxyPolicy(new Proxies(line, inputs, environment).selector()));
        PolicyChain more = alternatives
                .map(store -> policies.with(new AltSvcPolicy(store)))
                .orElse(policies);
        PolicyChain all = jar.map(store -> more.with(new CookiePolicy(store))).orElse(more);
        ClientLimits usual = ClientLimits.defaults();
        ClientLimits limits = new ClientLimits(
                ENDLESS, Duration.ZERO, usual.maxBodyBytes(), usual.maxDrainBytes(), usual.maxAnswerBytes());
        return ReactiveHttpClient.builder()
                .transport(transport)
                .policies(defaults -> all)
                .defaultHeaders(headers -> headers.clear())
                .decompression(Decompression.off()) // what the server sends is shown, as curl does
                .limits(limits)
                .build();
    }
}
