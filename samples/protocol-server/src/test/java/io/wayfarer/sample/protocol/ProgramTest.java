/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.wayfarer.fixture.PeerProgram;

/** The program as a process, without its script. */
class ProgramTest {

    @Test
    void wrongUsageIsSaidAndEndsTheProgramWith2() {
        try (PeerProgram program = start("--unknown")) {
            assertThat(program.status()).isEqualTo(2);
            assertThat(program.said()).contains("unknown option --unknown", "Usage: protocol-server");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAndEndsTheProgramWith1() {
        try (Running other = Running.plain();
                PeerProgram program = start("--port", Integer.toString(other.port()))) {
            assertThat(program.status()).isEqualTo(1);
            assertThat(program.said())
                    .startsWith("protocol-server: cannot listen")
                    .contains("in use");
        }
    }

    @Test
    void itSaysItsUrlServesAndEndsWhenItIsAskedTo() {
        int port = PeerProgram.freePort();
        try (PeerProgram program = start("--port", Integer.toString(port)).awaitText("/\n")) {
            assertThat(program.said()).isEqualTo("http://127.0.0.1:" + port + "/\n");
            program.awaitPort(port).terminate();
            assertThat(program.end()).doesNotContain("Exception");
        }
    }

    @Test
    void helpIsShown() {
        try (PeerProgram program = start("--help")) {
            assertThat(program.status()).isZero();
            assertThat(program.said()).isEqualTo(CommandLine.HELP);
        }
    }

    private static PeerProgram start(String... arguments) {
        String[] command = new String[arguments.length + 4];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-cp";
        command[2] = System.getProperty("java.class.path");
        command[3] = ProtocolServer.class.getName();
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return PeerProgram.start(command);
    }
}
