/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.event.EventListener;

import io.wayfarer.sample.tour.web.Addresses;

/** Starts the tour, and says last where it is. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class TourApplication {

    private final Addresses addresses;

    TourApplication(Addresses addresses) {
        this.addresses = addresses;
    }

    public static void main(String[] args) {
        SpringApplication.run(TourApplication.class, args);
    }

    @EventListener(ApplicationReadyEvent.class)
    void sayWhere() {
        System.out.println(addresses.home());
    }
}
