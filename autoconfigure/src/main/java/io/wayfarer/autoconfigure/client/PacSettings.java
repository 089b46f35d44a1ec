/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.proxy.pac.PacRoutes;

/** Reads the PAC file of a client. */
record PacSettings(ProxyProperties.Pac pac, PropertyChecks checks) {

    private static final int PATIENCE_MILLIS = 10_000;

    /** One more than a script may have, so that a longer one is noticed. */
    private static final int MOST_BYTES = 1024 * 1024 + 1;

    PacSettings {
        checks.time("proxy.pac.timeout", pac.timeout());
        checks.time("proxy.pac.keep", pac.keep());
    }

    /** Null when no file is set. */
    @Nullable
    RouteSelector routes() {
        String location = pac.location();
        return StringUtils.hasText(location) ? routes(location.strip()) : null;
    }

    private RouteSelector routes(String location) {
        String script = read(location);
        try {
            return PacRoutes.of(location, script, pac.timeout(), pac.keep());
        } catch (IllegalArgumentException e) {
            // The library's message begins with the location, and ends with what would be right.
            String message = String.valueOf(e.getMessage()).substring(location.length() + 1);
            int stop = message.lastIndexOf(". ");
            throw refused(location, "it " + message.substring(0, stop), message.substring(stop + 2));
        }
    }

    private String read(String location) {
        try {
            URLConnection connection = ApplicationResourceLoader.get()
                    .getResource(location)
                    .getURL()
                    .openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw refused(location, "it cannot be read: " + e.getMessage(), "Set it to a file or URL that is there.");
        }
    }

    private InvalidPropertyException refused(String location, String reason, String remedy) {
        return new InvalidPropertyException(checks.name("proxy.pac.location"), location, reason, remedy);
    }
}
