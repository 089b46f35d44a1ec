/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.benchmarks.contestant.Contestants;
import io.wayfarer.benchmarks.server.Servers;

class OptionsTest {

    @Test
    void everyOptionIsRead() {
        Options options = Options.parse(List.of(
                "--contestants",
                "vertx,reactor-netty",
                "--unit",
                "vertx",
                "--scenarios",
                "get-1mib",
                "--rounds",
                "3",
                "--seconds",
                "1.5",
                "--warm-up",
                "2",
                "--seed",
                "42",
                "--cores",
                "2-3:0"));

        assertThat(options)
                .isEqualTo(new Options(
                        Role.CLIENT,
                        Contestants.VERTX,
                        List.of(Contestants.VERTX, Contestants.REACTOR_NETTY),
                        List.of(Scenario.GET_1MIB),
                        3,
                        Duration.ofMillis(1_500),
                        Duration.ofSeconds(2),
                        42,
                        new Cores("2-3", "0")));
    }

    @Test
    void theContestantsOfTheOtherRoleAreServers() {
        Options options = Options.parse(List.of("--contestants", "netty,wayfarer-listener", "--role", "server"));

        assertThat(options.contestants()).isEqualTo(List.of(Servers.NETTY, Servers.WAYFARER_LISTENER));
        assertThat(options.unit()).isEqualTo(Servers.REACTOR_NETTY);
    }

    @ParameterizedTest
    @CsvSource({
        "--contestants, curl, reactor-netty",
        "--scenarios, delete, get-alone",
        "--rounds, 0, > 0",
        "--seconds, NaN, > 0",
        "--cores, 1, none",
        "--speed, 9, --speed",
        "--role, proxy, server"
    })
    void aMistakeIsAnsweredWithWhatWouldBeRight(String option, String value, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of(option, value)))
                .withMessageContaining(remedy);
    }

    @Test
    void listsOfCoresAreExpanded() {
        assertThat(Cores.expand("0-2,5,7-7")).containsExactly(0, 1, 2, 5, 7);
    }

    @Test
    void pinningPutsTasksetInFront() {
        assertThat(Cores.parse("0:1").serverCommand(List.of("java"))).containsExactly("taskset", "-c", "1", "java");
        assertThat(Cores.ANYWHERE.serverCommand(List.of("java"))).containsExactly("java");
    }
}
