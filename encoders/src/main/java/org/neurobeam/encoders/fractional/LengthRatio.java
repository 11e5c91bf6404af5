package org.neurobeam.encoders.fractional;

import org.neurobeam.encoders.linear.ThinRotation;

/**
 * Length of the ridge weights of each target relative to least squares, {@code L(alpha) = ||s^2/(s^2 + alpha) o z|| /
 * ||z||} with z = U'Y/s.
 */
final class LengthRatio {
    /** s^2, descending, [r]. */
    final double[] squares;
    /** z^2 of each target, [r][t]. */
    final double[][] energy;
    /** ||z||^2, [t]; 0 where X does not reach the target. */
    final double[] total;

    private LengthRatio(double[] squares, double[][] energy, int targets) {
        this.squares = squares;
        this.energy = energy;
        this.total = new double[targets];
        for (double[] row : energy) {
            for (int v = 0; v < targets; v++) {
                total[v] += row[v];
            }
        }
    }

    static LengthRatio of(ThinRotation rotation) {
        double[] s = rotation.values();
        int t = rotation.rotated().columns();
        double[] squares = new double[s.length];
        double[][] energy = new double[s.length][t];
        for (int i = 0; i < s.length; i++) {
            squares[i] = s[i] * s[i];
            rotation.rotated().readRow(i, energy[i]);
            for (int v = 0; v < t; v++) {
                energy[i][v] *= energy[i][v] / squares[i];
            }
        }
        return new LengthRatio(squares, energy, t);
    }

    /** L at one penalty for all targets, [t]; NaN where total is 0. */
    double[] at(double alpha) {
        double[] sum = new double[total.length];
        for (int i = 0; i < squares.length; i++) {
            double kept = squares[i] / (squares[i] + alpha);
            for (int v = 0; v < sum.length; v++) {
                sum[v] += kept * kept * energy[i][v];
            }
        }
        for (int v = 0; v < sum.length; v++) {
            sum[v] = Math.sqrt(sum[v] / total[v]);
        }
        return sum;
    }
}
