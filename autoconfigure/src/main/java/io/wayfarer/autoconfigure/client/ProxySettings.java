/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.FixedProxies;
import io.wayfarer.client.proxy.OptionedRoutes;
import io.wayfarer.client.proxy.ProxyRules;
import io.wayfarer.client.proxy.ProxySelectorRoutes;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.client.proxy.RouteOrder;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.proxy.SystemProxies;

/**
 * Whom a client asks for proxies, in order: its rules, its proxy, the environment, the system properties, the application's
 * {@link ProxySelector}, its PAC file.
 *
 * @param environment the variables of the process
 * @param application null when it has none
 */
record ProxySettings(
        ProxyProperties proxy,
        PropertyChecks checks,
        Map<String, String> environment,
        @Nullable ProxySelector application) {

    /** What is not set is not in the list. */
    RouteSelector selector() {
        List<RouteSelector> order = new ArrayList<>();
        if (!proxy.rules().isEmpty()) {
            order.add(rules());
        }
        if (StringUtils.hasText(proxy.url())) {
            order.add(fixed(proxy.url().strip()));
        } else {
            needUrl("proxy.username", proxy.username());
            needUrl("proxy.no-proxy", StringUtils.collectionToCommaDelimitedString(proxy.noProxy()));
        }
        if (proxy.fromEnvironment()) {
            order.add(fromOutside("proxy.from-environment", "variable", () -> EnvironmentProxies.of(environment)));
        }
        if (proxy.fromSystemProperties()) {
            order.add(fromOutside("proxy.from-system-properties", "system property", SystemProxies::ofProcess));
        }
        if (application != null) {
            order.add(ProxySelectorRoutes.of("ProxySelector bean", application));
        }
        RouteSelector pac = new PacSettings(proxy.pac(), checks).routes();
        if (pac != null) {
            order.add(pac);
        }
        return OptionedRoutes.of(RouteOrder.of(order), options());
    }

    private ProxyOptions options() {
        ProxyOptions options = ProxyOptions.NONE;
        if (proxy.tunnelHttp()) {
            options = options.tunnellingAlways();
        }
        if (proxy.http2()) {
            options = options.speakingHttp2();
        }
        for (Map.Entry<String, String> field : proxy.headers().entrySet()) {
            options = withField(options, field.getKey(), field.getValue());
        }
        return StringUtils.hasText(proxy.preProxy()) ? options.behind(preProxy(proxy.preProxy())) : options;
    }

    private ProxyOptions withField(ProxyOptions options, String name, String value) {
        try {
            return options.withField(name, value);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(
                    checks.name("proxy.headers"),
                    null,
                    PropertyChecks.withoutStop(String.valueOf(e.getMessage())),
                    "Set it to fields that a request to a proxy can carry.");
        }
    }

    private Proxy preProxy(String url) {
        String source = checks.name("proxy.pre-proxy");
        Proxy first = withoutShowing(source, () -> ProxyUrl.parse(source, url));
        if (first.kind().http()) {
            throw new InvalidPropertyException(
                    source, null, "it is an HTTP proxy", "Set it to a SOCKS proxy, socks5h://host:port for example.");
        }
        return first;
    }

    private RouteSelector fromOutside(String property, String what, Supplier<RouteSelector> source) {
        return checks.accepted(
                property, "true", "Correct the " + what + ", or set " + checks.name(property) + " to false.", source);
    }

    private RouteSelector rules() {
        ProxyRules.Builder rules = ProxyRules.builder();
        for (int i = 0; i < proxy.rules().size(); i++) {
            ProxyProperties.Rule rule = proxy.rules().get(i);
            String source = checks.name("proxy.rules[" + i + "]");
            String url = rule.url();
            if (!StringUtils.hasText(url)) {
                throw new InvalidPropertyException(
                        source, null, "it has no url", "Set " + source + ".url to a proxy, or to direct.");
            }
            withoutShowing(source, () -> rules.rule(source, rule.hosts(), rule.schemes(), url));
        }
        return rules.build();
    }

    private RouteSelector fixed(String url) {
        String source = checks.name("proxy.url");
        String list = StringUtils.collectionToCommaDelimitedString(proxy.noProxy());
        return withoutShowing(source, () -> FixedProxies.builder().all(source, withCredentials(url)))
                .noProxy(checks.name("proxy.no-proxy"), list)
                .build();
    }

    /** The library's message begins with the name and ends with what would be right; the text may hold a password. */
    private static <T> T withoutShowing(String source, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int stop = message.indexOf(". ");
            throw new InvalidPropertyException(
                    source, null, "it " + message.substring(source.length() + 1, stop), message.substring(stop + 2));
        }
    }

    private void needUrl(String property, @Nullable String value) {
        if (StringUtils.hasText(value)) {
            throw new InvalidPropertyException(
                    checks.name(property),
                    value,
                    "it belongs to a proxy that is not there",
                    "Set " + checks.name("proxy.url") + " too, or remove it.");
        }
    }

    private String withCredentials(String url) {
        String userName = proxy.username();
        String password = proxy.password();
        if (!StringUtils.hasText(userName)) {
            return url;
        }
        if (url.contains("@") || url.contains(",")) {
            throw new InvalidPropertyException(
                    checks.name("proxy.username"),
                    null,
                    url.contains(",") ? "there are several proxies" : "the proxy's URL has a user name too",
                    "Set the credentials in " + (url.contains(",") ? "the URL of each." : "one place."));
        }
        String credentials = UriUtils.encode(userName, StandardCharsets.UTF_8)
                + (password == null ? "" : ":" + UriUtils.encode(password, StandardCharsets.UTF_8)) + "@";
        if (url.startsWith("unix:/") && !url.startsWith("unix://")) {
            return "unix://" + credentials + url.substring("unix:".length());
        }
        int scheme = url.indexOf("://");
        return scheme < 0 ? credentials + url : url.substring(0, scheme + 3) + credentials + url.substring(scheme + 3);
    }
}
