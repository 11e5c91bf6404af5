package org.neurobeam.encoders.compare;

import org.neurobeam.encoders.score.ScoreConvention;

/** The score that a comparison is about. */
public enum Accuracy {
    /** Pearson correlation; NaN where a series is constant. */
    R(ScoreConvention.R) {
        @Override
        double of(double n, double[] s) {
            double y = s[Sums.YY] - s[Sums.Y] * s[Sums.Y] / n;
            double f = s[Sums.FF] - s[Sums.F] * s[Sums.F] / n;
            boolean defined = y > Sums.CONSTANT * s[Sums.YY] && f > Sums.CONSTANT * s[Sums.FF];
            return defined ? (s[Sums.YF] - s[Sums.Y] * s[Sums.F] / n) / Math.sqrt(y * f) : Double.NaN;
        }
    },
    /** {@code 1 - SSE/SST} about the mean of the samples drawn; NaN where the measured series is constant. */
    R2(ScoreConvention.R2) {
        @Override
        double of(double n, double[] s) {
            double y = s[Sums.YY] - s[Sums.Y] * s[Sums.Y] / n;
            boolean defined = y > Sums.CONSTANT * s[Sums.YY];
            return defined ? 1 - (s[Sums.YY] - 2 * s[Sums.YF] + s[Sums.FF]) / y : Double.NaN;
        }
    };

    private final ScoreConvention convention;

    Accuracy(ScoreConvention convention) {
        this.convention = convention;
    }

    /** The convention of the score. */
    public ScoreConvention convention() {
        return convention;
    }

    /** Score from the sums of n samples about a common point. */
    abstract double of(double n, double[] sums);

    /** Places of the sums over samples of measured y and predicted f. */
    static final class Sums {
        static final int Y = 0;
        static final int YY = 1;
        static final int F = 2;
        static final int FF = 3;
        static final int YF = 4;
        static final int COUNT = 5;
        /** A variance below this share of the mean square is rounding, not signal. */
        static final double CONSTANT = 1e-14;

        private Sums() {}
    }
}
