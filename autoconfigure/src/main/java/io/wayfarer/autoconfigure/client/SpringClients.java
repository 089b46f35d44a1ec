/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.function.SingletonSupplier;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.PolicyChain;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportSettings;

/**
 * The client behind one of Spring's: the application's own, changed by what {@code spring.http.clients.*} or the
 * properties of an HTTP service group say. What they leave open stays as {@code wayfarer.client.*} has it.
 */
record SpringClients(ReactiveHttpClient client, ClientSettings settings, SingletonSupplier<CookieStore> jar) {

    SpringClients(ReactiveHttpClient client, ClientSettings settings) {
        this(client, settings, SingletonSupplier.of(() -> settings.cookies().store()));
    }

    /**
     * The client with these settings.
     *
     * @throws InvalidPropertyException when timeouts, TLS or an address filter are asked of a transport that is the
     *     application's own
     */
    ReactiveHttpClient client(@Nullable HttpClientSettings wanted) {
        if (wanted == null || wanted.equals(HttpClientSettings.defaults())) {
            return client;
        }
        return client.toBuilder()
                .policies(chain -> cookies(redirects(chain, wanted.redirects()), wanted.cookieHandling()))
                .transport(transport(wanted.withRedirects(null).withCookieHandling(null)))
                .build();
    }

    private PolicyChain redirects(PolicyChain chain, @Nullable HttpRedirects wanted) {
        if (wanted == null) {
            return chain;
        }
        if (wanted == HttpRedirects.DONT_FOLLOW) {
            return chain.redirects(RedirectPolicy.none());
        }
        return settings.followsRedirects()
                ? chain
                : chain.redirects(settings.redirects().rules());
    }

    private PolicyChain cookies(PolicyChain chain, @Nullable HttpCookieHandling wanted) {
        if (wanted == null) {
            return chain;
        }
        if (wanted == HttpCookieHandling.DISABLE) {
            return chain.without(HopStage.COOKIES);
        }
        boolean jarThere = chain.hopPolicies().stream().anyMatch(policy -> policy.stage() == HopStage.COOKIES);
        // Where the client itself has none, those that want one share it.
        return jarThere ? chain : chain.with(new CookiePolicy(jar.obtain()));
    }

    private Transport transport(HttpClientSettings wanted) {
        if (wanted.equals(HttpClientSettings.defaults())) {
            return client.transport();
        }
        if (client.transport() instanceof ManagedTransport managed) {
            return managed.variant(wanted, transport -> changed(transport, wanted));
        }
        throw new InvalidPropertyException(
                "spring.http.clients",
                null,
                String.join(", ", names(wanted)) + " cannot be applied to the application's own transport",
                "Apply it in the Transport bean, or remove it.");
    }

    private static TransportSettings.Builder changed(TransportSettings.Builder transport, HttpClientSettings wanted) {
        if (wanted.connectTimeout() != null) {
            transport.connectTimeout(wanted.connectTimeout());
        }
        if (wanted.readTimeout() != null) {
            transport.responseTimeout(wanted.readTimeout());
        }
        if (wanted.sslBundle() != null) {
            SslBundle bundle = wanted.sslBundle();
            transport.tls(tls -> BundleTls.applied(bundle, tls));
        }
        InetAddressFilter filter = wanted.inetAddressFilter();
        if (filter != null) {
            transport.addresses(
                    policy -> policy.toBuilder().filter(filter::matches).build());
        }
        return transport;
    }

    private static List<String> names(HttpClientSettings wanted) {
        List<String> names = new ArrayList<>();
        add(names, "connect-timeout", wanted.connectTimeout());
        add(names, "read-timeout", wanted.readTimeout());
        add(names, "ssl.bundle", wanted.sslBundle());
        add(names, "an InetAddressFilter", wanted.inetAddressFilter());
        return names;
    }

    private static void add(List<String> names, String name, @Nullable Object value) {
        if (Objects.nonNull(value)) {
            names.add(name);
        }
    }
}
