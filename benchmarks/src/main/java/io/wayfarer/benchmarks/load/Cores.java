/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the processes may run, in {@code taskset}'s notation; empty means anywhere.
 *
 * @param contestants the core of every contestant; they take turns
 * @param server the core of the server
 */
record Cores(String contestants, String server) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    static final Cores ANYWHERE = new Cores("", "");

    /** Reads {@code <contestants>:<server>}, each a core or a list of cores, or {@code none}. */
    static Cores parse(String text) {
        if (text.equals("none")) {
            return ANYWHERE;
        }
        if (!text.matches("[0-9,-]+:[0-9,-]+")) {
            throw new IllegalArgumentException("--cores " + text + " (expected: <contestants>:<server>, or none)");
        }
        String[] sides = text.split(":", 2);
        return new Cores(sides[0], sides[1]);
    }

    /** One core for the contestants and another for the server, if this system has {@code taskset} and two cores. */
    static Cores detect() {
        if (!Files.isReadable(STATUS) || !isTasksetInstalled()) {
            return ANYWHERE;
        }
        List<Integer> allowed = allowed();
        return allowed.size() < 2 ? ANYWHERE : new Cores("" + allowed.get(0), "" + allowed.get(1));
    }

    List<String> contestantCommand(List<String> command) {
        return pinned(contestants, command);
    }

    List<String> serverCommand(List<String> command) {
        return pinned(server, command);
    }

    private static List<String> pinned(String cores, List<String> command) {
        if (cores.isEmpty()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
        pinned.addAll(command);
        return List.copyOf(pinned);
    }

    private static List<Integer> allowed() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).strip())
                    .flatMap(list -> expand(list).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The cores in a list such as {@code 0-1,4}. */
    static List<Integer> expand(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", 2);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .forEach(cores::add);
        }
        return List.copyOf(cores);
    }

    private static boolean isTasksetInstalled() {
        try {
            return new ProcessBuilder("taskset", "-V")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return equals(ANYWHERE)
                ? "not pinned (no taskset, or fewer than two cores, or --cores none)"
                : "contestants on core " + contestants + ", server on core " + server;
    }
}
