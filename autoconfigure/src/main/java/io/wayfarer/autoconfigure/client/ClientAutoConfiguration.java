/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.net.ProxySelector;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.client.ReactorResourceFactory;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.address.AddressListener;
import io.wayfarer.client.altsvc.AltSvcFileSaver;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookieFileSaver;
import io.wayfarer.client.cookie.CookieJars;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hsts.HstsFileSaver;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.protocol.client.HostResolver;

/**
 * The client of {@code wayfarer.client.*} and its parts. Each part is a bean, so that the application can use it, or put
 * one of its own in its place: {@link CookieStore} or {@link CookieScope}, {@link HstsStore}, {@link AltSvcStore}, {@link RouteSelector} (proxies),
 * {@link RedirectPolicy}, {@link Transport}. Every {@link HopPolicy}, {@link ReactiveHttpClientCustomizer},
 * {@link TransportDecorator} and {@link AddressListener} joins; a
 * {@link HostResolver} looks names up.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(ReactiveHttpClient.class)
@ConditionalOnBooleanProperty(name = "wayfarer.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ClientProperties.class)
public final class ClientAutoConfiguration {

    @Bean
    ClientSettings wayfarerClientSettings(
            ClientProperties properties, ObjectProvider<SslBundles> bundles, ConfigurableEnvironment environment) {
        return new ClientSettings("wayfarer.client", properties, bundles.getIfAvailable(), variables(environment));
    }

    static Map<String, String> variables(ConfigurableEnvironment environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.getSystemEnvironment().forEach((name, value) -> variables.put(name, String.valueOf(value)));
        return variables;
    }

    @Bean
    ClientExtensions wayfarerClientExtensions(
            ObjectProvider<HopPolicy> policies,
            ObjectProvider<ReactiveHttpClientCustomizer> customizers,
            ObjectProvider<TransportDecorator> decorators,
            ObjectProvider<CodecChange> codecs,
            ObjectProvider<AddressFilter> addresses,
            ObjectProvider<AddressListener> listeners,
            ObjectProvider<ProxySelector> proxies,
            ObjectProvider<HostResolver> resolver) {
        return new ClientExtensions(
                policies.orderedStream().toList(),
                customizers.orderedStream().toList(),
                decorators.orderedStream().toList(),
                codecs.orderedStream().toList(),
                addresses.getIfAvailable(),
                listeners.orderedStream().toList(),
                proxies.getIfAvailable(),
                resolver.getIfUnique());
    }

    @Bean
    @ConditionalOnMissingBean({CookieStore.class, CookieScope.class})
    @ConditionalOnProperty(name = "wayfarer.client.cookies.scope", havingValue = "application", matchIfMissing = true)
    CookieStore wayfarerCookieStore(ClientSettings settings) {
        return settings.cookies().store();
    }

    @Bean
    @ConditionalOnMissingBean(CookieScope.class)
    @ConditionalOnProperty(name = "wayfarer.client.cookies.scope", havingValue = "context")
    CookieJars wayfarerCookieJars(ClientSettings settings) {
        return settings.cookies().jars();
    }

    @Bean
    StateFiles wayfarerStateFiles(ConfigurableListableBeanFactory beans) {
        // What still arrives while connections end is saved as well.
        beans.registerDependentBean("wayfarerStateFiles", "wayfarerTransport");
        return new StateFiles();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBean(CookieStore.class)
    @ConditionalOnProperty(name = "wayfarer.client.cookies.file")
    CookieFileSaver wayfarerCookieFile(ClientSettings settings, CookieStore store, StateFiles files) {
        return files.keep(store, settings.cookies());
    }

    @Bean
    @ConditionalOnMissingBean(HstsStore.class)
    @ConditionalOnBooleanProperty(name = "wayfarer.client.hsts.enabled", matchIfMissing = true)
    HstsStore wayfarerHstsStore(ClientSettings settings) {
        return settings.hsts().store();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBean(HstsStore.class)
    @ConditionalOnProperty(name = "wayfarer.client.hsts.file")
    HstsFileSaver wayfarerHstsFile(ClientSettings settings, HstsStore store, StateFiles files) {
        return files.keep(store, settings.hsts());
    }

    @Bean
    @ConditionalOnMissingBean(AltSvcStore.class)
    @ConditionalOnBooleanProperty(name = "wayfarer.client.alt-svc.enabled")
    AltSvcStore wayfarerAltSvcStore(ClientSettings settings) {
        return settings.altSvc().store();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBean(AltSvcStore.class)
    @ConditionalOnProperty(name = "wayfarer.client.alt-svc.file")
    AltSvcFileSaver wayfarerAltSvcFile(ClientSettings settings, AltSvcStore store, StateFiles files) {
        return files.keep(store, settings.altSvc());
    }

    @Bean
    @ConditionalOnMissingBean(RouteSelector.class)
    RouteSelector wayfarerRouteSelector(ClientSettings settings, ClientExtensions extensions) {
        return settings.routes(extensions.proxies());
    }

    @Bean
    @ConditionalOnMissingBean(RedirectPolicy.class)
    RedirectPolicy wayfarerRedirectPolicy(ClientSettings settings) {
        return settings.redirects().policy();
    }

    @Bean
    @ConditionalOnMissingBean(Transport.class)
    ManagedTransport wayfarerTransport(
            ClientSettings settings, ClientExtensions extensions, ConfigurableListableBeanFactory beans) {
        endBeforeTheEventLoops("wayfarerTransport", beans);
        return extensions.transport(settings);
    }

    /** Spring Boot ends the event loops with the context; connections that outlive them cannot be closed any more. */
    static void endBeforeTheEventLoops(String bean, ConfigurableListableBeanFactory beans) {
        for (String loops : beans.getBeanNamesForType(ReactorResourceFactory.class, true, false)) {
            beans.registerDependentBean(loops, bean);
        }
    }

    @Bean
    @ConditionalOnMissingBean(ReactiveHttpClient.class)
    ReactiveHttpClient reactiveHttpClient(
            ClientSettings settings,
            ClientExtensions extensions,
            Transport transport,
            ObjectProvider<CookieScope> scope,
            ObjectProvider<CookieStore> cookies,
            ObjectProvider<CookieFileSaver> cookieFile,
            ObjectProvider<HstsStore> hsts,
            ObjectProvider<HstsFileSaver> hstsFile,
            ObjectProvider<AltSvcStore> altSvc,
            ObjectProvider<AltSvcFileSaver> altSvcFile,
            RouteSelector routes,
            RedirectPolicy redirects) {
        // What they hold is there before the first request.
        cookieFile.ifAvailable(saver -> {});
        hstsFile.ifAvailable(saver -> {});
        altSvcFile.ifAvailable(saver -> {});
        return extensions.client(
                "default",
                settings,
                new ClientExtensions.Parts(
                        transport,
                        settings.keepsCookies() ? scope(scope, cookies) : null,
                        settings.remembersHsts() ? hsts.getIfAvailable() : null,
                        settings.altSvc().enabled() ? altSvc.getIfAvailable() : null,
                        routes,
                        redirects));
    }

    private static @Nullable CookieScope scope(ObjectProvider<CookieScope> scope, ObjectProvider<CookieStore> cookies) {
        CookieScope own = scope.getIfAvailable();
        CookieStore shared = own == null ? cookies.getIfAvailable() : null;
        return shared == null ? own : CookieScope.of(shared);
    }

    /** Spring Boot's codecs, with what the application has set for them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CodecCustomizer.class)
    static class CodecConfiguration {

        @Bean
        CodecChange wayfarerCodecs(ObjectProvider<CodecCustomizer> customizers) {
            return codecs -> customizers.orderedStream().forEach(customizer -> customizer.customize(codecs));
        }
    }

    /** Keeps the client off the addresses that the application's {@code InetAddressFilter} refuses. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InetAddressFilter.class)
    static class AddressFilterConfiguration {

        @Bean
        @ConditionalOnBean(InetAddressFilter.class)
        AddressFilter wayfarerAddressFilter(InetAddressFilter filter) {
            return filter::matches;
        }
    }
}
