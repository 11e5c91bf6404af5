package org.neurobeam.preprocess.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Slow drifts of the signal as columns of a design; the constant is always the last column.
 *
 * <p>The columns are named drift_1, drift_2, ..., constant.
 */
public sealed interface Drift {
    /**
     * The columns at the given times, [volumes x (drifts + 1)].
     *
     * @param times times of the volumes, s
     */
    DesignMatrix columns(FrameTimes times);

    /** Cosines up to the usual cut-off 0.01 Hz. */
    static Drift defaults() {
        return new Cosine(0.01);
    }

    /** The constant alone. */
    static Drift none() {
        return new Polynomial(0);
    }

    /**
     * Discrete cosines below a frequency.
     *
     * <pre>{@code c_k(j) = sqrt(2 / n) cos(pi / n (j + 1/2) k), k = 1 .. min(n - 1, floor(2 n f dt))}</pre>
     *
     * @param cutoffHz highest frequency of the drift, Hz, finite and {@code >= 0}
     */
    record Cosine(double cutoffHz) implements Drift {
        /** @throws IllegalArgumentException if the cut-off is negative or not finite */
        public Cosine {
            if (!(cutoffHz >= 0) || Double.isInfinite(cutoffHz)) {
                throw new IllegalArgumentException("cutoffHz must be finite and >= 0 but is " + cutoffHz);
            }
        }

        @Override
        public DesignMatrix columns(FrameTimes times) {
            int n = times.count();
            double dt = (times.last() - times.first()) / (n - 1);
            int drifts = (int) Math.min(n - 1.0, Math.floor(2 * n * cutoffHz * dt));
            List<double[]> columns = new ArrayList<>();
            for (int k = 1; k <= drifts; k++) {
                double[] c = new double[n];
                for (int j = 0; j < n; j++) {
                    c[j] = Math.sqrt(2.0 / n) * Math.cos(Math.PI / n * (j + 0.5) * k);
                }
                columns.add(c);
            }
            return withConstant(columns, n);
        }
    }

    /**
     * Powers (t / t_last)^k, k = 0 .. order, each made orthogonal to the lower ones.
     *
     * @param order highest power, {@code >= 0}
     */
    record Polynomial(int order) implements Drift {
        /** @throws IllegalArgumentException if the order is negative */
        public Polynomial {
            if (order < 0) {
                throw new IllegalArgumentException("order must be >= 0 but is " + order);
            }
        }

        @Override
        public DesignMatrix columns(FrameTimes times) {
            int n = times.count();
            List<double[]> columns = new ArrayList<>();
            for (int k = 0; k <= order; k++) {
                double[] c = new double[n];
                for (int j = 0; j < n; j++) {
                    c[j] = Math.pow(times.seconds(j) / times.last(), k);
                }
                columns.add(c);
            }
            Orthogonalization.inOrder(columns);
            return withConstant(columns.subList(1, columns.size()), n);
        }
    }

    private static DesignMatrix withConstant(List<double[]> drifts, int volumes) {
        List<double[]> columns = new ArrayList<>(drifts);
        double[] constant = new double[volumes];
        Arrays.fill(constant, 1);
        columns.add(constant);
        List<String> names = new ArrayList<>();
        for (int k = 1; k <= drifts.size(); k++) {
            names.add("drift_" + k);
        }
        names.add("constant");
        return DesignMatrix.ofColumns(names, volumes, columns);
    }
}
