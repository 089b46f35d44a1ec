/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.FixedProxies;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.client.proxy.RouteSelector;

/** The proxies of the command line, else those of the environment, used as the options say. */
record Proxies(CommandLine line, Inputs inputs, Map<String, String> environment) {

    /** Of these the one given last counts. */
    private static final Set<Option> PROXIES =
            Set.of(Option.PROXY, Option.SOCKS4, Option.SOCKS4A, Option.SOCKS5, Option.SOCKS5_HOSTNAME);

    RouteSelector selector() throws FetchException {
        ProxyOptions options = options();
        try {
            RouteSelector chosen = chosen();
            // Whether the options fit is known for a proxy alone, so it is said when there is one.
            return url -> {
                Route route = chosen.select(url);
                return route == null ? null : used(route, options);
            };
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    /** An empty one is no proxy at all; a SOCKS proxy before none is the proxy. */
    private RouteSelector chosen() {
        List<CommandLine.Argument> given = line.all(PROXIES);
        Optional<String> exceptions = line.last(Option.NO_PROXY);
        Optional<String> first = line.last(Option.PREPROXY).filter(text -> !text.isEmpty());
        String url = given.isEmpty() ? first.orElse("") : url(given.get(given.size() - 1));
        if (url.isEmpty()) {
            return given.isEmpty()
                    ? EnvironmentProxies.of(exceptions.map(this::withNoProxy).orElse(environment))
                    : RouteSelector.direct();
        }
        String inherited = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        return FixedProxies.builder()
                .all("--proxy", url)
                .noProxy(exceptions.isPresent() ? "--noproxy" : "no_proxy", exceptions.orElse(inherited))
                .build();
    }

    /** Commas separate no proxies here, and may stand in a password. */
    private static String url(CommandLine.Argument given) {
        String text = given.text().replace(",", "%2C");
        boolean complete = text.isEmpty() || text.contains("://");
        return switch (given.option()) {
            case SOCKS4 -> complete ? text : "socks4://" + text;
            case SOCKS4A -> complete ? text : "socks4a://" + text;
            case SOCKS5 -> complete ? text : "socks5://" + text;
            case SOCKS5_HOSTNAME -> complete ? text : "socks5h://" + text;
            default -> text;
        };
    }

    private Map<String, String> withNoProxy(String list) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.remove("NO_PROXY");
        changed.put("no_proxy", list);
        return changed;
    }

    private ProxyOptions options() throws FetchException {
        ProxyOptions options = ProxyOptions.NONE;
        if (line.has(Option.PROXYTUNNEL)) {
            options = options.tunnellingAlways();
        }
        if (line.lastOf(Set.of(Option.PROXY_BASIC, Option.PROXY_DIGEST))
                        .filter(line::has)
                        .orElse(Option.PROXY_BASIC)
                == Option.PROXY_DIGEST) {
            options = options.answeringByDigestOnly();
        }
        try {
            options = HeaderLines.parse(line.all(Option.PROXY_HEADER), inputs).applyTo(options);
            Optional<String> first = line.last(Option.PREPROXY).filter(text -> !text.isEmpty());
            return first.isPresent() ? options.behind(ProxyUrl.parse("--preproxy", first.get())) : options;
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    private Route used(Route route, ProxyOptions options) {
        return new Route(
                route.proxies().stream().map(proxy -> used(proxy, options)).toList(), route.direct(), route.reason());
    }

    /** Credentials in the URL go before those of the option. */
    private Proxy used(Proxy proxy, ProxyOptions options) {
        Optional<Login.NameAndPassword> login = line.last(Option.PROXY_USER)
                .filter(user -> proxy.userName() == null)
                .map(user -> Login.NameAndPassword.of(user, "proxy"));
        Proxy known = login.isEmpty()
                ? proxy
                : new Proxy(
                        proxy.kind(),
                        proxy.host(),
                        proxy.port(),
                        proxy.socket(),
                        login.get().name(),
                        login.get().password(),
                        proxy.options());
        return known.kind().http() ? known.with(options) : known;
    }

    /** To curl a proxy of an unknown kind is one that cannot be reached. */
    private static FetchException unusable(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        ExitCode code = message.contains("unknown scheme") ? ExitCode.NO_CONNECTION : ExitCode.PROXY_UNRESOLVED;
        return new FetchException(code, message, e);
    }
}
