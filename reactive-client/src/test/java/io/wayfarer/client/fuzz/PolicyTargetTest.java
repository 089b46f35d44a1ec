/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.fuzz;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.wayfarer.fuzz.FuzzRegression;

@Timeout(60)
class PolicyTargetTest {

    @ParameterizedTest
    @EnumSource
    void aTargetKeepsItsPromisesOnSeedsOnWhatOnceBrokeItAndOnMutations(PolicyTarget target) throws Exception {
        FuzzRegression.run(target.label(), target.seeds(), target::run);
    }
}
