package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * What the outer cross-validation found.
 *
 * @param rows samples, n
 * @param held predictions of the rows while held out, [n x t], NaN for rows never held out; empty if no row ever was
 * @param alphas chosen in each outer fold, [k x t]
 * @param r Pearson correlation in each outer fold, [k x t]
 * @param r2 coefficient of determination in each outer fold, [k x t]
 * @param pooled r, r2, mean squared error and explained variance over all held-out rows together, [4 x t]
 */
record HeldOut(
        int rows,
        Optional<StoredMatrix> held,
        DoubleMatrix alphas,
        DoubleMatrix r,
        DoubleMatrix r2,
        DoubleMatrix pooled) {
    private static final int POOLED = 4;

    /** The rows of {@link #pooled} of some scores. */
    static DoubleMatrix pooled(TargetScores all) {
        double[] r = all.r();
        DoubleMatrix pooled = DoubleMatrix.zeros(POOLED, r.length);
        int row = 0;
        for (double[] values : List.of(r, all.r2(), all.mse(), all.explainedVariance())) {
            System.arraycopy(values, 0, pooled.values(), row++ * r.length, r.length);
        }
        return pooled;
    }

    /** Nothing was held out, t targets: takes no memory for predictions. */
    static HeldOut none(int rows, int t) {
        DoubleMatrix pooled = DoubleMatrix.zeros(POOLED, t);
        Arrays.fill(pooled.values(), Double.NaN);
        DoubleMatrix folds = DoubleMatrix.zeros(0, t);
        return new HeldOut(rows, Optional.empty(), folds, folds, folds, pooled);
    }

    /** The predictions, [n x t]; NaN for rows never held out. */
    StoredMatrix predictions() {
        return held.orElseGet(() -> {
            StoredMatrix missing = new StoredMatrix(Precision.FLOAT32, rows, pooled.columns());
            Arrays.fill(missing.asFloat().values(), Float.NaN);
            return missing;
        });
    }
}
