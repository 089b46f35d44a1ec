/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.nio.charset.StandardCharsets;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Explains what there is to see, in an order that makes sense. */
public final class Home {

    private final Addresses addresses;

    public Home(Addresses addresses) {
        this.addresses = addresses;
    }

    /** The start page. */
    public Mono<ServerResponse> show(ServerRequest request) {
        return Page.answer(
                200,
                "Wayfarer tour",
                """
                <p>This application is a small web, and a visitor to it. The visitor is the auto-configured
                <code>ReactiveHttpClient</code>: give it a URL, and it shows each hop of the way and why it was taken.</p>
                """
                        + Page.visitForm("/login")
                        + """
                <p>Ask with <code>Accept: application/json</code>, or with <code>curl</code>, and the answer is JSON.</p>
                <h2>What to try</h2>
                <ol>
                """
                        + visit(
                                "/login",
                                "A login",
                                "sets a cookie on a redirect. The trace names it, and never shows its value.")
                        + visit("/account", "The account", "after the login: the cookie comes along by itself.")
                        + visit("/chain/5", "A chain", "of five redirects.")
                        + visit("/chain/30", "A chain too long", "is refused, and the refusal says what to do.")
                        + visit("/loop", "A loop", "is found at its second turn, not at its twentieth.")
                        + item(
                                "/visit?url=/elsewhere&key=open-sesame",
                                "Another host",
                                "(from localhost to 127.0.0.1), visited with a key in X-API-Key. The page at the end lists"
                                        + " the header fields it got: neither key nor cookie is among them.")
                        + item("/visit?url=/headers&key=open-sesame", "The same host", "gets key and cookie.")
                        + visit("/secure", "A page over TLS", "sends Strict-Transport-Security.")
                        + visit(
                                addresses.insecureTwinOfSecureHome() + "secure",
                                "Its twin in clear text",
                                "is asked for over TLS after that: the reason is HSTS. So is every page of this host.")
                        + visit(
                                "http://localhost:1/",
                                "A closed port",
                                "gives an error that names the hop and a remedy.")
                        + visit("https://example.org/", "Any other site", "that this machine can reach.")
                        + item("/chat", "A chat", "over a WebSocket that is a route like any other.")
                        + item("/actuator/wayfarer", "The actuator", "shows clients, policies and routes.")
                        + "</ol>\n");
    }

    private static String visit(String url, String name, String rest) {
        return item("/visit?url=" + UriUtils.encode(url, StandardCharsets.UTF_8).replace("%2F", "/"), name, rest);
    }

    private static String item(String link, String name, String rest) {
        return "<li><a href=\"" + Page.escape(link) + "\">" + Page.escape(name) + "</a> " + Page.escape(rest)
                + "</li>\n";
    }
}
