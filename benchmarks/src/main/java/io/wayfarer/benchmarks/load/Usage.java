/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used so far. CPU counts everything in the process: event loops, garbage collector, compiler; it
 * comes in steps of 10 ms. Allocation is summed over the threads alive: what a thread allocated that has ended is lost.
 */
record Usage(long cpuNanos, long compilerMillis, Map<Long, Long> allocatedBytesByThread) {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    Usage {
        allocatedBytesByThread = Map.copyOf(allocatedBytesByThread);
    }

    static Usage now() {
        long[] threads = THREADS.getAllThreadIds();
        long[] allocated = THREADS.getThreadAllocatedBytes(threads);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < threads.length; i++) {
            // -1: ended since its id was read
            if (allocated[i] >= 0) {
                byThread.put(threads[i], allocated[i]);
            }
        }
        return new Usage(PROCESS.getProcessCpuTime(), COMPILER.getTotalCompilationTime(), byThread);
    }

    long cpuNanosSince(Usage earlier) {
        return cpuNanos - earlier.cpuNanos;
    }

    /** Time during which code was being compiled, whether or not the compiler had the core. */
    long compilerNanosSince(Usage earlier) {
        return TimeUnit.MILLISECONDS.toNanos(compilerMillis - earlier.compilerMillis);
    }

    long allocatedBytesSince(Usage earlier) {
        return allocatedBytesByThread.entrySet().stream()
                .mapToLong(
                        thread -> thread.getValue() - earlier.allocatedBytesByThread.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
