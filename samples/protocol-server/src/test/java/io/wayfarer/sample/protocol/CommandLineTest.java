/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.protocol.connection.ProtocolVersion;

class CommandLineTest {

    @Test
    void withoutArgumentsItIsPort8080OfLoopbackInAllVersions() {
        assertThat(CommandLine.parse(List.of()))
                .isEqualTo(new CommandLine("127.0.0.1", 8080, null, false, ProtocolVersion.overTcp(), false));
    }

    @Test
    void allOptionsAreTaken() {
        assertThat(CommandLine.parse(List.of("--port", "1", "--host=::1", "--unix", "/s", "--tls", "--version", "2")))
                .isEqualTo(new CommandLine("::1", 1, Path.of("/s"), true, EnumSet.of(ProtocolVersion.HTTP_2), false));
        assertThat(CommandLine.parse(List.of("--version", "1.0")).versions()).containsExactly(ProtocolVersion.HTTP_1_0);
        assertThat(CommandLine.parse(List.of("--version=1.1")).versions())
                .containsExactly(ProtocolVersion.HTTP_1_0, ProtocolVersion.HTTP_1_1);
        assertThat(CommandLine.parse(List.of("--help")).help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--verbose, unknown option --verbose",
        "8080, unknown option 8080",
        "--port, --port needs a value",
        "--port=x, --port x (expected: 0 to 65535)",
        "--port=70000, --port 70000 (expected: 0 to 65535)",
        "--tls=yes, --tls takes no value",
        "'--version=3', '--version 3 (expected: 1.0, 1.1, 2 or any)'"
    })
    void whatIsNotUnderstoodIsSaid(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.parse(List.of(argument)))
                .withMessage(message);
    }
}
