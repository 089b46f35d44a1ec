/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingTest {

    @Test
    void aSettingIsNamedByEveryPlaceThatItsValueMayComeFrom() {
        assertThat(Setting.ofRequest("timeouts.write"))
                .isEqualTo("timeouts.write (wayfarer.client.timeouts.write, that of the named client,"
                        + " or the request's own)");
        assertThat(Setting.ofClient("pool.max-pending"))
                .isEqualTo("pool.max-pending (wayfarer.client.pool.max-pending, or that of the named client)");
    }

    @Test
    void whatSpringsClientsSetInItsPlaceIsNamedToo() {
        assertThat(Setting.ofRequest("timeouts.read"))
                .isEqualTo("timeouts.read (wayfarer.client.timeouts.read, that of the named client,"
                        + " Spring's read-timeout, or the request's own)");
        assertThat(Setting.ofRequest("timeouts.tls")).contains("Spring's connect-timeout");
    }
}
