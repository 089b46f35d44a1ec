/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FuzzTargetTest {

    /** More of them: {@code -Dfuzz.mutations=1000000}. */
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 1_500);

    @ParameterizedTest
    @EnumSource
    void aTargetKeepsItsPromisesOnSeedsOnWhatOnceBrokeItAndOnMutations(FuzzTarget target) throws Exception {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        inputs.addAll(found(target));
        for (byte[] input : inputs) {
            run(target, input);
            for (int length = 0; length < input.length; length++) {
                run(target, Arrays.copyOf(input, length));
            }
        }
        Mutations mutations = new Mutations(target.label().hashCode(), inputs);
        for (int i = 0; i < MUTATIONS; i++) {
            run(target, mutations.next());
        }
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

    private static void run(FuzzTarget target, byte[] input) {
        try {
            target.run(input);
        } catch (Exception | Error broken) {
            throw new AssertionError(
                    target.label() + " breaks on " + HexFormat.of().formatHex(input), broken);
        }
    }

    private static List<byte[]> found(FuzzTarget target) throws Exception {
        URL folder = FuzzTargetTest.class.getResource("/fuzz/" + target.label());
        if (folder == null) {
            return List.of();
        }
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }
}
