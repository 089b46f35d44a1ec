/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
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
                properties(prefix, environment),
                bundles.getIfAvailable(),
                ClientAutoConfiguration.variables(environment));
        this.transport = extensions.transport(settings);
        this.client = extensions.client(
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

    private static ClientProperties properties(String prefix, ConfigurableEnvironment environment) {
        ConfigurationPropertyName own = ConfigurationPropertyName.of(prefix);
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        // Whatever is set for this client, anywhere, goes before what is set for all.
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        boolean ownProxy = sources.stream().anyMatch(source -> hasProxy(source, own.append("proxy")));
        ConfigurationPropertySources.get(environment)
                .forEach(source -> sources.add(new InheritedProperties(source, own, ownProxy)));
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
                .bindOrCreate(prefix, Bindable.of(ClientProperties.class));
    }

    private static boolean hasProxy(ConfigurationPropertySource source, ConfigurationPropertyName proxy) {
        return source.getConfigurationProperty(proxy.append("url")) != null
                || source.getConfigurationProperty(proxy.append("rules[0].url")) != null
                || source.getConfigurationProperty(proxy.append("pac.location")) != null;
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
