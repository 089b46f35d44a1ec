/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.ConfigurableEnvironment;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hsts.HstsStore;

/** Makes the client of {@code wayfarer.clients.<name>}, with stores and connections of its own. */
final class NamedClient implements FactoryBean<ReactiveHttpClient>, DisposableBean {

    private final ManagedTransport transport;
    private final ReactiveHttpClient client;

    NamedClient(
            String name,
            ConfigurableEnvironment environment,
            ObjectProvider<SslBundles> bundles,
            ClientExtensions extensions,
            StateFiles files,
            ConfigurableListableBeanFactory beans) {
        ClientAutoConfiguration.endBeforeTheEventLoops(NamedClientsAutoConfiguration.BEAN_NAME_PREFIX + name, beans);
        String prefix = "wayfarer.clients." + name;
        ClientSettings settings = new ClientSettings(
                prefix,
                Inheritance.properties(prefix, environment),
                bundles.getIfAvailable(),
                ClientAutoConfiguration.variables(environment));
        this.transport = extensions.transport(settings);
        this.client = extensions.client(
                name,
                settings,
                new ClientExtensions.Parts(
                        transport,
                        settings.keepsCookies() ? cookies(settings.cookies(), files) : null,
                        settings.remembersHsts() ? hsts(settings.hsts(), files) : null,
                        settings.altSvc().enabled() ? altSvc(settings.altSvc(), files) : null,
                        settings.routes(extensions.proxies()),
                        settings.redirects().policy()));
    }

    private static CookieScope cookies(CookieSettings settings, StateFiles files) {
        if (settings.inContext()) {
            return settings.jars();
        }
        CookieStore store = settings.store();
        if (settings.file() != null) {
            files.keep(store, settings);
        }
        return CookieScope.of(store);
    }

    private static HstsStore hsts(HstsSettings settings, StateFiles files) {
        HstsStore store = settings.store();
        if (settings.file() != null) {
            files.keep(store, settings);
        }
        return store;
    }

    private static AltSvcStore altSvc(AltSvcSettings settings, StateFiles files) {
        AltSvcStore store = settings.store();
        if (settings.file() != null) {
            files.keep(store, settings);
        }
        return store;
    }

    @Override
    public ReactiveHttpClient getObject() {
        return client;
    }

    @Override
    public Class<?> getObjectType() {
        return ReactiveHttpClient.class;
    }

    @Override
    public void destroy() {
        transport.destroy();
    }
}
