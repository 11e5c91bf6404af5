package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Scores of all penalties on one validation fold from rotated targets, at O(r) per target and penalty.
 *
 * <pre>{@code
 * q = 2 a o (L a)   d = a o (N a)   |f|^2 = W q + W2 d   y.f = W (a o b)   sum f = W (a o c)
 * SSE = |y|^2 - 2 y.f + |f|^2 = |y|^2 + [W W2] [q - 2 a o b; d]
 * }</pre>
 */
final class FoldScorer implements AutoCloseable {
    /** What is left of a constant block after float64 sums, relative to its mean square. */
    private static final double ROUNDING = 1e-13;

    private final MatrixScope scope = new MatrixScope();
    private final Criterion criterion;
    private final int alphas;
    private final DenseMatrix a;
    private final DenseMatrix b;
    private final DenseMatrix pairs;

    /**
     * Allocates buffers.
     *
     * @param largestRank bound of the ranks of all folds
     * @param widestTile bound of the targets of all tiles
     */
    FoldScorer(RidgeOptions options, int largestRank, int widestTile) {
        this.criterion = options.criterion();
        this.alphas = options.alphas().size();
        a = scope.zeros(options.precision(), largestRank, widestTile);
        b = scope.zeros(options.precision(), largestRank, widestTile);
        pairs = scope.zeros(options.precision(), 2 * largestRank, widestTile);
    }

    /** Scores [A x t]; NaN where the criterion is undefined. */
    DoubleMatrix scores(ValidationFold fold, BitSet outerTrain, TargetTile tile, TileRotation rotation) {
        int r = fold.spectrum.rank();
        int t = tile.targets();
        DenseMatrix ar = a.reshapedView(r, t);
        DenseMatrix br = b.reshapedView(r, t);
        DenseMatrix qd = pairs.reshapedView(2 * r, t);
        rotation.fold(outerTrain, fold, ar, br);
        fold.pairs.far(ar, qd.rowView(0, r));
        if (criterion == Criterion.R) {
            DoubleMatrix sums = product(fold.sumWeights, ar);
            fold.pairs.combine(ar, br, qd, false);
            DoubleMatrix yf = product(fold.weights, br);
            return finish(fold, tile, product(fold.pairWeights, qd), yf, sums);
        }
        fold.pairs.combine(ar, br, qd, true);
        DoubleMatrix none = DoubleMatrix.zeros(0, t);
        return finish(fold, tile, product(fold.pairWeights, qd), none, none);
    }

    private static DoubleMatrix product(DenseMatrix w, DenseMatrix x) {
        try (DenseMatrix c = DenseMatrix.zeros(x.precision(), w.rows(), x.columns())) {
            Blas.multiply(w, x, c);
            return c.toDoubleMatrix();
        }
    }

    /**
     * @param ff SSE - |y|^2; for r, |f|^2
     * @param yf y.f, for r only
     * @param sums sum of f, for r only
     */
    private DoubleMatrix finish(
            ValidationFold fold, TargetTile tile, DoubleMatrix ff, DoubleMatrix yf, DoubleMatrix sums) {
        int t = tile.targets();
        int n = fold.rows;
        double[][] y = tile.validationSums(fold);
        DoubleMatrix scores = DoubleMatrix.zeros(alphas, t);
        for (int v = 0; v < t; v++) {
            double mean = y[0][v] / n;
            double variation = variation(y[1][v], y[0][v], n);
            for (int j = 0; j < alphas; j++) {
                double score = switch (criterion) {
                    case NEG_MSE -> -(y[1][v] + ff.get(j, v)) / n;
                    case R2 -> 1 - (y[1][v] + ff.get(j, v)) / variation;
                    case R -> {
                        double f = sums.get(j, v);
                        yield AlphaChoice.correlation(yf.get(j, v) - mean * f, variation, ff.get(j, v) - f * f / n);
                    }
                };
                scores.set(j, v, score);
            }
        }
        return scores;
    }

    /** Sum of squares about the mean; NaN for a constant, of which rounding leaves something that is not variation. */
    static double variation(double squares, double sum, int rows) {
        double variation = squares - sum * sum / rows;
        return variation > ROUNDING * squares ? variation : Double.NaN;
    }

    @Override
    public void close() {
        scope.close();
    }
}
