/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import okhttp3.JavaNetCookieJar;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.RFC6265CookieSpecFactory;
import org.apache.hc.core5.http.message.BasicHeader;

import io.wayfarer.client.cookie.CookieContext;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.url.HttpUrl;

/** A jar as its own client uses it. */
interface CookieContender {

    String PATH = "/shop/items/7";

    /** What the jar wants to know about a request over TLS. */
    Object request(String host);

    /** How many cookies go with it. */
    int lookup(Object request);

    /** How many the jar takes of a {@code Set-Cookie} field. */
    int store(Object request, String field);

    static CookieContender of(CookieJarsBenchmark.Owner owner, int cookies) {
        return switch (owner) {
            case WAYFARER -> new Ours(cookies);
            case JAVA_NET -> new JavaNet();
            case OKHTTP -> new OkHttp();
            case HTTP_COMPONENTS -> new HttpComponents();
        };
    }

    /** {@code io.wayfarer.client.cookie}. */
    final class Ours implements CookieContender {

        private final CookieStore store;

        Ours(int cookies) {
            store = new InMemoryCookieStore(CookieLimits.defaults().withTotal(cookies));
        }

        @Override
        public Object request(String host) {
            return CookieContext.of(HttpUrl.parse("https://" + host + PATH));
        }

        @Override
        public int lookup(Object request) {
            return store.lookup((CookieContext) request).size();
        }

        @Override
        public int store(Object request, String field) {
            return store.store((CookieContext) request, List.of(field)).size();
        }
    }

    /** {@code java.net.CookieManager}. */
    final class JavaNet implements CookieContender {

        private final CookieManager manager = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

        @Override
        public Object request(String host) {
            return URI.create("https://" + host + PATH);
        }

        @Override
        public int lookup(Object request) {
            try {
                List<String> fields = manager.get((URI) request, Map.of()).getOrDefault("Cookie", List.of());
                int count = 0;
                for (String field : fields) {
                    count += field.split("; ", -1).length;
                }
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int store(Object request, String field) {
            try {
                manager.put((URI) request, Map.of("Set-Cookie", List.of(field)));
                return 1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** OkHttp's {@code JavaNetCookieJar}, which asks {@code java.net.CookieManager}, in the objects that its client works with. */
    final class OkHttp implements CookieContender {

        private final JavaNetCookieJar jar = new JavaNetCookieJar(new CookieManager(null, CookiePolicy.ACCEPT_ALL));

        @Override
        public Object request(String host) {
            return okhttp3.HttpUrl.get("https://" + host + PATH);
        }

        @Override
        public int lookup(Object request) {
            return jar.loadForRequest((okhttp3.HttpUrl) request).size();
        }

        @Override
        public int store(Object request, String field) {
            okhttp3.HttpUrl url = (okhttp3.HttpUrl) request;
            okhttp3.Cookie cookie = okhttp3.Cookie.parse(url, field);
            jar.saveFromResponse(url, cookie == null ? List.of() : List.of(cookie));
            return cookie == null ? 0 : 1;
        }
    }

    /** {@code BasicCookieStore} with the specification that Apache's client takes by default. */
    final class HttpComponents implements CookieContender {

        private final BasicCookieStore store = new BasicCookieStore();
        private final CookieSpec spec =
                new RFC6265CookieSpecFactory(RFC6265CookieSpecFactory.CompatibilityLevel.RELAXED, null).create(null);

        @Override
        public Object request(String host) {
            return new CookieOrigin(host, 443, PATH, true);
        }

        @Override
        public int lookup(Object request) {
            List<Cookie> matched = new ArrayList<>();
            for (Cookie cookie : store.getCookies()) {
                if (spec.match(cookie, (CookieOrigin) request)) {
                    matched.add(cookie);
                }
            }
            return matched.isEmpty() || spec.formatCookies(matched).isEmpty() ? 0 : matched.size();
        }

        @Override
        public int store(Object request, String field) {
            try {
                CookieOrigin origin = (CookieOrigin) request;
                List<Cookie> cookies = spec.parse(new BasicHeader("Set-Cookie", field), origin);
                for (Cookie cookie : cookies) {
                    spec.validate(cookie, origin);
                    store.addCookie(cookie);
                }
                return cookies.size();
            } catch (MalformedCookieException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
