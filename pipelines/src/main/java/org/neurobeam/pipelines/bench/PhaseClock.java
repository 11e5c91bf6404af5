package org.neurobeam.pipelines.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Processor seconds per phase, summed over the threads that ran it, and of the whole process. What belongs to no phase
 * (compiler, garbage collector) counts as part of the fit.
 */
final class PhaseClock {
    private static final double NANO = 1e-9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Map<String, double[]> phases = new TreeMap<>();
    private final long startCpu = PROCESS.getProcessCpuTime();
    private final long startWall = System.nanoTime();
    private double cpu = Double.POSITIVE_INFINITY;
    private double wall = Double.POSITIVE_INFINITY;

    /** Slower than anything. */
    static PhaseClock slowest() {
        return new PhaseClock();
    }

    <T> T time(String phase, Supplier<T> work) {
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        long wallStart = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(phase, (THREADS.getCurrentThreadCpuTime() - cpuStart) * NANO, (System.nanoTime() - wallStart) * NANO);
        }
    }

    /** A phase beside which nothing runs: processor seconds of the whole process. */
    <T> T timeAlone(String phase, Supplier<T> work) {
        long cpuStart = PROCESS.getProcessCpuTime();
        long wallStart = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(phase, (PROCESS.getProcessCpuTime() - cpuStart) * NANO, (System.nanoTime() - wallStart) * NANO);
        }
    }

    private synchronized void add(String phase, double cpuSeconds, double wallSeconds) {
        double[] sum = phases.computeIfAbsent(phase, p -> new double[2]);
        sum[0] += cpuSeconds;
        sum[1] += wallSeconds;
    }

    void stop() {
        cpu = (PROCESS.getProcessCpuTime() - startCpu) * NANO;
        wall = (System.nanoTime() - startWall) * NANO;
    }

    private double of(String phase, int what) {
        return phases.getOrDefault(phase, new double[2])[what];
    }

    /** Processor seconds of the process but for reading and testing. */
    double fitCpuSeconds() {
        return cpu - of("read", 0) - of("test", 0);
    }

    /** Wall clock but for reading and testing, which every worker does in its own time. */
    double fitWallSeconds(int threads) {
        return wall - (of("read", 1) + of("test", 1)) / threads;
    }

    void put(ObjectNode json) {
        phases.forEach((phase, seconds) -> {
            json.put(phase + "_cpu_s", seconds[0]);
            json.put(phase + "_wall_s", seconds[1]);
        });
    }
}
