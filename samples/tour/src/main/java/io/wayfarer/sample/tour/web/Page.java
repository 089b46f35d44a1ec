/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.nio.charset.StandardCharsets;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** What all HTML pages of the tour share. They load nothing from elsewhere, and run nothing that was not served here. */
public final class Page {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Page() {}

    /** Makes a text harmless wherever HTML may stand, attribute values in quotes included. */
    public static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /**
     * A whole page.
     *
     * @param title a text
     * @param content HTML: whatever in it came from outside has been {@link #escape escaped}
     */
    public static Mono<ServerResponse> answer(int status, String title, String content) {
        String heading = escape(title);
        return ServerResponse.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .varyBy("Accept")
                .bodyValue("""
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <title>%s - Wayfarer tour</title>
                        <link rel="stylesheet" href="/tour.css">
                        <link rel="icon" href="data:,">
                        </head>
                        <body>
                        <nav aria-label="Site"><a href="/">Tour</a></nav>
                        <main>
                        <h1>%s</h1>
                        %s</main>
                        </body>
                        </html>
                        """.formatted(heading, heading, content));
    }

    /** The form that starts a visit, filled in. */
    public static String visitForm(String url) {
        return """
                <form action="/visit">
                <label for="url">URL</label>
                <input id="url" name="url" value="%s" maxlength="2048" required autocapitalize="none" spellcheck="false">
                <button>Visit</button>
                </form>
                """.formatted(escape(url));
    }
}
