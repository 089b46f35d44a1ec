/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A process of our own class path that is spoken to in lines. What it writes to its error output appears on ours. */
final class ChildJvm implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final PrintWriter input;
    private final BlockingQueue<Optional<String>> output = new LinkedBlockingQueue<>();

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        input = new PrintWriter(process.outputWriter(UTF_8), true);
        Thread reader = new Thread(this::readOutput, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** The same heap and the same collector for all, so that neither is the machine's choice. */
    static ChildJvm start(String name, UnaryOperator<List<String>> pinning, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(pinning.apply(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
        // some contestants would heed them, and go to the server by way of a proxy
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        return new ChildJvm(name, builder.start());
    }

    void say(String line) {
        input.println(line);
    }

    /** The next line it writes; an {@link IOException} that names the child if it ends or takes too long instead. */
    String hear(Duration timeout) throws IOException, InterruptedException {
        Optional<String> line = output.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new IOException(name + " has not answered within " + timeout.toSeconds() + " s");
        }
        return line.orElseThrow(() -> new IOException(name + " has ended; what it had to say is above"));
    }

    private void readOutput() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(Optional.of(line));
            }
        } catch (IOException e) {
            System.err.println(name + ": " + e.getMessage());
        }
        output.add(Optional.empty());
    }

    /** Ends its input, which it takes for a farewell; a child that stays is ended. */
    @Override
    public void close() {
        input.close();
        try {
            if (process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
