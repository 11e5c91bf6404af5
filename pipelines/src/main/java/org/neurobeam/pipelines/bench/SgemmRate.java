package org.neurobeam.pipelines.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;

/** What one core of this machine does at best just now: float32 matrix product of order 4000. */
final class SgemmRate {
    private static final int ORDER = 4000;
    private static final int ROUNDS = 3;
    private static final double GIGA = 1e9;

    private SgemmRate() {}

    /** 10^9 floating point operations per processor second of one thread; the fastest of three. */
    static double gflops() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double best = Double.POSITIVE_INFINITY;
        try (DenseMatrix a = DenseMatrix.zeros(Precision.FLOAT32, ORDER, ORDER);
                DenseMatrix b = DenseMatrix.zeros(Precision.FLOAT32, ORDER, ORDER);
                DenseMatrix c = DenseMatrix.zeros(Precision.FLOAT32, ORDER, ORDER)) {
            fill(a);
            fill(b);
            for (int i = 0; i < ROUNDS; i++) {
                long start = threads.getCurrentThreadCpuTime();
                Blas.multiply(a, b, c);
                best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / GIGA);
            }
        }
        return 2.0 * ORDER * ORDER * ORDER / GIGA / best;
    }

    private static void fill(DenseMatrix m) {
        double[] row = new double[m.columns()];
        for (int i = 0; i < m.rows(); i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (i * 31 + j * 17) % 101 / 101.0 - 0.5;
            }
            m.writeRow(i, row);
        }
    }
}
