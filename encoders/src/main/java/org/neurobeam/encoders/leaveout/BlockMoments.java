package org.neurobeam.encoders.leaveout;

import org.neurobeam.encoders.ridge.Criterion;

/** Sums over the held-out rows of one target from which every built-in score follows. */
final class BlockMoments {
    /** A variation below this share of the squares is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final int rows;
    private final double squaredError;
    private final double variationY;
    private final double variationF;
    private final double covariation;

    private BlockMoments(int rows, double squaredError, double variationY, double variationF, double covariation) {
        this.rows = rows;
        this.squaredError = squaredError;
        this.variationY = variationY;
        this.variationF = variationF;
        this.covariation = covariation;
    }

    BlockMoments(double[] y, double[] f) {
        rows = y.length;
        double sse = 0;
        double[] sums = new double[5];
        for (int i = 0; i < rows; i++) {
            double a = y[i] - y[0];
            double b = f[i] - f[0];
            sse += (y[i] - f[i]) * (y[i] - f[i]);
            sums[0] += a;
            sums[1] += b;
            sums[2] += a * a;
            sums[3] += b * b;
            sums[4] += a * b;
        }
        squaredError = sse;
        variationY = variation(sums[2], sums[0], rows);
        variationF = variation(sums[3], sums[1], rows);
        covariation = sums[4] - sums[0] * sums[1] / rows;
    }

    /**
     * From sums: y.y, sum y of the measured rows, y.f, f.f and sum f of the predicted ones.
     *
     * @param yy y.y and sum y
     * @param ff y.f, f.f and sum f
     */
    static BlockMoments ofSums(int rows, double[] yy, double[] ff) {
        return new BlockMoments(
                rows,
                yy[0] - 2 * ff[0] + ff[1],
                variation(yy[0], yy[1], rows),
                variation(ff[1], ff[2], rows),
                ff[0] - yy[1] * ff[2] / rows);
    }

    private static double variation(double squares, double sum, int rows) {
        double about = squares - sum * sum / rows;
        return about > CONSTANT * squares ? about : 0;
    }

    double score(Criterion criterion) {
        double defined = variationY > 0 ? variationY : Double.NaN;
        return switch (criterion) {
            case NEG_MSE -> -squaredError / rows;
            case R2 -> 1 - squaredError / defined;
            case R -> variationF > 0 || Double.isNaN(defined) ? covariation / Math.sqrt(defined * variationF) : 0;
        };
    }
}
