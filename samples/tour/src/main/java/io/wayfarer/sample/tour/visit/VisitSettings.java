/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a visit may cost.
 *
 * @param timeout Longest time for a visit, the body that is shown included.
 * @param shownBody How much of a body is read and shown.
 */
@ConfigurationProperties("tour.visit")
record VisitSettings(
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("4KB") DataSize shownBody) {

    VisitSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("tour.visit.timeout: " + timeout + " (expected: > 0)");
        }
        if (shownBody.toBytes() < 1
                || shownBody.toBytes() > DataSize.ofMegabytes(1).toBytes()) {
            throw new IllegalArgumentException("tour.visit.shown-body: " + shownBody + " (expected: 1B to 1MB)");
        }
    }

    int shownBytes() {
        return Math.toIntExact(shownBody.toBytes());
    }
}
