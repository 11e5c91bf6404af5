package org.neurobeam.encoders.score;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Scores of predictions, one per target, accumulated row by row in float64.
 *
 * <pre>{@code
 * mse = sum (y - f)^2 / n          r2 = 1 - sum (y - f)^2 / sum (y - mean y)^2
 * r   = cov(y, f) / (sd y sd f)    ev = 1 - var(y - f) / var(y)
 * }</pre>
 *
 * <p>Sums are taken about the first row of each target, so a large mean costs no digits. A constant measured series
 * gives NaN for r2, r and ev; a constant prediction gives r = 0.
 */
public final class TargetScores {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final double[] firstY;
    private final double[] firstF;
    private final double[] sumY;
    private final double[] sumF;
    private final double[] sumYy;
    private final double[] sumFf;
    private final double[] sumYf;
    private final double[] sumError;
    private final double[] sumSquaredError;
    private int rows;

    /** No rows yet, for t targets. */
    public TargetScores(int targets) {
        firstY = new double[targets];
        firstF = new double[targets];
        sumY = new double[targets];
        sumF = new double[targets];
        sumYy = new double[targets];
        sumFf = new double[targets];
        sumYf = new double[targets];
        sumError = new double[targets];
        sumSquaredError = new double[targets];
    }

    /**
     * Scores whole matrices.
     *
     * @param measured [n x t]
     * @param predicted [n x t]
     * @throws IllegalArgumentException if the shapes differ
     */
    public static TargetScores of(RowSource measured, RowSource predicted) {
        boolean[] all = new boolean[measured.rows()];
        Arrays.fill(all, true);
        return of(measured, predicted, all);
    }

    /**
     * Scores some rows of whole matrices.
     *
     * @param measured [n x t]
     * @param predicted [n x t]
     * @param rows which rows count, [n]
     * @throws IllegalArgumentException if the shapes differ
     */
    public static TargetScores of(RowSource measured, RowSource predicted, boolean[] rows) {
        Shapes.requireSame(measured, predicted);
        TargetScores scores = new TargetScores(measured.columns());
        double[] y = new double[measured.columns()];
        double[] f = new double[measured.columns()];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i]) {
                measured.readRow(i, y);
                predicted.readRow(i, f);
                scores.add(y, f);
            }
        }
        return scores;
    }

    /**
     * Adds one sample.
     *
     * @param y measured, [t]
     * @param f predicted, [t]
     */
    public void add(double[] y, double[] f) {
        if (rows++ == 0) {
            System.arraycopy(y, 0, firstY, 0, firstY.length);
            System.arraycopy(f, 0, firstF, 0, firstF.length);
        }
        for (int v = 0; v < firstY.length; v++) {
            double a = y[v] - firstY[v];
            double b = f[v] - firstF[v];
            double e = y[v] - f[v];
            sumY[v] += a;
            sumF[v] += b;
            sumYy[v] += a * a;
            sumFf[v] += b * b;
            sumYf[v] += a * b;
            sumError[v] += e;
            sumSquaredError[v] += e * e;
        }
    }

    /** Number of samples added. */
    public int rows() {
        return rows;
    }

    /** Mean squared error, [t]. */
    public double[] mse() {
        double[] mse = sumSquaredError.clone();
        for (int v = 0; v < mse.length; v++) {
            mse[v] /= rows;
        }
        return mse;
    }

    /** Minus the mean squared error, [t]: larger is better. */
    public double[] negativeMse() {
        return Arrays.stream(mse()).map(x -> -x).toArray();
    }

    /** Coefficient of determination about the mean of the measured samples, [t]; may be negative. */
    public double[] r2() {
        double[] r2 = new double[sumY.length];
        for (int v = 0; v < r2.length; v++) {
            r2[v] = 1 - sumSquaredError[v] / variation(sumYy[v], sumY[v]);
        }
        return r2;
    }

    /** Pearson correlation, [t]. */
    public double[] r() {
        double[] r = new double[sumY.length];
        for (int v = 0; v < r.length; v++) {
            double vy = variation(sumYy[v], sumY[v]);
            double vf = variation(sumFf[v], sumF[v]);
            double constant = Double.isNaN(vy) || Double.isNaN(sumFf[v]) ? Double.NaN : 0;
            r[v] = Double.isNaN(vf) || Double.isNaN(vy)
                    ? constant
                    : (sumYf[v] - sumY[v] * sumF[v] / rows) / Math.sqrt(vy * vf);
        }
        return r;
    }

    /** Explained variance: R2 that forgives a constant error, [t]. */
    public double[] explainedVariance() {
        double[] ev = new double[sumY.length];
        for (int v = 0; v < ev.length; v++) {
            double error = sumSquaredError[v] - sumError[v] * sumError[v] / rows;
            ev[v] = 1 - error / variation(sumYy[v], sumY[v]);
        }
        return ev;
    }

    /** Every score with its convention. */
    public List<Score> columns() {
        return List.of(
                Score.of(ScoreConvention.MSE, mse()),
                Score.of(ScoreConvention.NEGATIVE_MSE, negativeMse()),
                Score.of(ScoreConvention.R2, r2()),
                Score.of(ScoreConvention.R, r()),
                Score.of(ScoreConvention.EXPLAINED_VARIANCE, explainedVariance()));
    }

    /** Sum of squares about the mean; NaN where it is nothing but rounding. */
    private double variation(double squares, double sum) {
        double about = squares - sum * sum / rows;
        return about > CONSTANT * squares ? about : Double.NaN;
    }
}
