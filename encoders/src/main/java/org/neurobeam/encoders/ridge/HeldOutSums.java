package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Sums over the held-out rows of a fold for every penalty and target, float64, from which the criterion follows. */
final class HeldOutSums {
    private final int alphas;
    private final int targets;
    private final Criterion criterion;
    private final double[] ySum;
    private final double[] ySquares;
    private final double[][] errors;
    private final double[][] fSum;
    private final double[][] fSquares;
    private final double[][] products;
    private final double[] f;
    private int rows;

    HeldOutSums(int alphas, int targets, Criterion criterion) {
        this.alphas = alphas;
        this.targets = targets;
        this.criterion = criterion;
        this.ySum = new double[targets];
        this.ySquares = new double[targets];
        boolean r = criterion == Criterion.R;
        this.errors = new double[r ? 0 : alphas][targets];
        this.fSum = new double[r ? alphas : 0][targets];
        this.fSquares = new double[r ? alphas : 0][targets];
        this.products = new double[r ? alphas : 0][targets];
        this.f = new double[targets];
    }

    /**
     * Adds one held-out row.
     *
     * @param y measured, [t]
     * @param predicted rows of all penalties, those of one penalty together
     * @param row number of the row in its penalty
     */
    void addRow(double[] y, DenseMatrix predicted, int row) {
        rows++;
        for (int v = 0; v < targets; v++) {
            ySum[v] += y[v];
            ySquares[v] += y[v] * y[v];
        }
        int each = predicted.rows() / alphas;
        for (int j = 0; j < alphas; j++) {
            predicted.readRow(j * each + row, f);
            if (criterion == Criterion.R) {
                addProducts(y, j);
            } else {
                addErrors(y, errors[j]);
            }
        }
    }

    private void addErrors(double[] y, double[] sum) {
        for (int v = 0; v < sum.length; v++) {
            double e = y[v] - f[v];
            sum[v] += e * e;
        }
    }

    private void addProducts(double[] y, int alpha) {
        for (int v = 0; v < targets; v++) {
            fSum[alpha][v] += f[v];
            fSquares[alpha][v] += f[v] * f[v];
            products[alpha][v] += y[v] * f[v];
        }
    }

    /** Scores, [A x t]; NaN where the criterion is undefined. */
    DoubleMatrix scores() {
        DoubleMatrix scores = DoubleMatrix.zeros(alphas, targets);
        for (int v = 0; v < targets; v++) {
            double mean = ySum[v] / rows;
            double variation = FoldScorer.variation(ySquares[v], ySum[v], rows);
            for (int j = 0; j < alphas; j++) {
                scores.set(
                        j,
                        v,
                        switch (criterion) {
                            case NEG_MSE -> -errors[j][v] / rows;
                            case R2 -> 1 - errors[j][v] / variation;
                            case R ->
                                AlphaChoice.correlation(
                                        products[j][v] - mean * fSum[j][v],
                                        variation,
                                        fSquares[j][v] - fSum[j][v] * fSum[j][v] / rows);
                        });
            }
        }
        return scores;
    }
}
