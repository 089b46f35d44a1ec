/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.net.ProxySelector;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.PolicyChain;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.address.AddressListener;
import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hsts.HstsPolicy;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.protocol.client.HostResolver;

/**
 * What the application adds to every client.
 *
 * @param policies join the chain, each at its stage
 * @param customizers called last
 * @param decorators around every transport, the first outermost
 * @param codecs changes of Spring's codecs
 * @param addresses which addresses may be connected to; null for all
 * @param listeners told of addresses that a client must not connect to
 * @param proxies chooses proxies where no property does; null when there is none
 * @param resolver looks names up; null for the DNS
 */
record ClientExtensions(
        List<HopPolicy> policies,
        List<ReactiveHttpClientCustomizer> customizers,
        List<TransportDecorator> decorators,
        List<CodecChange> codecs,
        @Nullable AddressFilter addresses,
        List<AddressListener> listeners,
        @Nullable ProxySelector proxies,
        @Nullable HostResolver resolver) {

    /**
     * What one client is made of.
     *
     * @param cookies null for no jar
     * @param hsts null when servers that want TLS are not remembered
     * @param altSvc null when alternatives of servers are not used
     */
    record Parts(
            Transport transport,
            @Nullable CookieScope cookies,
            @Nullable HstsStore hsts,
            @Nullable AltSvcStore altSvc,
            RouteSelector routes,
            RedirectPolicy redirects) {}

    ManagedTransport transport(ClientSettings settings) {
        return new ManagedTransport(
                () -> filtered(settings.transport()).sockets(settings.sockets(resolver)), this::decorated);
    }

    private TransportSettings.Builder filtered(TransportSettings.Builder settings) {
        return settings.addresses(policy -> {
            AddressPolicy.Builder guarded = policy.toBuilder();
            listeners.forEach(guarded::listener);
            return addresses == null
                    ? guarded.build()
                    : guarded.filter(addresses).build();
        });
    }

    private Transport decorated(Transport transport) {
        Transport face = transport;
        for (int i = decorators.size() - 1; i >= 0; i--) {
            face = decorators.get(i).decorate(face);
        }
        return face;
    }

    ReactiveHttpClient client(String name, ClientSettings settings, Parts parts) {
        ReactiveHttpClient.Builder client = ReactiveHttpClient.builder()
                .policies(defaults -> chain(settings, parts))
                .limits(settings.limits())
                .decompression(settings.decompression())
                .transport(transport(settings, parts.transport()));
        String baseUrl = settings.baseUrl();
        if (baseUrl != null) {
            client.baseUrl(baseUrl);
        }
        String userAgent = settings.userAgent();
        if (userAgent != null) {
            client.defaultHeaders(headers -> headers.set("User-Agent", userAgent));
        }
        client.codecs(configurer -> codecs.forEach(change -> change.change(configurer)));
        customizers.forEach(customizer -> customizer.customize(name, client));
        return client.build();
    }

    private Transport transport(ClientSettings settings, Transport transport) {
        if (transport instanceof ManagedTransport) {
            return transport;
        }
        if (!settings.addresses().isOpen()) {
            throw new IllegalStateException("The properties wayfarer.client.addresses cannot be applied to the"
                    + " application's own Transport bean. Remove one of them.");
        }
        if (addresses != null) {
            throw new IllegalStateException(
                    "The InetAddressFilter bean cannot be applied to the application's own Transport"
                            + " bean. Remove one of them.");
        }
        return decorated(transport);
    }

    private PolicyChain chain(ClientSettings settings, Parts parts) {
        PolicyChain chain = PolicyChain.empty().redirects(parts.redirects());
        if (parts.hsts() != null) {
            chain = chain.with(new HstsPolicy(parts.hsts()));
        }
        if (parts.cookies() != null) {
            chain = chain.with(new CookiePolicy(parts.cookies()));
        }
        chain = chain.with(settings.authentication()).with(new ProxyPolicy(parts.routes()));
        if (parts.altSvc() != null) {
            chain = chain.with(new AltSvcPolicy(parts.altSvc()));
        }
        for (HopPolicy policy : policies) {
            chain = chain.with(policy);
        }
        PolicyChain whole = chain;
        chain = settings.retry().map(whole::with).orElse(whole);
        return chain;
    }
}
