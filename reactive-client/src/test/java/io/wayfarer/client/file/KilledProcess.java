/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process of Java that saves a file without pause, and is killed while it does. */
public final class KilledProcess {

    private KilledProcess() {}

    /**
     * Runs a class that writes the number of each generation and a full stop, a line each, once it is saved; and kills it some
     * time after the first.
     *
     * @param file its argument
     * @return which generation it last said it had saved
     */
    public static int lastSaved(Class<?> main, Path file, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = lines.readLine();
            assertThat(line).as("its first word").isNotNull();
            assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
            // Not by the process itself, which would close its output as well.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            int saved = 0;
            for (; line != null && line.endsWith("."); line = lines.readLine()) {
                saved = Integer.parseInt(line.substring(0, line.length() - 1));
            }
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return saved;
        } finally {
            process.destroyForcibly();
        }
    }
}
