package org.neurobeam.preprocess.design;

import java.util.List;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * A feature space and its delays, or combinations of them, none of which is laid out.
 *
 * @param values undelayed features, [n x p]; not copied
 * @param delays in samples, all different, negative ones look ahead; none for the features as they are
 * @param mixing of delays, M [d x d]: block b of columns is {@code sum_a M_ab S_a X}
 */
public record DelayedSpace(RowSource values, List<Integer> delays, DoubleMatrix mixing) {
    /** @throws IllegalArgumentException if a delay occurs twice or the mixing has another order */
    public DelayedSpace {
        delays = delays.isEmpty() ? List.of(0) : List.copyOf(delays);
        Delays.requireDelays(delays);
        if (mixing.rows() != delays.size() || mixing.columns() != delays.size()) {
            throw new IllegalArgumentException("mixing [" + mixing.rows() + " x " + mixing.columns()
                    + "] of the delays " + delays + "; needs one row and column for each");
        }
    }

    /** Delays as they are, unmixed. */
    public DelayedSpace(RowSource values, List<Integer> delays) {
        this(values, delays, identity(Math.max(1, delays.size())));
    }

    private static DoubleMatrix identity(int order) {
        DoubleMatrix identity = DoubleMatrix.zeros(order, order);
        for (int a = 0; a < order; a++) {
            identity.set(a, a, 1);
        }
        return identity;
    }

    /** Whether columns are the features at their delays. */
    boolean unmixed() {
        return mixing.equals(identity(delays.size()));
    }

    /** {@code M M'}, the covariance that equal weights of the columns mean for the delays, [d x d]. */
    DoubleMatrix covariance() {
        int d = delays.size();
        DoubleMatrix covariance = DoubleMatrix.zeros(d, d);
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += mixing.get(a, k) * mixing.get(b, k);
                }
                covariance.set(a, b, sum);
            }
        }
        return covariance;
    }

    /** Columns with all delays. */
    public int columns() {
        return Math.multiplyExact(values.columns(), delays.size());
    }
}
