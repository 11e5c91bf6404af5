package org.neurobeam.pipelines.flow.demo;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Ordinary least squares with a constant by normal equations, every run held out once: a baseline without tricks. */
final class LeastSquares {
    private LeastSquares() {}

    /** Predictions of every row by a fit on the other runs, [n x t]. */
    static DoubleMatrix heldOut(DoubleMatrix design, FloatMatrix y, List<Integer> runs) {
        DoubleMatrix predictions = DoubleMatrix.zeros(y.rows(), y.columns());
        for (int run : runs.stream().distinct().toList()) {
            double[][] weights = fit(design, y, runs, run);
            for (int row = 0; row < y.rows(); row++) {
                if (runs.get(row) == run) {
                    for (int t = 0; t < y.columns(); t++) {
                        predictions.set(row, t, dot(features(design, row), weights, t));
                    }
                }
            }
        }
        return predictions;
    }

    private static double[] features(DoubleMatrix design, int row) {
        double[] x = new double[design.columns() + 1];
        x[0] = 1;
        System.arraycopy(design.row(row), 0, x, 1, design.columns());
        return x;
    }

    private static double dot(double[] x, double[][] weights, int target) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * weights[j][target];
        }
        return sum;
    }

    /** [features x targets] */
    private static double[][] fit(DoubleMatrix design, FloatMatrix y, List<Integer> runs, int heldOut) {
        int p = design.columns() + 1;
        double[][] system = new double[p][p + y.columns()];
        for (int row = 0; row < y.rows(); row++) {
            if (runs.get(row) != heldOut) {
                double[] x = features(design, row);
                for (int i = 0; i < p; i++) {
                    for (int j = 0; j < p; j++) {
                        system[i][j] += x[i] * x[j];
                    }
                    for (int t = 0; t < y.columns(); t++) {
                        system[i][p + t] += x[i] * y.get(row, t);
                    }
                }
            }
        }
        return solved(system, p);
    }

    /** Gauss-Jordan; normal equations are positive definite, so no pivoting. */
    private static double[][] solved(double[][] system, int p) {
        for (int k = 0; k < p; k++) {
            for (int i = 0; i < p; i++) {
                double factor = i == k ? 1 - 1 / system[k][k] : system[i][k] / system[k][k];
                for (int j = k; j < system[i].length; j++) {
                    system[i][j] -= factor * system[k][j];
                }
            }
        }
        double[][] weights = new double[p][system[0].length - p];
        for (int i = 0; i < p; i++) {
            System.arraycopy(system[i], p, weights[i], 0, weights[i].length);
        }
        return weights;
    }
}
