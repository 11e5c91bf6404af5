package org.neurobeam.encoders.kernel;

import java.util.List;
import org.neurobeam.encoders.ridge.DesignSettings;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * A kernel factorised once for ridge regression of any number of targets with nested cross-validation.
 *
 * <pre>{@code w = (K + alpha I)^-1 y     prediction = K_test w + intercept}</pre>
 *
 * <p>With an intercept, kernel and targets are centred by the training samples of each fold. It is ridge on features
 * whose inner products are K, with the same scores, folds and choices as {@link RidgeDesign}: one eigendecomposition
 * per distinct training set, then O(n) per target and penalty. Memory outside the heap is held until {@link #close()};
 * threads may share it.
 */
public final class KernelRidge implements AutoCloseable {
    private final RidgeDesign design;

    private KernelRidge(RidgeDesign design) {
        this.design = design;
    }

    /**
     * Computes and factorises the kernel of features.
     *
     * @param features [n samples x p features]
     * @param runs run of each sample, [n]
     * @param outer folds whose test rows are predicted; {@link Folds#none} fits on all rows only
     * @throws org.neurobeam.schemas.error.NumericalException if a penalty is too small for an indefinite kernel
     */
    public static KernelRidge of(RowSource features, int[] runs, Folds outer, KernelRidgeOptions options) {
        return of(features, runs, outer, options, DesignSettings.defaults());
    }

    /** As {@link #of(RowSource, int[], Folds, KernelRidgeOptions)}, training sets side by side. */
    public static KernelRidge of(
            RowSource features, int[] runs, Folds outer, KernelRidgeOptions options, DesignSettings settings) {
        try (DenseMatrix kernel = options.kernel().matrix(features)) {
            return new KernelRidge(RidgeDesign.ofKernel(kernel, runs, outer, options.ridge(), settings));
        }
    }

    /**
     * Factorises a given kernel; see {@link #of(RowSource, int[], Folds, KernelRidgeOptions)}.
     *
     * @param kernel [n x n] float64, symmetric, not centred; not kept
     */
    public static KernelRidge of(DenseMatrix kernel, int[] runs, Folds outer, RidgeOptions options) {
        return new KernelRidge(RidgeDesign.ofKernel(kernel, runs, outer, options));
    }

    /**
     * Fits a tile of targets: chooses penalties, predicts held-out rows, fits the final model.
     *
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     */
    public KernelRidgeFit fitTile(RowSource responses) {
        RidgeFit fit = design.fitTile(responses);
        return new KernelRidgeFit(fit, new KernelRidgeModel(fit.model()));
    }

    /**
     * Fits all rows at given penalties, without selection.
     *
     * @param responses [n samples x t targets]
     * @param alphas penalty of each target, [t], finite and {@code > 0}
     */
    public KernelRidgeModel fitAt(RowSource responses, double... alphas) {
        return new KernelRidgeModel(design.fitAt(responses, alphas));
    }

    /** Scores of all penalties in each inner fold of the final fit, [A x t] each. */
    public List<DoubleMatrix> innerScores(RowSource responses) {
        return design.innerScores(responses);
    }

    /** Number of samples, n. */
    public int samples() {
        return design.samples();
    }

    @Override
    public void close() {
        design.close();
    }
}
