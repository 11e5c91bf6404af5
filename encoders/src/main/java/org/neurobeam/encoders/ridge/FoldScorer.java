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
 * SSE = |y|^2 - 2 y.f + |f|^2
 * }</pre>
 */
final class FoldScorer implements AutoCloseable {
    /** What is left of a constant block after float64 sums, relative to its mean square. */
    private static final double ROUNDING = 1e-13;

    private final MatrixScope scope = new MatrixScope();
    private final Criterion criterion;
    private final TargetTile tile;
    private final DenseMatrix a;
    private final DenseMatrix b;
    private final DenseMatrix q;
    private final DenseMatrix d;
    private final int alphas;

    FoldScorer(RidgeOptions options, TargetTile tile, int largestRank) {
        this.criterion = options.criterion();
        this.tile = tile;
        this.alphas = options.alphas().size();
        a = scope.zeros(options.precision(), largestRank, tile.targets());
        b = scope.zeros(options.precision(), largestRank, tile.targets());
        q = scope.zeros(options.precision(), largestRank, tile.targets());
        d = scope.zeros(options.precision(), largestRank, tile.targets());
    }

    /** Scores [A x t]; NaN where the criterion is undefined. */
    DoubleMatrix scores(ValidationFold fold, BitSet outerTrain, TileRotation rotation) {
        int r = fold.spectrum.rank();
        DenseMatrix ar = a.rowView(0, r);
        DenseMatrix br = b.rowView(0, r);
        DenseMatrix qr = q.rowView(0, r);
        DenseMatrix dr = d.rowView(0, r);
        rotation.fold(outerTrain, fold, ar, br);
        fold.pairs.far(ar, qr);
        fold.pairs.near(ar, dr);
        DoubleMatrix sums = DoubleMatrix.zeros(alphas, tile.targets());
        if (criterion == Criterion.R) {
            sums = product(fold.weights.rowView(2 * alphas, 3 * alphas), ar);
        }
        combine(ar, br, qr, dr);
        DenseMatrix w = fold.weights.rowView(0, alphas);
        DoubleMatrix yf = product(w, br);
        DoubleMatrix ff = product(w, qr);
        DoubleMatrix ff2 = product(fold.weights.rowView(alphas, 2 * alphas), dr);
        for (int i = 0; i < ff.values().length; i++) {
            ff.values()[i] += ff2.values()[i];
        }
        return finish(fold, yf, ff, sums);
    }

    /** b = a o b, q = 2 a o q, d = a o d, in one pass. */
    private void combine(DenseMatrix ar, DenseMatrix br, DenseMatrix qr, DenseMatrix dr) {
        int t = tile.targets();
        double[] x = new double[t];
        double[] y = new double[t];
        for (int i = 0; i < ar.rows(); i++) {
            ar.readRow(i, x);
            times(br, i, x, y, 1);
            times(qr, i, x, y, 2);
            times(dr, i, x, y, 1);
        }
    }

    private static void times(DenseMatrix m, int i, double[] x, double[] y, double factor) {
        m.readRow(i, y);
        for (int v = 0; v < x.length; v++) {
            y[v] *= factor * x[v];
        }
        m.writeRow(i, y);
    }

    private static DoubleMatrix product(DenseMatrix w, DenseMatrix x) {
        try (DenseMatrix c = DenseMatrix.zeros(x.precision(), w.rows(), x.columns())) {
            Blas.multiply(w, x, c);
            return c.toDoubleMatrix();
        }
    }

    private DoubleMatrix finish(ValidationFold fold, DoubleMatrix yf, DoubleMatrix ff, DoubleMatrix sums) {
        int t = tile.targets();
        int n = fold.rows;
        double[][] y = tile.validationSums(fold);
        DoubleMatrix scores = DoubleMatrix.zeros(alphas, t);
        for (int j = 0; j < alphas; j++) {
            for (int v = 0; v < t; v++) {
                double mean = y[0][v] / n;
                double variation = y[1][v] - y[0][v] * mean;
                // what is left of a constant block after rounding is not variation
                variation = variation > ROUNDING * y[1][v] ? variation : Double.NaN;
                double sse = y[1][v] - 2 * yf.get(j, v) + ff.get(j, v);
                double f = sums.get(j, v);
                scores.set(
                        j,
                        v,
                        switch (criterion) {
                            case NEG_MSE -> -sse / n;
                            case R2 -> 1 - sse / variation;
                            case R ->
                                AlphaChoice.correlation(yf.get(j, v) - mean * f, variation, ff.get(j, v) - f * f / n);
                        });
            }
        }
        return scores;
    }

    @Override
    public void close() {
        scope.close();
    }
}
