package org.neurobeam.pipelines.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Time that some work took.
 *
 * @param seconds wall clock
 * @param cpuSeconds processor seconds of all threads of the process: compiler and garbage collector included
 */
record Stopwatch(double seconds, double cpuSeconds) {
    private static final double NANO = 1e-9;

    /** What is timed. */
    interface Work {
        void run() throws IOException;
    }

    /** Slower than anything. */
    static Stopwatch slowest() {
        return new Stopwatch(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    static Stopwatch of(Work work) throws IOException {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        return new Stopwatch((System.nanoTime() - start) * NANO, (process.getProcessCpuTime() - cpu) * NANO);
    }

    /** The smaller of each. */
    Stopwatch orFaster(Stopwatch other) {
        return new Stopwatch(Math.min(seconds, other.seconds), Math.min(cpuSeconds, other.cpuSeconds));
    }

    double perSecond(double amount) {
        return amount / seconds;
    }

    double perCpuSecond(double amount) {
        return amount / cpuSeconds;
    }
}
