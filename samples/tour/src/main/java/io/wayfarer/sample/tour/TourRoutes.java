/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.wayfarer.sample.tour.visit.Visitor;
import io.wayfarer.sample.tour.web.Account;
import io.wayfarer.sample.tour.web.Addresses;
import io.wayfarer.sample.tour.web.ChatRoom;
import io.wayfarer.sample.tour.web.Home;
import io.wayfarer.sample.tour.web.LongText;
import io.wayfarer.sample.tour.web.Redirects;
import io.wayfarer.server.route.Routes;

/** The whole site, on one page. */
@Configuration(proxyBeanMethods = false)
class TourRoutes {

    @Bean
    Routes routes(Visitor visitor, Addresses addresses, ChatRoom chat) {
        Redirects redirects = new Redirects(addresses);
        return Routes.of(site -> site.get("/", new Home(addresses)::show)
                .get("/visit", visitor::visit)
                .get("/login", Account::login)
                .post("/login", Account::login)
                .get("/account", Account::show)
                .get("/long", LongText::lines)
                .get("/headers", Redirects::headers)
                .get("/chain/{left}", Redirects::chain)
                .get("/loop", Redirects::loop)
                .get("/elsewhere", Redirects::elsewhere)
                .get("/downgrade", redirects::downgrade)
                .get("/secure", redirects::secure)
                .webSocket("/chat", chat)
                .get("/chat", ChatRoom::page));
    }
}
