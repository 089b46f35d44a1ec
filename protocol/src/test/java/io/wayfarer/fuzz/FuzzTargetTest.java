/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FuzzTargetTest {

    @ParameterizedTest
    @EnumSource
    void aTargetKeepsItsPromisesOnSeedsOnWhatOnceBrokeItAndOnMutations(FuzzTarget target) throws Exception {
        FuzzRegression.run(target.label(), target.seeds(), target::run);
    }

    @Test
    void theSeedsOfConnectionsReachTheirStreams() {
        assertThat(FuzzTarget.HTTP1_CLIENT.seeds().stream().mapToInt(ConnectionTargets::http1Client))
                .containsExactly(1, 2, 1, 1);
        assertThat(FuzzTarget.HTTP1_SERVER.seeds().stream()
                        .mapToInt(ConnectionTargets::http1Server)
                        .sum())
                .isGreaterThanOrEqualTo(4);
        assertThat(FuzzTarget.HTTP2_CLIENT.seeds().stream()
                        .mapToInt(ConnectionTargets::http2Client)
                        .sum())
                .isGreaterThanOrEqualTo(3);
        assertThat(FuzzTarget.HTTP2_SERVER.seeds().stream()
                        .mapToInt(ConnectionTargets::http2Server)
                        .sum())
                .isGreaterThanOrEqualTo(2);
    }
}
